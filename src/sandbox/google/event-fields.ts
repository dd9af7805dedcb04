import { invalid, refusal } from './refusal.ts'
import { type Reminders, readReminders } from './reminders.ts'
import { checkSpan, type Moment, readMoment } from './times.ts'

export type Properties = {
  readonly private: Readonly<Record<string, string>>
  readonly shared: Readonly<Record<string, string>>
}

/** What a writer may set, as it is kept. Defaults are left out, so that equal events have equal fields. */
export type EventFields = {
  readonly start: Moment
  readonly end: Moment
  readonly status: 'confirmed' | 'tentative' | 'cancelled'
  readonly texts: Readonly<Record<string, string>>
  readonly flags: Readonly<Record<string, boolean>>
  readonly reminders: Reminders | null
  readonly properties: Properties
  readonly source: { readonly url: string; readonly title?: string } | null
  readonly attendees: readonly { readonly email: string }[]
  readonly attachments: readonly { readonly fileUrl: string }[]
  readonly recurrence: readonly string[]
  readonly sequence: number | null
}

type Body = Readonly<Record<string, unknown>>

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
export function readFields(body: Body, options: { zeroLength: boolean }): EventFields {
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

function readProperties(value: unknown): Properties {
  if (value == null) return { private: {}, shared: {} }
  if (typeof value !== 'object') throw invalid('Invalid value for: extendedProperties')
  const both = value as { private?: unknown; shared?: unknown }
  const properties = { private: readOneSide(both.private), shared: readOneSide(both.shared) }
  const all = [...Object.entries(properties.private), ...Object.entries(properties.shared)]
  const bytes = all.reduce((sum, [key, text]) => sum + Buffer.byteLength(key) + Buffer.byteLength(text), 0)
  if (all.length > 300 || bytes > 32 * 1024)
    throw invalid('The extended properties are too many or too large.')
  return properties
}

/** Keys over 44 characters are dropped and values over 1024 cut, both silently. */
function readOneSide(value: unknown): Record<string, string> {
  if (value == null) return {}
  if (typeof value !== 'object' || Array.isArray(value))
    throw invalid('Invalid value for: extendedProperties')
  const kept: Record<string, string> = {}
  for (const [key, text] of Object.entries(value)) {
    if (text === null || key.length > 44) continue
    if (typeof text !== 'string') throw invalid('Invalid value for: extendedProperties')
    kept[key] = text.slice(0, 1024)
  }
  return kept
}

function readSource(value: unknown): EventFields['source'] {
  if (value == null) return null
  const { url, title } = value as { url?: unknown; title?: unknown }
  if (typeof url !== 'string' || !/^https?:\/\/\S+$/.test(url)) throw invalid('Invalid source url.')
  if (title != null && typeof title !== 'string') throw invalid('Invalid value for: source')
  return title ? { url, title } : { url }
}

function readAttendees(value: unknown): EventFields['attendees'] {
  if (value == null) return []
  if (!Array.isArray(value)) throw invalid('Invalid value for: attendees')
  if (value.length > 200) {
    throw refusal(400, 'calendarTooManyAttendees', 'The event has too many attendees.', {
      domain: 'calendar',
    })
  }
  return value.map((one: unknown) => {
    const email = (one as { email?: unknown } | null)?.email
    if (typeof email !== 'string' || !/^[^@\s]+@[^@\s]+$/.test(email))
      throw invalid('Invalid attendee email.')
    return { responseStatus: 'needsAction', ...(one as object), email }
  })
}

function readAttachments(value: unknown): EventFields['attachments'] {
  if (value == null) return []
  if (!Array.isArray(value) || value.length > 25) throw invalid('Invalid value for: attachments')
  return value.map((one: unknown) => {
    const fileUrl = (one as { fileUrl?: unknown } | null)?.fileUrl
    if (typeof fileUrl !== 'string') throw refusal(400, 'required', 'Missing attachment file URL.')
    return { ...(one as object), fileUrl }
  })
}

function readRecurrence(value: unknown): readonly string[] {
  if (value == null) return []
  const good = (line: unknown) => typeof line === 'string' && /^(RRULE|EXRULE|RDATE|EXDATE)[:;]/.test(line)
  if (!Array.isArray(value) || !value.every(good)) throw invalid('Invalid recurrence rule.')
  return value as string[]
}

function readSequence(value: unknown): number | null {
  if (value == null) return null
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0)
    throw invalid('Invalid sequence value.')
  return value
}
