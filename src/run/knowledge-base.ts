import { readFileSync } from 'node:fs'
import { Failure, UserError } from '../lib/failure.ts'
import { scrubber } from '../lib/scrub.ts'
import { lastCall } from '../lib/stop.ts'
import { tally } from '../lib/tally.ts'
import { utf8 } from '../lib/utf8.ts'
import type { Sink } from '../plan/change.ts'
import { secretsOf } from '../settings/environment.ts'
import type { Environment, GoogleAccess, KnowledgeBaseSettings, Settings } from '../settings/read.ts'
import { type GoogleAccount, googleAccount } from '../sinks/google-calendar/account.ts'
import {
  GOOGLE_TOKEN_URL,
  type GoogleCredentials,
  serviceAccount,
} from '../sinks/google-calendar/credentials.ts'
import type { CalendarMemory } from '../sinks/google-calendar/mirror.ts'
import { googleCalendarSink } from '../sinks/google-calendar/sink.ts'
import type { FeedMemory } from '../sinks/public-feed/row.ts'
import { publicFeedSink } from '../sinks/public-feed/sink.ts'
import { memoryOf, type NotionSource, notionSource } from '../sources/notion/index.ts'
import type { PlanStore } from './overlay.ts'

/** Requests that failed with the same words: sent again, read back, or told as trouble elsewhere in the report. */
export type Fault = { readonly at: 'notion' | 'google'; readonly what: string; readonly count: number }

/** One knowledge base, ready to run: where it is read and where it is written. Made once from the settings. */
export type KnowledgeBase = {
  readonly name: string
  /**
   * What our entries carry on a calendar. The database is part of it, so that two Magams whose owners chose the same
   * name never take each other's entries for their own.
   */
  readonly mark: string
  /** The names of all knowledge bases of the settings. */
  readonly named: readonly string[]
  readonly settings: KnowledgeBaseSettings
  /** A source that remembers in `memory`. */
  source(memory: PlanStore): NotionSource
  /** Takes secrets out of what is kept and told: a service may repeat in its refusal what it was sent. */
  scrub(text: string): string
  /** Requests that failed since this was last asked. One account serves all bases: what runs beside this one counts too. */
  takeFaults(): readonly Fault[]
  /** Google's clock less ours in milliseconds, as the last answer told it; null before one. */
  skew(): number | null
  /** Fresh sinks for one run. `wall` gives the present UTC instant; `full` reads the calendar anew as well. */
  sinks(memory: CalendarMemory & FeedMemory, wall: () => Date, full: boolean): readonly Sink[]
}

/** How patient the clients are; tests hand in waits that take no time. */
export type Tempo = {
  readonly sleep?: (ms: number) => Promise<void>
  /** How long one request may take. */
  readonly timeoutMs?: number
  /** How often a request to Google is sent again. */
  readonly retries?: number
  /** The quota of the Google project per user and minute, in place of what the settings say. */
  readonly requestsPerMinute?: number
  /** Nothing more is sent once it aborts. */
  readonly signal?: AbortSignal
}

/**
 * The knowledge bases of the settings. One Google account, and so one queue to Google, serves them all. Seconds after
 * `stop` aborts, whatever is still under way to either service is given up.
 */
export function knowledgeBases(
  settings: Settings,
  { stop, ...others }: Omit<Tempo, 'signal'> & { readonly stop?: AbortSignal } = {},
): readonly KnowledgeBase[] {
  const tempo: Tempo = { ...others, ...(stop && { signal: lastCall(stop) }) }
  let account: GoogleAccount | null = null
  const google = tally()
  const pace = { requestsPerMinute: allowance(settings.knowledgeBases) }
  const signedIn = () => (account ??= openAccount(settings.environment, { ...pace, ...tempo }, google.count))
  const scrub = scrubber(secretsOf(settings.environment))
  return settings.knowledgeBases.map((base) => {
    const notion = tally()
    const mark = markOf(base.name, base.notion.database)
    const options = () => ({
      ...notionOptions(base, settings.environment, tempo),
      onFault: notion.count,
    })
    return {
      name: base.name,
      mark,
      named: settings.knowledgeBases.map(({ name }) => name),
      settings: base,
      scrub,
      source: (memory) => notionSource(options(), memoryOf(memory, base.name)),
      takeFaults: () => [
        ...notion.take().map((fault) => ({ at: 'notion' as const, ...fault })),
        ...google.take().map((fault) => ({ at: 'google' as const, ...fault })),
      ],
      skew: () => account?.skew() ?? null,
      sinks(memory, wall, full) {
        const now = () => `${wall().toISOString().slice(0, 19)}Z`
        const reading = { whole: full, now: () => wall().getTime() }
        return [
          ...(base.calendar ? [googleCalendarSink(mark, base.calendar, signedIn(), memory, reading)] : []),
          ...(base.feed ? [publicFeedSink(base.name, base.feed, memory, now)] : []),
        ]
      },
    }
  })
}

