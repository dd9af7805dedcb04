import { readFileSync } from 'node:fs'
import { dirname, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { UserError } from '../lib/failure.ts'
import { utf8 } from '../lib/utf8.ts'
import type { Report } from '../run/report.ts'
import { addToSettings, type Draft, draftSettings } from '../settings/draft.ts'
import { mergedVariables, setVariables, writeWhole } from '../settings/env-file.ts'
import { secretKeyOf } from '../settings/environment.ts'
import { givenPath } from '../settings/given-path.ts'
import { environmentOf, readConfig } from '../settings/read.ts'
import type { Context } from './context.ts'
import { EXIT, type ExitCode } from './exit.ts'
import { type Asker, flagsOnly, prompts, Stopped } from './setup/ask.ts'
import { type ExistingAnswers, existingStep } from './setup/existing-step.ts'
import { type FeedAnswers, feedStep, nameStep } from './setup/feed-step.ts'
import { type GoogleAnswers, googleStep, remindersOf } from './setup/google-step.ts'
import { type NotionAnswers, notionStep } from './setup/notion-step.ts'
import { preview } from './setup/preview.ts'
import { NOBODY, openCalendar, type Sharing } from './setup/sharing-step.ts'

type Options = Parameters<typeof notionStep>[2] &
  Parameters<typeof googleStep>[2] &
  ExistingAnswers &
  FeedAnswers & {
    readonly yes?: boolean
    readonly notionTokenFile?: string
    readonly requestsPerMinute?: number
    readonly timezone: string
    readonly schedule: string
  }

/**
 * `magam init`: asks, checks every answer where it counts, shows what the first sync would do, and only then writes
 * the settings file and `.env`. Leaving at any question writes nothing.
 */
export async function init(context: Context, options: Options): Promise<ExitCode> {
  const terminal = options.yes ? null : context.terminal
  const ask = terminal === null ? flagsOnly(context.say) : await prompts(terminal)
  try {
    return await setUp(context, ask, options)
  } catch (error) {
    if (!(error instanceof Stopped)) throw error
    context.tell('Stopped. No file was written.')
    return EXIT.usage
  }
}

async function setUp(context: Context, ask: Asker, options: Options): Promise<ExitCode> {
  checkFlags(options)
  const existing = await existingStep(context.configFile, ask, options)
  const given = mergedVariables(context.env, context.envFile)
  const variables = given.values
  const { notionTokenFile } = options
  const notion = await notionStep(context, ask, options, {
    known: notionTokenFile === undefined ? variables.NOTION_TOKEN : tokenIn(notionTokenFile),
    baseUrl: variables.NOTION_BASE_URL ?? null,
    requestsPerMinute: options.requestsPerMinute ?? null,
  })
  const name = await nameStep(ask, options, notion.base.name, existing.taken.names)
  const title = `${notion.base.name || name} 마감`
  const google = await googleStep(context, ask, options, { variables, name, title })
  const feed = await feedStep(ask, options, {
    name,
    title,
    needed: google === null,
    taken: existing.taken.slugs,
  })
  const textFor = (isPublic: boolean): string => {
    const draft: Draft = {
      name,
      timezone: options.timezone,
      schedule: options.schedule,
      database: notion.base.database,
      databaseName: notion.base.name,
      dataSource: notion.dataSource,
      requestsPerMinute: options.requestsPerMinute ?? null,
      status: notion.status,
      calendar: google && { ...google.calendar, reminders: google.reminders, isPublic },
      feed,
    }
    return existing.text === null
      ? draftSettings(draft, schemaFrom(context.configFile))
      : addToSettings(existing.text, draft)
  }
  const secrets = { NOTION_TOKEN: notion.token, ...google?.variables }
  const environment = environmentOf({ ...variables, ...secrets })
  const plan = await preview(context, textFor(google?.sharing.isPublic ?? false), name, environment)
  const sure = await ask.confirm({
    flag: '--yes',
    message: lastQuestion(context, google),
    given: undefined,
    fallback: true,
  })
  if (!sure) throw new Stopped()
  const sharing = google ? await openCalendar(ask, google, plan, existing.linked) : NOBODY
  writeWhole(context.configFile, textFor(sharing.isPublic), 0o644)
  setVariables(context.envFile, secrets, secretKeyOf(variables), given)
  tell(context, { notion, google, plan, sharing })
  return EXIT.done
}

/** The schema that comes with Magam, seen from a settings file wherever that lies. */
function schemaFrom(configFile: string): string {
  const schema = fileURLToPath(new URL('../../config/magam.schema.json', import.meta.url))
  return relative(dirname(resolve(configFile)), schema).replaceAll('\\', '/')
}

/** Everything that a yes will do. */
function lastQuestion({ configFile, envFile }: Context, google: GoogleAnswers | null): string {
  const { people, isPublic } = google?.sharing ?? NOBODY
  const deeds = [
    `Write \`${configFile}\` and \`${envFile}\``,
    ...(people.length > 0 ? [`share the calendar with ${people.join(', ')}`] : []),
    ...(isPublic ? ['let everybody read the calendar'] : []),
  ]
  return `${deeds.join(',\n')}?`
}

/** What no question asks about is checked before anything is asked or made: a draft of the rest has no mistake. */
function checkFlags({ timezone, schedule, reminders }: Options): void {
  const draft: Draft = {
    ...{ name: 'x', database: '0'.repeat(32), databaseName: '', dataSource: null, requestsPerMinute: null },
    ...{ timezone, schedule, status: null, feed: null },
    calendar: {
      id: 'x@group.calendar.google.com',
      name: '',
      isPublic: false,
      reminders: remindersOf(reminders),
    },
  }
  const { problems } = readConfig(draftSettings(draft), '')
  if (problems.length === 0) return
  // The place is one in a file that nobody has: the flag says more.
  const own = problems.map(({ what, hint }) => ({
    what: what.replace(/^\d+:\d+: .*?(timezone|schedule|reminders)(\[\d+\])?: /, '`--$1`: '),
    hint,
  }))
  throw new UserError('what was given on the command line cannot stand in the settings', own)
}

function tokenIn(file: string): string {
  try {
    return (utf8(readFileSync(givenPath(file))) ?? '').trim()
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown error'
    throw new UserError(`the file with the Notion token cannot be read: \`${file}\` (${code})`)
  }
}

function tell(
  context: Context,
  {
    notion,
    google,
    plan,
    sharing,
  }: {
    readonly notion: NotionAnswers
    readonly google: GoogleAnswers | null
    readonly plan: Report
    readonly sharing: Sharing
  },
): void {
  if (context.json) {
    context.data({
      configFile: context.configFile,
      envFile: context.envFile,
      database: notion.base.database,
      calendar: google?.calendar.id ?? null,
      sharedWith: sharing.people,
      publicCalendar: sharing.isPublic,
      programmes: plan.programmes,
    })
    return
  }
  context.say(`Wrote \`${context.configFile}\` and \`${context.envFile}\` (only you may read the latter).`)
  if (google && (sharing.people.length > 0 || sharing.isPublic)) {
    const address = `https://calendar.google.com/calendar/r?cid=${encodeURIComponent(google.calendar.id)}`
    // Google sends no mail for us, and a shared calendar does not come into a list by itself.
    context.say(`Who may read the calendar adds it to their own with ${address}`)
  }
  context.say('Next: `magam doctor` looks at every link, `magam sync` does it, `magam serve` keeps doing it.')
}
