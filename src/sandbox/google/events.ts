import { isDeepStrictEqual as same } from 'node:util'
import type { Account } from './accounts.ts'
import type { Body } from './body.ts'
import { isHidden } from './event-answer.ts'
import { type EventFields, readFields, type SentFields, unknownNames } from './event-fields.ts'
import { importedId, newEventId, readEventId } from './event-id.ts'
import { patched } from './event-patch.ts'
import { keep, store } from './event-versions.ts'
import {
  duplicate,
  forbidden,
  gone,
  invalid,
  notFound,
  preconditionFailed,
  refusal,
  required,
  usageLimit,
} from './refusal.ts'
import { type Calendar, etagOf, type StoredEvent, type World } from './world.ts'

/** Who writes, and how: the `If-Match` header and whether attachments are understood. */
export type Writer = {
  readonly account: Account
  readonly ifMatch?: string | undefined
  readonly attachments?: boolean
}

/** POST: a new event, under the client's id if it gives one. */
export function insertEvent(here: World, calendar: Calendar, body: Body, writer: Writer): StoredEvent {
  const id = body.id == null ? freshId(here, calendar) : readEventId(body.id)
  const iCalUID = typeof body.iCalUID === 'string' && body.iCalUID !== '' ? body.iCalUID : `${id}@google.com`
  if (body.id != null && body.iCalUID != null) here.violations.push('both id and iCalUID were given')
  return create(here, calendar, { id, iCalUID }, body, writer)
}

/** POST import: a private copy under the iCalUID; the same one again is a duplicate. */
export function importEvent(here: World, calendar: Calendar, body: Body, writer: Writer): StoredEvent {
  if (typeof body.iCalUID !== 'string' || body.iCalUID === '') throw required('Missing iCal UID.')
  return create(here, calendar, { id: importedId(body.iCalUID), iCalUID: body.iCalUID }, body, writer)
}

function create(
  here: World,
  calendar: Calendar,
  names: { id: string; iCalUID: string },
  body: Body,
  writer: Writer,
): StoredEvent {
  checkGuests(body, writer)
  const fields = read(here, withoutAttachments(body, [], writer))
  if (calendar.events.has(names.id) || calendar.uids.has(names.iCalUID)) throw duplicate()
  if (calendar.events.size >= here.rules.usage.events) throw usageLimit()
  const now = here.clock.now()
  return store(here, calendar, {
    ...names,
    ordinal: calendar.events.size,
    fields: keptFields(fields, {}, writer),
    sequence: fields.sequence ?? 0,
    creator: writer.account.email,
    created: now,
    updated: now,
    purged: false,
    elsewhere: false,
    before: null,
  })
}

/** GET: the event, also when it is cancelled. */
export function getEvent(calendar: Calendar, id: string): StoredEvent {
  const event = calendar.events.get(id)
  if (!event || event.purged) throw notFound()
  return event
}

/** PUT: the whole writable event; what is not sent is cleared. A cancelled one comes back only when `status` says so. */
export function updateEvent(
  here: World,
  calendar: Calendar,
  id: string,
  body: Body,
  writer: Writer,
): StoredEvent {
  const held = heldForChange(calendar, id, writer)
  checkGuests(body, writer)
  if (held.fields.status === 'cancelled' && body.status == null) throw forbidden()
  return change(here, calendar, held, withoutAttachments(body, held.fields.attachments, writer), writer)
}

/** PATCH: objects merge, arrays replace, null removes. A cancelled event stays so unless `status` says otherwise. */
export function patchEvent(
  here: World,
  calendar: Calendar,
  id: string,
  body: Body,
  writer: Writer,
): StoredEvent {
  const held = heldForChange(calendar, id, writer)
  checkGuests(body, writer)
  const patch = withoutAttachments(body, held.fields.attachments, writer)
  return change(here, calendar, held, patched(held, patch, writer.account.email), writer)
}

/** DELETE: leaves a tombstone. */
export function deleteEvent(here: World, calendar: Calendar, id: string, writer: Writer): void {
  const held = calendar.events.get(id)
  if (!held) throw notFound()
  if (held.purged || held.fields.status === 'cancelled') throw gone()
  if (isHidden(calendar, held, writer.account.email)) throw forbidden()
  checkMatch(held, writer)
  keep(here, calendar, held, { ...held.fields, status: 'cancelled' }, held.sequence)
}

