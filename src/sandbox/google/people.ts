import type { Body } from './body.ts'
import { deleteCalendar, findCalendar } from './calendars.ts'
import { type EventAnswer, eventAnswer } from './event-answer.ts'
import { writable } from './event-patch.ts'
import { deleteEvent, emptyTrash, getEvent, insertEvent, moveEvent, patchEvent } from './events.ts'
import type { Override } from './reminders.ts'
import type { WireTime } from './times.ts'
import type { World } from './world.ts'

/** Edits that a person makes in Google Calendar by hand; each throws what the service would refuse. */
export type People = {
  /** The address of the person who makes them. */
  readonly email: string
  move(calendarId: string, eventId: string, when: { start: WireTime; end: WireTime }): EventAnswer
  rename(calendarId: string, eventId: string, summary: string): EventAnswer
  /** Null takes the colour away. */
  recolour(calendarId: string, eventId: string, colorId: string | null): EventAnswer
  remind(calendarId: string, eventId: string, overrides: readonly Override[]): EventAnswer
  invite(calendarId: string, eventId: string, emails: readonly string[]): EventAnswer
  attach(calendarId: string, eventId: string, fileUrl: string): EventAnswer
  /** Any other change, as the body of a PATCH. */
  edit(calendarId: string, eventId: string, change: Body): EventAnswer
  delete(calendarId: string, eventId: string): void
  restore(calendarId: string, eventId: string): EventAnswer
  /** An event of the person's own. */
  add(calendarId: string, event: Body): EventAnswer
  /** A second event like it, with all that programs noted in it. */
  copy(calendarId: string, eventId: string): EventAnswer
  /** Into another calendar, as the list of calendars in an event's dialog does. */
  carry(calendarId: string, eventId: string, to: string): EventAnswer
  /** Deleted events are gone for good; their ids stay taken. */
  emptyTrash(calendarId: string): void
  deleteCalendar(calendarId: string): void
}

/** The hands of one person, who must have an account in the world. */
export function people(here: World, email: string): People {
  const account = here.accounts.byEmail.get(email)
  if (!account) throw new RangeError(`no such account: ${email}`)
  const calendarOf = (id: string) => findCalendar(here, id, account)
  const edit: People['edit'] = (calendarId, eventId, change) => {
    const calendar = calendarOf(calendarId)
    return eventAnswer(
      calendar,
      patchEvent(here, calendar, eventId, change, { account, attachments: true }),
      email,
    )
  }
  const add: People['add'] = (calendarId, event) => {
    const calendar = calendarOf(calendarId)
    const added = insertEvent(here, calendar, event, { account, attachments: true })
    return eventAnswer(calendar, getEvent(calendar, added.id), email)
  }
  return {
    email,
    edit,
    add,
    // Nulls clear the other form, so that a day can become a time and a time a day.
    move: (calendarId, eventId, { start, end }) =>
      edit(calendarId, eventId, { start: { ...NO_TIME, ...start }, end: { ...NO_TIME, ...end } }),
    rename: (calendarId, eventId, summary) => edit(calendarId, eventId, { summary }),
    recolour: (calendarId, eventId, colorId) => edit(calendarId, eventId, { colorId }),
    remind: (calendarId, eventId, overrides) =>
      edit(calendarId, eventId, { reminders: { useDefault: false, overrides } }),
    invite: (calendarId, eventId, emails) =>
      edit(calendarId, eventId, { attendees: emails.map((guest) => ({ email: guest })) }),
    attach: (calendarId, eventId, fileUrl) => edit(calendarId, eventId, { attachments: [{ fileUrl }] }),
    delete: (calendarId, eventId) => deleteEvent(here, calendarOf(calendarId), eventId, { account }),
    restore: (calendarId, eventId) => edit(calendarId, eventId, { status: 'confirmed' }),
    copy: (calendarId, eventId) =>
      add(calendarId, writable(getEvent(calendarOf(calendarId), eventId), email)),
    carry: (calendarId, eventId, to) =>
      eventAnswer(
        calendarOf(to),
        moveEvent(here, calendarOf(calendarId), calendarOf(to), eventId, { account }),
        email,
      ),
    emptyTrash: (calendarId) => emptyTrash(calendarOf(calendarId)),
    deleteCalendar: (calendarId) => deleteCalendar(here, calendarOf(calendarId)),
  }
}

const NO_TIME = { date: null, dateTime: null, timeZone: null }
