import type { SandboxAnswer, SandboxRequest } from '../server.ts'
import type { Account } from './accounts.ts'
import { insertRule, listRules } from './acl.ts'
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
import {
  type Body,
  deleteEvent,
  getEvent,
  importEvent,
  insertEvent,
  patchEvent,
  updateEvent,
} from './events.ts'
import { partialAnswer } from './partial-answer.ts'
import { gateRefusal, noSuchAddress, refusal, roleTooLow } from './refusal.ts'
import { allows, type Operation } from './scopes.ts'
import { isTimeZone } from './times.ts'
import { type Calendar, type Role, rank, roleOf, type StoredEvent, type World } from './world.ts'

/** A request that is known to come from `account`, with the ids out of its address. */
type Call = {
  readonly here: World
  readonly account: Account
  readonly request: SandboxRequest
  readonly ids: readonly string[]
}

type Route = {
  readonly method: string
  /** Segments below `/calendar/v3/`; `*` is an id. */
  readonly path: string
  readonly operation: Operation
  readonly answer: (call: Call) => object | null
}

const ROUTES: readonly Route[] = [
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
    deleteEvent(call.here, calendarFor(call, 'writer'), call.ids[1] ?? '', writer(call))
    return null
  }),
  route('POST', 'calendars', 'calendars.write', (call) =>
    calendarAnswer(insertCalendar(call.here, bodyOf(call), call.account)),
  ),
  route('GET', 'calendars/*', 'calendars.read', (call) => calendarAnswer(calendarFor(call, 'reader'))),
  route('PATCH', 'calendars/*', 'calendars.write', (call) =>
    calendarAnswer(patchCalendar(call.here, calendarFor(call, 'owner'), bodyOf(call))),
  ),
  route('DELETE', 'calendars/*', 'calendars.write', (call) => {
    deleteCalendar(call.here, calendarFor(call, 'owner'))
    return null
  }),
  route('GET', 'calendars/*/acl', 'acl.read', (call) => listRules(calendarFor(call, 'writer'))),
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

/** Answers a request below `/calendar/v3/`; throws refusals. `authNow`: ms by the clock that access tokens live by. */
export function answerCalendarRequest(here: World, request: SandboxRequest, authNow: number): SandboxAnswer {
  const { account, scopes } = authenticated(here, request, authNow)
  const { route: found, ids } = match(request)
  if (!allows(scopes, found.operation)) throw scopeTooNarrow()
  const body = found.answer({ here, account, request, ids })
  if (body === null) return { status: 204, body: null }
  const etag = 'etag' in body ? String(body.etag) : undefined
  const asked = request.headers['if-none-match']
  if (request.method === 'GET' && etag !== undefined && asked === etag) {
    return { status: 304, headers: { etag }, body: null }
  }
  const fields = request.query.get('fields')
  const headers = etag === undefined ? {} : { etag }
  return { status: 200, headers, body: fields === null ? body : partialAnswer(body, fields) }
}

function authenticated(here: World, request: SandboxRequest, now: number) {
  const secret = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1]
  const place = { locationType: 'header', location: 'Authorization' }
  if (secret === undefined) throw gateRefusal(401, 'UNAUTHENTICATED', 'required', 'Login Required.', place)
  const token = here.accounts.access.get(secret)
  if (token && token.expiresAt > now && here.accounts.byEmail.has(token.account.email)) return token
  throw gateRefusal(401, 'UNAUTHENTICATED', 'authError', 'Invalid Credentials', place)
}

function scopeTooNarrow() {
  const reason = 'ACCESS_TOKEN_SCOPE_INSUFFICIENT'
  return gateRefusal(
    403,
    'PERMISSION_DENIED',
    'insufficientPermissions',
    'Request had insufficient authentication scopes.',
    {
      details: [{ '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason, domain: 'googleapis.com' }],
    },
  )
}

const PREFIX = '/calendar/v3/'

function match(request: SandboxRequest): { route: Route; ids: string[] } {
  const segments = request.path.slice(PREFIX.length).split('/')
  for (const candidate of ROUTES) {
    const pattern = candidate.path.split('/')
    if (candidate.method !== request.method || pattern.length !== segments.length) continue
    if (!pattern.every((part, at) => part === '*' || part === segments[at])) continue
    const ids = segments.filter((_, at) => pattern[at] === '*').map(decode)
    return { route: candidate, ids }
  }
  throw noSuchAddress(request.path)
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    throw refusal(400, 'badRequest', 'Bad Request')
  }
}

/** The calendar of the address, on which the account needs at least `least`. */
function calendarFor(call: Call, least: Role): Calendar {
  const calendar = findCalendar(call.here, call.ids[0] ?? '', call.account)
  if (rank(roleOf(calendar, call.account.email)) < rank(least)) throw roleTooLow(least)
  return calendar
}

function bodyOf({ request }: Call): Body {
  try {
    const body: unknown = JSON.parse(request.body.toString('utf8') || '{}')
    if (body !== null && typeof body === 'object' && !Array.isArray(body)) return body as Body
  } catch {
    // Answered below, like any other body that is not one JSON object.
  }
  throw refusal(400, 'parseError', 'Parse Error')
}

const writer = ({ account, request }: Call) => ({
  account,
  ifMatch: request.headers['if-match'],
  attachments: request.query.get('supportsAttachments') === 'true',
})

function written(call: Call, write: typeof insertEvent): object {
  const calendar = calendarFor(call, 'writer')
  return shown(call, calendar, write(call.here, calendar, bodyOf(call), writer(call)))
}

function changed(call: Call, write: typeof patchEvent): object {
  const calendar = calendarFor(call, 'writer')
  return shown(call, calendar, write(call.here, calendar, call.ids[1] ?? '', bodyOf(call), writer(call)))
}

function shown(call: Call, calendar: Calendar, event: StoredEvent): object {
  const zone = call.request.query.get('timeZone') ?? calendar.timeZone
  if (!isTimeZone(zone)) throw refusal(400, 'invalidParameter', 'Invalid value for: timeZone')
  return eventAnswer(calendar, event, call.account.email, zone)
}
