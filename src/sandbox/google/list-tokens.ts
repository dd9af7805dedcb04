import { hash } from '../../lib/hash.ts'
import { invalid, refusal, syncTokenDead } from './refusal.ts'
import type { Calendar, World } from './world.ts'

/** Not allowed beside a sync token. */
const FORBIDDEN_WITH_SYNC = [
  'iCalUID',
  'orderBy',
  'privateExtendedProperty',
  'q',
  'sharedExtendedProperty',
  'timeMin',
  'timeMax',
  'updatedMin',
]

/** A query with one of these gives no sync token at its end. */
const WITHOUT_SYNC_TOKEN = FORBIDDEN_WITH_SYNC.filter((name) => name !== 'timeMin' && name !== 'timeMax')

/** Baked into a sync token; the incremental query must say the same. */
const BAKED = ['singleEvents', 'showDeleted', 'eventTypes', 'showHiddenInvitations', 'maxAttendees']

/** What a sync token remembers: how far its holder knows the calendar, and the query it belongs to. */
export type SyncToken = {
  readonly calendar: string
  readonly revision: number
  readonly aclEpoch: number
  readonly issuedAt: number
  readonly baked: string
  readonly timeMin: string | null
  readonly timeMax: string | null
}

/** Where the next page begins (after the place `after`), and how far its list reaches (`upTo`). */
export type PageToken = { readonly query: string; readonly after: number; readonly upTo: number }

/** The sync token of a last page that knows the calendar up to `revision`; none after a query that allows none. */
export function nextSync(
  here: World,
  calendar: Calendar,
  query: URLSearchParams,
  sync: SyncToken | null,
  revision: number,
): { nextSyncToken?: string } {
  if (WITHOUT_SYNC_TOKEN.some((name) => query.has(name))) return {}
  const token: SyncToken = {
    calendar: calendar.id,
    revision,
    aclEpoch: calendar.aclEpoch,
    issuedAt: here.clock.now(),
    baked: baked(query),
    timeMin: sync ? sync.timeMin : query.get('timeMin'),
    timeMax: sync ? sync.timeMax : query.get('timeMax'),
  }
  return { nextSyncToken: seal(token) }
}

/** Reads `syncToken`; null when none is given. Refuses one that is old, made up, of another query, or beside forbidden parameters. */
export function readSyncToken(here: World, calendar: Calendar, query: URLSearchParams): SyncToken | null {
  const text = query.get('syncToken')
  if (text === null) return null
  const forbidden = FORBIDDEN_WITH_SYNC.find((name) => query.has(name))
  if (forbidden !== undefined || query.get('showDeleted') === 'false') {
    throw refusal(
      400,
      'badRequest',
      'Sync token cannot be used together with other restrictive parameters.',
      { locationType: 'parameter', location: forbidden ?? 'showDeleted' },
    )
  }
  const token = unseal<SyncToken>(text)
  if (token?.calendar !== calendar.id || token.baked !== baked(query))
    throw invalid('Invalid sync token value.')
  const old = here.clock.now() - token.issuedAt > here.rules.syncTokenLife
  if (old || token.aclEpoch !== calendar.aclEpoch) throw syncTokenDead()
  return token
}

/** Reads `pageToken`; null when none is given. Refuses one of another query. */
export function readPageToken(query: URLSearchParams): PageToken | null {
  const text = query.get('pageToken')
  if (text === null) return null
  const token = unseal<PageToken>(text)
  if (token?.query !== identity(query)) throw invalid('Invalid page token value.')
  return token
}

/** What must not change from page to page: every parameter but the page token itself. */
function identity(query: URLSearchParams): string {
  const pairs = [...query].filter(([name]) => name !== 'pageToken').map((pair) => pair.join('='))
  return hash(...pairs.sort()).slice(0, 16)
}

const baked = (query: URLSearchParams) => BAKED.map((name) => query.getAll(name).join()).join('|')

const seal = (token: object) => Buffer.from(JSON.stringify(token)).toString('base64url')

function unseal<T>(text: string): T | null {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString()) as T
  } catch {
    return null
  }
}

/** The page token after the place `after` of this query. */
export function nextPage(query: URLSearchParams, after: number, upTo: number): { nextPageToken: string } {
  const token: PageToken = { query: identity(query), after, upTo }
  return { nextPageToken: seal(token) }
}
