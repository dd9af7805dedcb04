import { UserError } from '../../lib/failure.ts'
import { knowledgeBaseNamed, type Settings } from '../../settings/read.ts'
import { type Check, good, of, trouble, warning } from './check.ts'
import { checkGoogle } from './google.ts'
import { checkNotion } from './notion.ts'
import { checkAlert, checkSchedule, checkServer } from './server.ts'
import { checkState } from './state.ts'

export type { Check } from './check.ts'

export type Examination = {
  /** Reads the settings; rejects with a `UserError` when they have mistakes. */
  readonly settings: () => Promise<Settings>
  /** The state's address, also when the settings cannot be read. */
  readonly databaseUrl: () => string
  readonly configFile: string
  /** Only this knowledge base; all when null. */
  readonly knowledgeBase: string | null
  readonly now: Date
}

/**
 * Tries every link of the chain, in the order a sync meets them, and writes nothing but a state file that was not there:
 * that proves that one can be made. Settings that cannot be
 * read end the way to Notion and Google, since nothing is known of them; the state is looked at all the same.
 * Throws a `UserError` when the knowledge base asked for is not in the settings.
 */
export async function* examine(examination: Examination): AsyncGenerator<Check> {
  yield* checkNode()
  let settings: Settings
  try {
    settings = await examination.settings()
  } catch (error) {
    yield* trouble('settings', error)
    const url = databaseUrl(examination)
    if (url !== null) yield* await checkState(url, null, examination.now)
    return
  }
  if (examination.knowledgeBase !== null) knowledgeBaseNamed(settings, examination.knowledgeBase)
  yield good('settings', `\`${examination.configFile}\`: ${names(settings)}`)
  for (const { what, hint } of settings.warnings) yield warning('settings', what, hint ?? 'look at it')
  yield* checkSchedule(settings, examination.now)
  yield* await checkState(settings.environment.databaseUrl, settings.knowledgeBases, examination.now)
  yield* await checkServer(settings)
  yield* checkAlert(settings)
  for (const base of settings.knowledgeBases) {
    if (examination.knowledgeBase !== null && base.name !== examination.knowledgeBase) continue
    yield* of(base.name, await checkNotion(base, settings.environment))
    yield* of(base.name, await checkGoogle(base, settings.environment))
  }
}

/** Null when the environment has mistakes: they have been told with the settings. */
function databaseUrl(examination: Examination): string | null {
  try {
    return examination.databaseUrl()
  } catch (error) {
    if (error instanceof UserError) return null
    throw error
  }
}

/** Whether a sync would do everything the settings ask. */
export function wouldWork(checks: readonly Check[]): boolean {
  return checks.every(({ state }) => state !== 'bad')
}

function names(settings: Settings): string {
  const all = settings.knowledgeBases.map(({ name }) => `\`${name}\``)
  return all.length <= 5 ? all.join(', ') : `${all.slice(0, 5).join(', ')} and ${all.length - 5} more`
}

function checkNode(): readonly Check[] {
  return [good('Node', process.version)]
}
