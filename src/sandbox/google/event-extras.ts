import { invalid, refusal } from './refusal.ts'

/** The parts of an event's fields that hold things of their own. */
export type Source = { readonly url: string; readonly title?: string }
export type Attendee = { readonly email: string }
export type Attachment = { readonly fileUrl: string }

/** Reads `source`: an http or https address with a title. */
export function readSource(value: unknown): Source | null {
  if (value == null) return null
  const { url, title } = value as { url?: unknown; title?: unknown }
  if (typeof url !== 'string' || !/^https?:\/\/\S+$/.test(url)) throw invalid('Invalid source url.')
  if (title != null && typeof title !== 'string') throw invalid('Invalid value for: source')
  return title ? { url, title } : { url }
}

/** Reads `attendees`: at most 200, each with an address. */
export function readAttendees(value: unknown): readonly Attendee[] {
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

/** Reads `attachments`: at most 25, each with an address. */
export function readAttachments(value: unknown): readonly Attachment[] {
  if (value == null) return []
  if (!Array.isArray(value) || value.length > 25) throw invalid('Invalid value for: attachments')
  return value.map((one: unknown) => {
    const fileUrl = (one as { fileUrl?: unknown } | null)?.fileUrl
    if (typeof fileUrl !== 'string') throw refusal(400, 'required', 'Missing attachment file URL.')
    return { ...(one as object), fileUrl }
  })
}

/** Reads `recurrence`: lines of the four kinds; start and end are not told there. */
export function readRecurrence(value: unknown): readonly string[] {
  if (value == null) return []
  const good = (line: unknown) => typeof line === 'string' && /^(RRULE|EXRULE|RDATE|EXDATE)[:;]/.test(line)
  if (!Array.isArray(value) || !value.every(good)) throw invalid('Invalid recurrence rule.')
  return value as string[]
}

/** Reads `sequence`; null when none is given. */
export function readSequence(value: unknown): number | null {
  if (value == null) return null
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0)
    throw invalid('Invalid sequence value.')
  return value
}
