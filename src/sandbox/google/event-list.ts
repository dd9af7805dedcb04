import { hash } from '../../lib/hash.ts'
import { seededRandom } from '../faults.ts'
import { type EventAnswer, eventAnswer, tombstone } from './event-answer.ts'
import { invalid, refusal, syncTokenDead } from './refusal.ts'
import { instantOf, isTimeZone, readBound } from './times.ts'
import { type Calendar, etagOf, roleOf, type StoredEvent, type World } from './world.ts'

const DAY = 86_400_000

/** How far back `updatedMin` may lie; undocumented, so our choice. */
const UPDATED_MIN_DAYS = 28

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

type SyncToken = {
  readonly calendar: string
  readonly revision: number
  readonly aclEpoch: number
  readonly issuedAt: number
  readonly baked: string
  readonly timeMin: string | null
  readonly timeMax: string | null
}

type PageToken = { readonly query: string; readonly after: number; readonly upTo: number }

export type EventListAnswer = {
  readonly kind: 'calendar#events'
  readonly etag: string
  readonly summary: string
  readonly description: string
  readonly updated: string
  readonly timeZone: string
  readonly accessRole: string
  readonly defaultReminders: readonly object[]
  readonly items: readonly EventAnswer[]
  readonly nextPageToken?: string
  readonly nextSyncToken?: string
}

/** GET events: one page of a full or incremental list for `reader`. */
export function listEvents(
  here: World,
  calendar: Calendar,
  query: URLSearchParams,
  reader: string,
): EventListAnswer {
  const zone = readZone(query, calendar)
  const sync = readSyncToken(here, calendar, query)
  const page = readPageToken(query)
  const upTo = page?.upTo ?? visibleRevision(here, calendar)
  const chosen = order(select(here, calendar, query, sync), query, calendar)
  const rest = page ? chosen.filter((one) => one.place > page.after) : chosen
  const size = pageSize(here, query)
  const shown = rest.slice(0, size)
  const details = sync === null || flag(query, 'showDeleted')
  const items = shown.map(({ event }) =>
    event.fields.status === 'cancelled' && !details
      ? tombstone(event)
      : eventAnswer(calendar, event, reader, zone),
  )
  return {
    kind: 'calendar#events',
    etag: `"p${etagOf(Math.max(calendar.revision, calendar.metaRevision)).slice(1, -1)}"`,
    summary: calendar.summary,
    description: calendar.description,
    updated: new Date(here.clock.now()).toISOString(),
    timeZone: zone,
    accessRole: roleOf(calendar, reader),
    defaultReminders: calendar.defaultReminders,
    items,
    ...(rest.length > size
      ? {
          nextPageToken: seal({
            query: identity(query),
            after: shown.at(-1)?.place ?? page?.after ?? -1,
            upTo,
          }),
        }
      : nextSync(here, calendar, query, sync, upTo)),
  }
}

