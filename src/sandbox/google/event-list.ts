import { seededRandom } from '../faults.ts'
import { type EventAnswer, eventAnswer, tombstone } from './event-answer.ts'
import { filterTests, windowTests } from './event-filters.ts'
import { nextPage, nextSync, readPageToken, readSyncToken, type SyncToken } from './list-tokens.ts'
import { refusal } from './refusal.ts'
import { instantOf, isTimeZone } from './times.ts'
import { type Calendar, etagOf, roleOf, type StoredEvent, type World } from './world.ts'

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
      ? nextPage(query, shown.at(-1)?.place ?? page?.after ?? -1, upTo)
      : nextSync(here, calendar, query, sync, upTo)),
  }
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
