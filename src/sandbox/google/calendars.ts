import type { Account } from './accounts.ts'
import type { Body } from './body.ts'
import { invalid, notFound, refusal, required, usageLimit } from './refusal.ts'
import { isTimeZone } from './times.ts'
import {
  addCalendar,
  type Calendar,
  etagOf,
  listOf,
  ROLES,
  type Role,
  rank,
  roleOf,
  type World,
} from './world.ts'

/** The calendar of that id (`primary`: the account's own); 404 when it does not exist or the account may not see it. */
export function findCalendar(here: World, id: string, account: Account): Calendar {
  const calendar = here.calendars.get(id === 'primary' ? account.email : id)
  if (!calendar || roleOf(calendar, account.email) === 'none') throw notFound()
  return calendar
}

/** A calendar as the API answers it. */
export function calendarAnswer(calendar: Calendar): object {
  return {
    kind: 'calendar#calendar',
    etag: etagOf(calendar.metaRevision),
    id: calendar.id,
    summary: calendar.summary,
    ...(calendar.description ? { description: calendar.description } : {}),
    ...(calendar.location ? { location: calendar.location } : {}),
    timeZone: calendar.timeZone,
    conferenceProperties: { allowedConferenceSolutionTypes: ['hangoutsMeet'] },
  }
}

/** POST calendars: a secondary calendar of the account, under an id of the service's choosing. Not idempotent. */
export function insertCalendar(
  here: World,
  body: Body,
  account: Account,
  options: { byClient: boolean },
): Calendar {
  const { summary, timeZone = 'UTC' } = body
  if (typeof summary !== 'string' || summary === '') throw required('Missing title.')
  if (typeof timeZone !== 'string' || !isTimeZone(timeZone)) throw invalid('Invalid time zone value.')
  const secondary = [...here.calendars.values()].filter((calendar) => calendar.primaryOf === null)
  if (secondary.length >= here.rules.usage.calendars) throw usageLimit()
  const id = `${here.accounts.secret('c_').toLowerCase()}@group.calendar.google.com`
  const calendar = addCalendar(here, { id, owner: account.email, summary, timeZone, ...options })
  describe(calendar, body)
  return calendar
}

/** PATCH calendars: null clears. */
export function patchCalendar(here: World, calendar: Calendar, body: Body): Calendar {
  if (body.timeZone !== undefined && (typeof body.timeZone !== 'string' || !isTimeZone(body.timeZone))) {
    throw invalid('Invalid time zone value.')
  }
  if (typeof body.summary === 'string' && body.summary !== '') calendar.summary = body.summary
  if (typeof body.timeZone === 'string') calendar.timeZone = body.timeZone
  describe(calendar, body)
  calendar.metaRevision = here.nextRevision()
  return calendar
}

function describe(calendar: Calendar, body: Body): void {
  if (body.description !== undefined) calendar.description = String(body.description ?? '')
  if (body.location !== undefined) calendar.location = String(body.location ?? '')
}

/** DELETE calendars: with everything on it; not for a primary calendar. */
export function deleteCalendar(here: World, calendar: Calendar): void {
  if (calendar.primaryOf !== null) throw refusal(400, 'badRequest', 'The primary calendar cannot be deleted.')
  here.calendars.delete(calendar.id)
  for (const list of here.lists.values()) list.delete(calendar.id)
}

/** An entry of the account's calendar list. */
export function listEntry(calendar: Calendar, account: Account): object {
  const { conferenceProperties, ...own } = calendarAnswer(calendar) as { conferenceProperties: object }
  return {
    ...own,
    kind: 'calendar#calendarListEntry',
    colorId: '14',
    backgroundColor: '#9fe1e7',
    foregroundColor: '#000000',
    selected: true,
    accessRole: roleOf(calendar, account.email),
    defaultReminders: calendar.defaultReminders,
    ...(calendar.primaryOf === account.email ? { primary: true } : {}),
    conferenceProperties,
  }
}

/** GET calendarList: only what the account has in its list; sharing alone puts nothing there for a service account. */
export function calendarList(here: World, account: Account, query: URLSearchParams): object {
  const least = query.get('minAccessRole') ?? 'freeBusyReader'
  if (!(ROLES as readonly string[]).includes(least)) throw invalid('Invalid value for: minAccessRole')
  const size = Math.min(Math.max(Number(query.get('maxResults') ?? 100) || 100, 1), 250)
  const offset = readOffset(query.get('pageToken'))
  const shown = [...listOf(here, account.email)]
    .flatMap((id) => here.calendars.get(id) ?? [])
    .filter((calendar) => rank(roleOf(calendar, account.email)) >= rank(least as Role))
  const rest = shown.slice(offset)
  return {
    kind: 'calendar#calendarList',
    etag: etagOf(Math.max(0, ...shown.map((calendar) => calendar.metaRevision))),
    items: rest.slice(0, size).map((calendar) => listEntry(calendar, account)),
    ...(rest.length > size
      ? { nextPageToken: Buffer.from(String(offset + size)).toString('base64url') }
      : {}),
  }
}

function readOffset(token: string | null): number {
  if (token === null) return 0
  const text = Buffer.from(token, 'base64url').toString()
  if (!/^\d+$/.test(text)) throw invalid('Invalid page token value.')
  return Number(text)
}

/** GET calendarList/ID: an entry of the account's list; 404 for one that is not in it. */
export function getListEntry(here: World, id: string, account: Account): object {
  const calendar = findCalendar(here, id, account)
  if (!listOf(here, account.email).has(calendar.id)) throw notFound()
  return listEntry(calendar, account)
}

/** POST calendarList: puts a calendar that is shared with the account into its list. */
export function insertListEntry(here: World, body: Body, account: Account): object {
  if (typeof body.id !== 'string') throw required('Missing calendar id.')
  const calendar = findCalendar(here, body.id, account)
  listOf(here, account.email).add(calendar.id)
  return listEntry(calendar, account)
}