function nextSync(
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

function select(
  here: World,
  calendar: Calendar,
  query: URLSearchParams,
  sync: SyncToken | null,
): StoredEvent[] {
  const deletedToo = sync !== null || query.has('updatedMin') || flag(query, 'showDeleted')
  const tests = [
    ...(sync ? [(event: StoredEvent) => event.revision > sync.revision] : []),
    ...windowTests(calendar, sync?.timeMin ?? query.get('timeMin'), sync?.timeMax ?? query.get('timeMax')),
    ...filterTests(here, query),
  ]
  const chosen: StoredEvent[] = []
  for (const latest of calendar.events.values()) {
    const event = visible(here, latest)
    if (!event || event.purged || (event.fields.status === 'cancelled' && !deletedToo)) continue
    if (tests.every((test) => test(event))) chosen.push(event)
  }
  return chosen
}

type Test = (event: StoredEvent) => boolean

/** `timeMin` bounds the end and `timeMax` the start, both exclusive. */
function windowTests(calendar: Calendar, timeMin: string | null, timeMax: string | null): Test[] {
  const from = timeMin === null ? null : readBound(timeMin, 'timeMin')
  const to = timeMax === null ? null : readBound(timeMax, 'timeMax')
  if (from !== null && to !== null && to <= from) {
    throw refusal(400, 'timeRangeEmpty', 'The specified time range is empty.', {
      domain: 'calendar',
      locationType: 'parameter',
      location: 'timeMax',
    })
  }
  const { timeZone } = calendar
  return [
    ...(from === null ? [] : [(event: StoredEvent) => instantOf(event.fields.end, timeZone) > from]),
    ...(to === null ? [] : [(event: StoredEvent) => instantOf(event.fields.start, timeZone) < to]),
  ]
}

function filterTests(here: World, query: URLSearchParams): Test[] {
  const tests: Test[] = []
  for (const side of ['private', 'shared'] as const) {
    for (const pair of query.getAll(`${side}ExtendedProperty`)) {
      const cut = pair.indexOf('=')
      if (cut < 1) throw invalid('Invalid extended property constraint.')
      const [key, value] = [pair.slice(0, cut), pair.slice(cut + 1)]
      tests.push((event) => event.fields.properties[side][key] === value)
    }
  }
  const uid = query.get('iCalUID')
  if (uid !== null) tests.push((event) => event.iCalUID === uid)
  const words = query.get('q')?.toLowerCase()
  if (words) tests.push((event) => Object.values(event.fields.texts).join('\n').toLowerCase().includes(words))
  const updatedMin = query.get('updatedMin')
  if (updatedMin !== null) {
    const since = readBound(updatedMin, 'updatedMin')
    if (since < here.clock.now() - UPDATED_MIN_DAYS * DAY) {
      throw refusal(
        410,
        'updatedMinTooLongAgo',
        'The requested minimum modification time lies too far in the past.',
        {
          domain: 'calendar',
          locationType: 'parameter',
          location: 'updatedMin',
        },
      )
    }
    tests.push((event) => event.updated >= since)
  }
  return tests
}

/** The newest version that a list may know by now; null for an event that it does not know yet. */
function visible(here: World, latest: StoredEvent): StoredEvent | null {
  const horizon = here.clock.now() - here.rules.listLag
  let event: StoredEvent | null = latest
  while (event && event.writtenAt > horizon) event = event.before
  return event
}

function visibleRevision(here: World, calendar: Calendar): number {
  if (here.rules.listLag === 0) return calendar.revision
  let revision = 0
  for (const latest of calendar.events.values()) {
    revision = Math.max(revision, visible(here, latest)?.revision ?? 0)
  }
  return revision
}

type Placed = { readonly event: StoredEvent; readonly place: number }

/** In order of creation, where each keeps its place while others come and go; or in the order asked for. */
function order(events: StoredEvent[], query: URLSearchParams, calendar: Calendar): Placed[] {
  const by = query.get('orderBy')
  if (by === null) return events.map((event) => ({ event, place: event.ordinal }))
  if (by !== 'startTime' && by !== 'updated') throw invalidParameter('orderBy')
  if (by === 'startTime' && !flag(query, 'singleEvents')) {
    throw refusal(400, 'badRequest', 'The requested ordering is not available for the particular query.', {
      locationType: 'parameter',
      location: 'orderBy',
    })
  }
  const key = (event: StoredEvent) =>
    by === 'updated' ? event.updated : instantOf(event.fields.start, calendar.timeZone)
  return events
    .sort((a, b) => key(a) - key(b) || a.ordinal - b.ordinal)
    .map((event, place) => ({ event, place }))
}

function pageSize(here: World, query: URLSearchParams): number {
  const text = query.get('maxResults') ?? '250'
  if (!/^\d+$/.test(text) || Number(text) < 1) throw invalidParameter('maxResults')
  const most = Math.min(Number(text), 2500)
  if (here.rules.raggedPages === null) return most
  return Math.floor(seededRandom(Math.floor(here.random() * 2 ** 32))() * (most + 1))
}

function readSyncToken(here: World, calendar: Calendar, query: URLSearchParams): SyncToken | null {
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

function readPageToken(query: URLSearchParams): PageToken | null {
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

const flag = (query: URLSearchParams, name: string) => query.get(name) === 'true'

function readZone(query: URLSearchParams, calendar: Calendar): string {
  const zone = query.get('timeZone') ?? calendar.timeZone
  if (!isTimeZone(zone)) throw invalidParameter('timeZone')
  return zone
}

const invalidParameter = (name: string) =>
  refusal(400, 'invalidParameter', `Invalid value for: ${name}`, {
    locationType: 'parameter',
    location: name,
  })
