import type { Entry } from '../../plan/entry.ts'
import { contentHash } from '../../plan/stamp.ts'
import { descriptionText, notesOf, ourText, textMark } from './description.ts'
import { eventTimes } from './event-times.ts'
import { lookFor } from './look.ts'
import { foreignProperties, marksOf, privateOf, toProperties } from './marks.ts'
import type { CalendarOptions } from './options.ts'
import type { Event } from './schema.ts'

/** An event as it is sent whole: what is undefined is cleared. */
export type EventBody = {
  readonly [field: string]: unknown
  readonly start: object
  readonly end: object
  readonly extendedProperties: {
    readonly shared: Readonly<Record<string, string>>
    readonly private: Readonly<Record<string, string>>
  }
}

/** What the calendar itself says about an event: not to be sent back. Recurrence is out because a deadline has none. */
const NOT_OURS_TO_SEND = new Set([
  'kind',
  'id',
  'etag',
  'status',
  'htmlLink',
  'created',
  'updated',
  'creator',
  'organizer',
  'iCalUID',
  'sequence',
  'hangoutLink',
  'recurrence',
  'recurringEventId',
  'originalStartTime',
  'endTimeUnspecified',
  'attendeesOmitted',
  'locked',
  'privateCopy',
])

/**
 * The whole event that shows `entry`, as the account `reader` (`readerMark`) writes it. With `held`, everything people own goes along: attendees, attachments, places,
 * other programs' properties, what they wrote around our text, and the look once they have changed it.
 */
export function toBody(
  entry: Entry,
  generation: number,
  held: Event | null,
  options: CalendarOptions,
  knowledgeBase: string,
  reader: string,
): EventBody {
  const { content } = entry
  const marks = held === null ? null : marksOf(held.id, privateOf(held), knowledgeBase)
  const { look, ours: lookNoted } = lookFor(held, marks, options, reader)
  const ours = ourText(content.description, options.notionLink ? entry.sourceUrl : '')
  const notes = held === null ? '' : notesOf(held, marks)
  return {
    ...(held === null ? {} : carried(held)),
    colorId: undefined,
    ...look,
    summary: content.title,
    description: descriptionText(ours, notes),
    ...eventTimes(content.when),
    status: 'confirmed',
    source:
      options.notionLink && entry.sourceUrl !== '' ? { url: entry.sourceUrl, title: 'Notion' } : undefined,
    extendedProperties: {
      shared: held?.extendedProperties?.shared ?? {},
      private: {
        ...foreignProperties(held === null ? {} : privateOf(held)),
        ...toProperties({
          knowledgeBase,
          key: entry.key,
          generation,
          rows: entry.rows,
          slot: entry.slot,
          twin: entry.twin,
          stamp: entry.stamp,
          hash: contentHash(content),
          url: content.url,
          categories: content.categories,
          look: lookNoted,
          reader,
          text: textMark(ours),
        }),
      },
    },
  }
}

/**
 * The same as a patch of `held`, without its guests. A patch merges: whatever the whole event would clear must be said
 * to be gone, the other kind of time and our own marks of before included.
 */
export function toPatch(body: EventBody, held: Event): Readonly<Record<string, unknown>> {
  const { attendees: _, ...rest } = body
  const time = (at: object) => ({ date: null, dateTime: null, timeZone: null, ...at })
  const gone = Object.keys(privateOf(held)).map((name) => [name, null])
  return {
    ...Object.fromEntries(Object.entries(rest).map(([field, value]) => [field, value ?? null])),
    recurrence: null,
    start: time(body.start),
    end: time(body.end),
    extendedProperties: {
      shared: body.extendedProperties.shared,
      private: { ...Object.fromEntries(gone), ...body.extendedProperties.private },
    },
  }
}

function carried(held: Event): Record<string, unknown> {
  return Object.fromEntries(Object.entries(held).filter(([field]) => !NOT_OURS_TO_SEND.has(field)))
}
