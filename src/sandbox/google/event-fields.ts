import type { Body } from './body.ts'
import {
  type Attachment,
  type Attendee,
  readAttachments,
  readAttendees,
  readRecurrence,
  readSequence,
  readSource,
  type Source,
} from './event-extras.ts'
import { type Properties, readProperties } from './extended-properties.ts'
import { invalid, refusal } from './refusal.ts'
import { type Reminders, readReminders } from './reminders.ts'
import { checkSpan, type Moment, readMoment } from './times.ts'

/** What a writer may set, as it is kept. Defaults are left out, so that equal events have equal fields. */
export type EventFields = {
  readonly start: Moment
  readonly end: Moment
  readonly status: 'confirmed' | 'tentative' | 'cancelled'
  readonly texts: Readonly<Record<string, string>>
  readonly flags: Readonly<Record<string, boolean>>
  /** Each account has its own, by its address; who has none there gets the defaults. */
  readonly reminders: Readonly<Record<string, Reminders>>
  readonly properties: Properties
  readonly source: Source | null
  readonly attendees: readonly Attendee[]
  readonly attachments: readonly Attachment[]
  readonly recurrence: readonly string[]
  readonly sequence: number | null
}

/** The same as one account says it. */
export type SentFields = Omit<EventFields, 'reminders'> & { readonly reminders: Reminders | null }

/** Length limits (UTF-16 units) of texts; no limit of summary and location is documented, 8192 is a third party's figure for descriptions. */
const TEXT_LIMITS: Readonly<Record<string, number>> = { summary: 1024, location: 1024, description: 8192 }

/** Words that a field may hold, its default first; the default is not kept. */
const CHOICES: Readonly<Record<string, readonly string[]>> = {
  transparency: ['opaque', 'transparent'],
  visibility: ['default', 'public', 'private', 'confidential'],
  eventType: ['default'],
}

const FLAGS: Readonly<Record<string, boolean>> = {
  guestsCanInviteOthers: true,
  guestsCanModify: false,
  guestsCanSeeOtherGuests: true,
  anyoneCanAddSelf: false,
}

const OTHER = ['id', 'iCalUID', 'start', 'end', 'status', 'colorId', 'reminders', 'extendedProperties']
const MORE = ['source', 'attendees', 'attachments', 'recurrence', 'sequence']
const READ_ONLY = ['kind', 'etag', 'htmlLink', 'created', 'updated', 'creator', 'organizer', 'hangoutLink']
const KNOWN = new Set([
  ...[TEXT_LIMITS, CHOICES, FLAGS].flatMap((table) => Object.keys(table)),
  ...OTHER,
  ...MORE,
  ...READ_ONLY,
])

/** Names in the body that no event has: ignored without a word by the service. */
export const unknownNames = (body: Body) => Object.keys(body).filter((name) => !KNOWN.has(name))

/** Reads and checks a whole writable event; throws the documented refusals. Too long keys, values and odd reminders are mended silently. */
export function readFields(body: Body, options: { zeroLength: boolean }): SentFields {
  const end = readMoment(body.end, 'end')
  const start = readMoment(body.start, 'start')
  checkSpan(start, end, options.zeroLength)
  const recurrence = readRecurrence(body.recurrence)
  if (recurrence.length > 0 && 'at' in start && start.timeZone === null) {
    throw refusal(400, 'required', 'Missing time zone definition for start time.')
  }
  return {
    start,
    end,
    status: readStatus(body.status),
    texts: readTexts(body),
    flags: readFlags(body),
    reminders: readReminders(body.reminders),
    properties: readProperties(body.extendedProperties),
    source: readSource(body.source),
    attendees: readAttendees(body.attendees),
    attachments: readAttachments(body.attachments),
    recurrence,
    sequence: readSequence(body.sequence),
  }
}

function readStatus(value: unknown): EventFields['status'] {
  if (value == null) return 'confirmed'
  if (value === 'confirmed' || value === 'tentative' || value === 'cancelled') return value
  throw invalid('Invalid value for: status')
}

function readTexts(body: Body): Record<string, string> {
  const texts: Record<string, string> = {}
  for (const [name, limit] of Object.entries(TEXT_LIMITS)) {
    const value = body[name] ?? ''
    if (typeof value !== 'string') throw invalid(`Invalid value for: ${name}`)
    if (value.length > limit) throw invalid(`The ${name} is too long.`)
    if (value !== '') texts[name] = value
  }
  for (const [name, choices] of Object.entries(CHOICES)) {
    const value = body[name] ?? choices[0]
    if (typeof value !== 'string' || !choices.includes(value)) throw invalid(`Invalid value for: ${name}`)
    if (value !== choices[0]) texts[name] = value
  }
  if (body.colorId != null) {
    if (typeof body.colorId !== 'string' || !/^([1-9]|10|11)$/.test(body.colorId))
      throw invalid('Invalid color id value.')
    texts.colorId = body.colorId
  }
  return texts
}

function readFlags(body: Body): Record<string, boolean> {
  const flags: Record<string, boolean> = {}
  for (const [name, usual] of Object.entries(FLAGS)) {
    const value = body[name] ?? usual
    if (typeof value !== 'boolean') throw invalid(`Invalid value for: ${name}`)
    if (value !== usual) flags[name] = value
  }
  return flags
}