/** One account serves all calendars, so the lowest quota that any of them names goes for all. */
function allowance(bases: readonly KnowledgeBaseSettings[]): number {
  return Math.min(...bases.flatMap(({ calendar }) => calendar?.requestsPerMinute ?? []))
}

/** What the entries of a knowledge base carry on a calendar. */
export function markOf(name: string, database: string): string {
  return `${name} ${database.replaceAll('-', '')}`
}

/**
 * Throws a `UserError` for what would end every run before it began: no token, no way to Google, a key file that is none.
 * A key file that cannot be read now may be there later: each run tells of it.
 */
export function proveAccess({ knowledgeBases: bases, environment }: Settings): void {
  for (const base of bases) notionOptions(base, environment)
  if (bases.every(({ calendar }) => calendar === null)) return
  try {
    openAccount(environment)
  } catch (error) {
    if (!(error instanceof Failure)) throw error
  }
}

/** What the Notion room needs to know. Throws a `UserError` when there is no token. */
export function notionOptions(
  base: KnowledgeBaseSettings,
  environment: Environment,
  { sleep, timeoutMs, signal }: Tempo = {},
) {
  if (environment.notionToken === null) {
    throw new UserError('there is no token for Notion', [
      {
        what: '`NOTION_TOKEN` is not set',
        hint: 'put it into `.env` in the folder where Magam runs, or name that file in `MAGAM_ENV_FILE`; `magam init` asks for the token and checks it',
      },
    ])
  }
  return {
    ...base.notion,
    token: environment.notionToken,
    statusProperty: base.status?.property ?? null,
    ...(environment.notionBaseUrl === null ? {} : { baseUrl: environment.notionBaseUrl }),
    ...(sleep && { sleep }),
    ...(timeoutMs !== undefined && { requestTimeoutMs: timeoutMs }),
    ...(signal && { signal }),
  }
}

/** The Google account of the settings. Throws a `UserError` when there is none, a `Failure` for an unreadable key. */
export function openAccount(
  environment: Pick<Environment, 'google' | 'googleCalendarUrl'>,
  { sleep, timeoutMs, retries, requestsPerMinute, signal }: Tempo = {},
  onFault?: (what: string) => void,
): GoogleAccount {
  if (environment.google === null) {
    throw new UserError('there is no way to reach Google', [
      {
        what: 'neither `GOOGLE_APPLICATION_CREDENTIALS` nor `GOOGLE_REFRESH_TOKEN` is set',
        hint: 'run `magam init`, or `magam auth google`; without `calendar:` in the settings Magam keeps the feed alone',
      },
    ])
  }
  return googleAccount(credentialsOf(environment.google), {
    ...(environment.googleCalendarUrl === null ? {} : { rootUrl: environment.googleCalendarUrl }),
    ...(sleep && { wait: sleep }),
    ...(timeoutMs !== undefined && { timeout: timeoutMs }),
    ...(onFault && { onFault }),
    ...(signal && { signal }),
    ...(retries !== undefined && { retries }),
    ...(requestsPerMinute !== undefined && { requestsPerMinute }),
  })
}

/** Reads the key file where there is one. Throws a `Failure` that names the file, never what is in it. */
export function credentialsOf(google: GoogleAccess): GoogleCredentials {
  if (google.kind === 'oauth') {
    const { clientId, clientSecret, refreshToken, tokenUrl } = google
    return { kind: 'person', clientId, clientSecret, refreshToken, tokenUrl: tokenUrl ?? GOOGLE_TOKEN_URL }
  }
  return serviceAccount(keyText(google.keyFile), google.keyFile)
}

function keyText(file: string): string {
  try {
    return utf8(readFileSync(file)) ?? ''
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown error'
    throw new Failure(
      'google-key-unreadable',
      `the service account’s key file \`${file}\` cannot be read (${code})`,
      {
        hint: 'check the path in `GOOGLE_APPLICATION_CREDENTIALS` and the rights of the file',
      },
    )
  }
}
