import type { SandboxRequest } from '../server.ts'
import type { Account } from './accounts.ts'
import { insertRule, listRules } from './acl.ts'
import type { Body } from './body.ts'
import {
  calendarAnswer,
  calendarList,
  deleteCalendar,
  findCalendar,
  getListEntry,
  insertCalendar,
  insertListEntry,
  patchCalendar,
} from './calendars.ts'
import { stop, watch } from './channels.ts'
import { colors } from './colors.ts'
import { eventAnswer } from './event-answer.ts'
import { listEvents } from './event-list.ts'
import { deleteEvent, getEvent, importEvent, insertEvent, patchEvent, updateEvent } from './events.ts'
import { notFound, refusal, roleTooLow } from './refusal.ts'
import type { Operation, Reach } from './scopes.ts'
import { isTimeZone } from './times.ts'
import { type Calendar, type Role, rank, roleOf, type StoredEvent, type World } from './world.ts'

/** A request that is known to come from `account`, with the ids out of its address. */
export type Call = {
  readonly here: World
  readonly account: Account
  readonly request: SandboxRequest
  readonly ids: readonly string[]
  readonly reach: Reach
}

export type Route = {
  readonly method: string
  /** Segments below `/calendar/v3/`; `*` is an id. */
  readonly path: string
  readonly operation: Operation
  readonly answer: (call: Call) => object | null
}

/** The least role that writes. It sees private events as busy times, and changes none of them. */
const WRITER: Role = 'writerWithoutPrivateAccess'

/** Every address that the sandbox answers. */
export const ROUTES: readonly Route[] = [
  route('GET', 'calendars/*/events', 'events.read', (call) =>
    listEvents(call.here, calendarFor(call, 'freeBusyReader'), call.request.query, call.account.email),
  ),
  route('POST', 'calendars/*/events', 'events.write', (call) => written(call, insertEvent)),
  route('POST', 'calendars/*/events/import', 'events.write', (call) => written(call, importEvent)),
  route('POST', 'calendars/*/events/watch', 'events.read', (call) =>
    watch(call.here, calendarFor(call, 'reader'), bodyOf(call)),
  ),
  route('GET', 'calendars/*/events/*', 'events.read', (call) => {
    const calendar = calendarFor(call, 'freeBusyReader')
    return shown(call, calendar, getEvent(calendar, call.ids[1] ?? ''))
  }),
  route('PUT', 'calendars/*/events/*', 'events.write', (call) => changed(call, updateEvent)),
  route('PATCH', 'calendars/*/events/*', 'events.write', (call) => changed(call, patchEvent)),
  route('DELETE', 'calendars/*/events/*', 'events.write', (call) => {
    deleteEvent(call.here, calendarFor(call, WRITER), call.ids[1] ?? '', writer(call))
    return null
  }),
  route('POST', 'calendars', 'calendars.write', (call) =>
    calendarAnswer(insertCalendar(call.here, bodyOf(call), call.account, { byClient: true })),
  ),
  route('GET', 'calendars/*', 'calendars.read', (call) => calendarAnswer(calendarFor(call, 'reader'))),
  route('PATCH', 'calendars/*', 'calendars.write', (call) =>
    calendarAnswer(patchCalendar(call.here, calendarFor(call, 'owner'), bodyOf(call))),
  ),
  route('DELETE', 'calendars/*', 'calendars.write', (call) => {
    deleteCalendar(call.here, calendarFor(call, 'owner'))
    return null
  }),
  route('GET', 'calendars/*/acl', 'acl.read', (call) => listRules(calendarFor(call, 'owner'))),
  route('POST', 'calendars/*/acl', 'acl.write', (call) =>
    insertRule(call.here, calendarFor(call, 'owner'), bodyOf(call)),
  ),
  route('GET', 'users/me/calendarList', 'calendarList.list', (call) =>
    calendarList(call.here, call.account, call.request.query),
  ),
  route('POST', 'users/me/calendarList', 'calendarList.insert', (call) =>
    insertListEntry(call.here, bodyOf(call), call.account),
  ),
  route('GET', 'users/me/calendarList/*', 'calendarList.get', (call) =>
    getListEntry(call.here, call.ids[0] ?? '', call.account),
  ),
  route('GET', 'colors', 'colors.read', () => colors),
  route('POST', 'channels/stop', 'channels.stop', (call) => {
    stop(call.here, bodyOf(call))
    return null
  }),
]

function route(method: string, path: string, operation: Operation, answer: Route['answer']): Route {
  return { method, path, operation, answer }
}

/** The calendar of the address, on which the account needs at least `least`. */
function calendarFor(call: Call, least: Role): Calendar {
  const calendar = findCalendar(call.here, call.ids[0] ?? '', call.account)
  const role = roleOf(calendar, call.account.email)
  if (call.reach === 'created' && !calendar.byClient) throw notFound()
  if (call.reach === 'owned' && role !== 'owner') throw roleTooLow('owner')
  if (rank(role) < rank(least)) throw roleTooLow(least === WRITER ? 'writer' : least)
  return calendar
}

function bodyOf({ request }: Call): Body {
  try {
    const body: unknown = JSON.parse(request.body.toString('utf8') || '{}', wellFormed)
    if (body !== null && typeof body === 'object' && !Array.isArray(body)) return body as Body
  } catch {
    // Answered below, like any other body that is not one JSON object.
  }
  throw refusal(400, 'parseError', 'Parse Error')
}

/** Half a surrogate pair is no character: a service that keeps UTF-8 has no way to hold it. */
const wellFormed = (_: string, value: unknown) => (typeof value === 'string' ? value.toWellFormed() : value)

const writer = ({ account, request }: Call) => ({
  account,
  ifMatch: request.headers['if-match'],
  attachments: request.query.get('supportsAttachments') === 'true',
})

function written(call: Call, write: typeof insertEvent): object {
  const calendar = calendarFor(call, WRITER)
  return shown(call, calendar, write(call.here, calendar, bodyOf(call), writer(call)))
}

function changed(call: Call, write: typeof patchEvent): object {
  const calendar = calendarFor(call, WRITER)
  return shown(call, calendar, write(call.here, calendar, call.ids[1] ?? '', bodyOf(call), writer(call)))
}

function shown(call: Call, calendar: Calendar, event: StoredEvent): object {
  const zone = call.request.query.get('timeZone') ?? calendar.timeZone
  if (!isTimeZone(zone)) throw refusal(400, 'invalidParameter', 'Invalid value for: timeZone')
  return eventAnswer(calendar, event, call.account.email, zone)
}
