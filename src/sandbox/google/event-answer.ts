import { wireReminders } from './reminders.ts'
import { type WireTime, wireTime } from './times.ts'
import { type Calendar, etagOf, rank, roleOf, type StoredEvent } from './world.ts'

/** An event as the API answers it; the members this product's tests look at are named. */
export type EventAnswer = {
  readonly kind: 'calendar#event'
  readonly etag: string
  readonly id: string
  readonly status: 'confirmed' | 'tentative' | 'cancelled'
  readonly iCalUID?: string
  readonly htmlLink?: string
  readonly created?: string
  readonly updated?: string
  readonly summary?: string
  readonly description?: string
  readonly location?: string
  readonly colorId?: string
  readonly transparency?: string
  readonly visibility?: string
  readonly creator?: { readonly email: string; readonly self?: boolean }
  readonly organizer?: { readonly email: string; readonly displayName?: string; readonly self?: boolean }
  readonly start?: WireTime
  readonly end?: WireTime
  readonly sequence?: number
  readonly reminders?: {
    readonly useDefault: boolean
    readonly overrides?: readonly { readonly method: string; readonly minutes: number }[]
  }
  readonly extendedProperties?: {
    readonly private?: Readonly<Record<string, string>>
    readonly shared?: Readonly<Record<string, string>>
  }
  readonly source?: { readonly url: string; readonly title?: string }
  readonly attendees?: readonly { readonly email: string }[]
  readonly attachments?: readonly { readonly fileUrl: string }[]
  readonly recurrence?: readonly string[]
  readonly eventType?: 'default'
}

/** The event in the words of the API for one reader: times in `zone`, defaults left out, `source` for its creator only, reminders the reader's. */
export function eventAnswer(
  calendar: Calendar,
  event: StoredEvent,
  reader: string,
  zone: string = calendar.timeZone,
): EventAnswer {
  if (isHidden(calendar, event, reader))
    return { ...headOf(event), ...timesOf(event, zone), iCalUID: event.iCalUID, visibility: 'private' }
  return wholeAnswer(calendar, event, reader, zone)
}

/** The same, whatever the reader may see of the calendar. */
export function wholeAnswer(
  calendar: Calendar,
  event: StoredEvent,
  reader: string,
  zone: string = calendar.timeZone,
): EventAnswer {
  const { fields } = event
  const properties = wireProperties(event)
  return {
    ...headOf(event),
    htmlLink: `https://www.google.com/calendar/event?eid=${Buffer.from(`${event.id} ${calendar.id}`).toString('base64url')}`,
    created: new Date(event.created).toISOString(),
    updated: new Date(event.updated).toISOString(),
    ...fields.texts,
    ...fields.flags,
    creator: { email: event.creator, ...(event.creator === reader ? { self: true } : {}) },
    organizer: { email: calendar.id, displayName: calendar.summary, self: true },
    ...timesOf(event, zone),
    iCalUID: event.iCalUID,
    sequence: event.sequence,
    ...(fields.attendees.length > 0 ? { attendees: fields.attendees } : {}),
    ...(fields.attachments.length > 0 ? { attachments: fields.attachments } : {}),
    ...(fields.recurrence.length > 0 ? { recurrence: fields.recurrence } : {}),
    ...(properties ? { extendedProperties: properties } : {}),
    ...(fields.source && event.creator === reader ? { source: fields.source } : {}),
    reminders: wireReminders(
      fields.reminders[reader] ?? null,
      'date' in fields.start,
      calendar.defaultReminders,
    ),
    eventType: 'default',
  }
}

const headOf = ({ revision, id, fields: { status } }: StoredEvent) =>
  ({ kind: 'calendar#event', etag: etagOf(revision), id, status }) as const

const timesOf = ({ fields: { start, end } }: StoredEvent, zone: string) => ({
  start: wireTime(start, zone),
  end: wireTime(end, zone),
})

/** A deleted event in an incremental answer that did not ask for deleted ones: nothing but its id. */
export function tombstone(event: StoredEvent): EventAnswer {
  return { ...headOf(event), status: 'cancelled' }
}

/** A private event, for whoever may only read, is a busy time; so is every event for whoever sees free and busy only. */
export function isHidden(calendar: Calendar, event: StoredEvent, reader: string): boolean {
  const role = rank(roleOf(calendar, reader))
  if (role < rank('reader')) return true
  const closed =
    event.fields.texts.visibility === 'private' || event.fields.texts.visibility === 'confidential'
  return closed && role < rank('writer')
}

function wireProperties(event: StoredEvent): EventAnswer['extendedProperties'] | null {
  const { private: own, shared } = event.fields.properties
  const some = {
    ...(Object.keys(own).length > 0 ? { private: own } : {}),
    ...(Object.keys(shared).length > 0 ? { shared } : {}),
  }
  return Object.keys(some).length > 0 ? some : null
}
