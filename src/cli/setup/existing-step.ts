import { existsSync } from 'node:fs'
import { UserError } from '../../lib/failure.ts'
import { configText, readConfig } from '../../settings/read.ts'
import { type Asker, Stopped } from './ask.ts'

export type ExistingAnswers = { readonly overwrite?: boolean; readonly add?: boolean }

/** What becomes of a settings file that is there. `taken`: what a new knowledge base must not be called. */
export type Existing = {
  /** The text to add to; null when a whole file is written. */
  readonly text: string | null
  readonly taken: { readonly names: readonly string[]; readonly slugs: readonly string[] }
  /** Calendars whose entries link to Notion for another knowledge base: they must not be made public. */
  readonly linked: readonly string[]
}

const NOTHING: Existing = { text: null, taken: { names: [], slugs: [] }, linked: [] }

/** Asks before anything that is there would be replaced; another knowledge base can be added to it instead. */
export async function existingStep(
  configFile: string,
  ask: Asker,
  options: ExistingAnswers,
): Promise<Existing> {
  if (!existsSync(configFile)) return NOTHING
  const way = await wayOf(configFile, ask, options)
  if (way === 'stop') throw new Stopped()
  if (way === 'replace') return NOTHING
  const text = configText(configFile)
  const { settings, problems, warnings } = readConfig(text, configFile)
  const first = problems[0] ?? warnings[0]
  if (settings === null || first) {
    throw new UserError(`nothing can be added to \`${configFile}\` as it is`, first ? [first] : [])
  }
  return {
    text,
    taken: {
      names: settings.knowledgeBases.map(({ name }) => name),
      slugs: settings.knowledgeBases.flatMap(({ feed }) => (feed === null ? [] : [feed.slug])),
    },
    linked: settings.knowledgeBases.flatMap(({ calendar }) => (calendar?.notionLink ? [calendar.id] : [])),
  }
}

async function wayOf(
  configFile: string,
  ask: Asker,
  options: ExistingAnswers,
): Promise<'add' | 'replace' | 'stop'> {
  if (options.add) return 'add'
  if (options.overwrite) return 'replace'
  if (ask.interactive) {
    return ask.choose<'add' | 'replace' | 'stop'>({
      flag: '--add or --overwrite',
      message: `\`${configFile}\` is there already. What now?`,
      given: undefined,
      fallback: 'add',
      choices: [
        { value: 'add', label: 'Add another knowledge base to it' },
        { value: 'replace', label: 'Replace it' },
        { value: 'stop', label: 'Leave it as it is' },
      ],
    })
  }
  throw new UserError(
    `\`${configFile}\` is there already`,
    [],
    'add to it with `--add`, replace it with `--overwrite`, or name another file with `--config`',
  )
}