/**
 * Into another calendar, under the same id and with everything on it. What a writer may do to the tombstone that is left
 * is undocumented: it is refused, but for a move back.
 */
export function moveEvent(
  here: World,
  from: Calendar,
  to: Calendar,
  id: string,
  writer: Writer,
): StoredEvent {
  const held = heldForChange(from, id, writer)
  const there = to.events.get(id)
  if (held.fields.status === 'cancelled') throw forbidden()
  if (there && !there.elsewhere) throw duplicate()
  store(here, from, {
    ...held,
    fields: { ...held.fields, status: 'cancelled' },
    elsewhere: true,
    before: null,
  })
  return store(here, to, { ...held, ordinal: there?.ordinal ?? to.events.size, before: null })
}

/** The trash is emptied: cancelled events are gone but for their ids, which stay taken. */
export function emptyTrash(calendar: Calendar): void {
  for (const [id, event] of calendar.events) {
    if (event.fields.status === 'cancelled') calendar.events.set(id, { ...event, purged: true, before: null })
  }
}

function heldForChange(calendar: Calendar, id: string, writer: Writer): StoredEvent {
  const held = calendar.events.get(id)
  if (!held) throw notFound()
  if (held.purged || held.elsewhere || isHidden(calendar, held, writer.account.email)) throw forbidden()
  checkMatch(held, writer)
  return held
}

function checkMatch(held: StoredEvent, writer: Writer): void {
  if (writer.ifMatch === undefined || writer.ifMatch === '*') return
  const tags = writer.ifMatch.split(',').map((tag) => tag.trim())
  if (!tags.includes(etagOf(held.revision))) throw preconditionFailed()
}

function change(here: World, calendar: Calendar, held: StoredEvent, body: Body, writer: Writer): StoredEvent {
  const wanted = read(here, body)
  if (wanted.sequence !== null && wanted.sequence < held.sequence) {
    throw invalid(
      'Invalid sequence value. The specified sequence number is below the current sequence number of the resource. Re-fetch the resource and use its sequence number on the following request.',
    )
  }
  const source = held.creator === writer.account.email ? wanted.source : held.fields.source
  const moved = !same([held.fields.start, held.fields.end], [wanted.start, wanted.end])
  const sequence = wanted.sequence ?? held.sequence + (moved ? 1 : 0)
  const fields = keptFields({ ...wanted, source }, held.fields.reminders, writer)
  return keep(here, calendar, held, fields, Math.max(sequence, held.sequence))
}

/** What was sent as it is kept: reminders are the writer's own, and those of others stay. */
function keptFields(
  sent: SentFields,
  others: EventFields['reminders'],
  { account: { email } }: Writer,
): EventFields {
  const { [email]: _, ...rest } = others
  const reminders = sent.reminders === null ? rest : { ...rest, [email]: sent.reminders }
  return { ...sent, reminders, sequence: null }
}

function read(here: World, body: Body): SentFields {
  for (const name of unknownNames(body)) here.violations.push(`unknown event field: ${name}`)
  return readFields(body, here.rules)
}

/** Judges what was sent, not what is there: a change that does not speak of guests a person invited goes through. */
function checkGuests(body: Body, writer: Writer): void {
  if (writer.account.kind !== 'service' || !Array.isArray(body.attendees) || body.attendees.length === 0)
    return
  throw refusal(
    403,
    'forbiddenForServiceAccounts',
    'Service accounts cannot invite attendees without Domain-Wide Delegation of Authority.',
    { domain: 'calendar' },
  )
}

/** A writer that does not say it understands attachments neither sets nor clears them. */
function withoutAttachments(body: Body, held: EventFields['attachments'], writer: Writer): Body {
  if (writer.attachments) return body
  return { ...body, attachments: held }
}

function freshId(here: World, calendar: Calendar): string {
  for (;;) {
    const id = newEventId(here.random)
    if (!calendar.events.has(id)) return id
  }
}
