import { hash } from '../../lib/hash.ts'
import { cut } from '../../lib/text.ts'
import type { FieldChange, HeldEntry } from '../../plan/change.ts'
import { markChanges, visibleChanges } from '../../plan/compare.ts'
import type { Entry, When } from '../../plan/entry.ts'
import { contentHash } from '../../plan/stamp.ts'
import { instant } from '../../plan/when.ts'
import { lookOf, lookText } from './look.ts'
import { foreignProperties, type Marks, marksOf, toProperties } from './marks.ts'
import type { CalendarOptions } from './options.ts'
import type { Event } from './schema.ts'
import { fromShown, toShown } from './text.ts'

const KOREA = 9 * 3_600_000
const DAY = 24 * 3_600_000
/** Beyond about 8,192 characters a description “can result in errors”. */
const LONGEST_DESCRIPTION = 8_000
const LINK = 'Notion: '

/** An event as it is sent. */
export type EventBody = Readonly<Record<string, unknown>>

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
 * The whole event that shows `entry`. With `held`, everything people own goes along: attendees, attachments, places,
 * other programs' properties, what they wrote below our text, and the look once they have changed it.
 */
export function toBody(
  entry: Entry,
  generation: number,
  held: Event | null,
  options: CalendarOptions,
  knowledgeBase: string,
): EventBody {
  const { content } = entry
  const marks = held === null ? null : marksOf(held.id, privateOf(held), knowledgeBase)
  const untouched = held === null || marks === null || lookText(held) === marks.look
  const look = lookOf(options)
  const ours = ourText(content.description, options.notionLink ? entry.sourceUrl : '')
  const notes = held === null ? '' : parts(held, marks).notes
  return {
    ...(held === null ? {} : carried(held)),
    ...(untouched ? withoutLook(look) : {}),
    summary: content.title,
    description: toShown(cut(`${ours}${notes}`, LONGEST_DESCRIPTION)),
    ...times(content.when),
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
          look: untouched ? lookText(look) : (marks?.look ?? ''),
          text: { length: ours.length, hash: hash(ours) },
        }),
      },
    },
  }
}

/** Whether a held entry needs no write at all to be `entry`. */
export function isSame(entry: Entry, held: HeldEntry): boolean {
  const differing = [...visibleChanges(entry, held), ...markChanges(entry, held), ...(held.stale ?? [])]
  return held.state === 'live' && differing.length === 0
}

/** An event of this knowledge base as the plan compares it; null for any other event. */
export function toHeld(event: Event, options: CalendarOptions, knowledgeBase: string): HeldEntry | null {
  const marks = marksOf(event.id, privateOf(event), knowledgeBase)
  if (marks === null) return null
  const when = whenOf(event)
  const { description, sourceUrl } = parts(event, marks)
  return {
    key: marks.key,
    rows: marks.rows,
    slot: marks.slot,
    twin: marks.twin,
    content:
      when === null
        ? null
        : { title: event.summary, when, description, url: marks.url, categories: marks.categories },
    sourceUrl: options.notionLink ? sourceUrl : '',
    stamp: marks.stamp,
    hash: marks.hash,
    generation: marks.generation,
    stale: stale(event, marks, sourceUrl, options),
    state: event.status === 'cancelled' ? 'cancelled' : 'live',
    address: event.id,
    version: event.etag,
  }
}

function stale(event: Event, marks: Marks, sourceUrl: string, options: CalendarOptions): FieldChange[] {
  const [is, asked] = [lookText(event), lookText(lookOf(options))]
  const differing: FieldChange[] = []
  if (is === marks.look && is !== asked) differing.push({ field: 'look', from: is, to: asked })
  if (event.recurrence) differing.push({ field: 'recurrence', from: event.recurrence.join(' '), to: '' })
  if (options.notionLink !== (sourceUrl !== '')) {
    const shown = (link: boolean) => (link ? 'shown' : 'not shown')
    differing.push({ field: 'page', from: shown(sourceUrl !== ''), to: shown(options.notionLink) })
  }
  return differing
}

/** A deadline day ends, exclusively, on the next day; a moment is sent in UTC with the zone it is shown in. */
function times(when: When): { start: object; end: object } {
  if (when.kind === 'day') return { start: { date: when.date }, end: { date: dayAfter(when.date) } }
  const at = (dateTime: string) => ({ dateTime, timeZone: 'Asia/Seoul' })
  return { start: at(when.start), end: at(when.end) }
}

/** What an event shows. Days that are not one day cannot be a deadline: they come back as the span of time they cover. */
function whenOf({ start, end }: Event): When | null {
  if (start?.date && end?.date) {
    if (end.date === dayAfter(start.date)) return { kind: 'day', date: start.date }
    return span(Date.parse(start.date) - KOREA, Date.parse(end.date) - KOREA)
  }
  return span(Date.parse(start?.dateTime ?? ''), Date.parse(end?.dateTime ?? ''))
}

function span(start: number, end: number): When | null {
  if (Number.isNaN(start) || Number.isNaN(end)) return null
  return { kind: 'time', start: instant(start), end: instant(end) }
}

function dayAfter(date: string): string {
  return new Date(Date.parse(date) + DAY).toISOString().slice(0, 10)
}

function ourText(description: string, link: string): string {
  return link === '' ? description : `${description}\n\n${LINK}${link}`
}

/** A description taken apart: our text, the link below it, and what a person wrote after it. */
function parts(event: Event, marks: Marks | null): { description: string; sourceUrl: string; notes: string } {
  const shown = fromShown(event.description)
  const length = marks?.text.length ?? 0
  const whole = marks !== null && hash(shown.slice(0, length)) === marks.text.hash
  const [ours, notes] = whole ? [shown.slice(0, length), shown.slice(length)] : [shown, '']
  const at = ours.lastIndexOf(`\n\n${LINK}`)
  if (at < 0) return { description: ours, sourceUrl: '', notes }
  return { description: ours.slice(0, at), sourceUrl: ours.slice(at + 2 + LINK.length), notes }
}

function carried(held: Event): Record<string, unknown> {
  return Object.fromEntries(Object.entries(held).filter(([field]) => !NOT_OURS_TO_SEND.has(field)))
}

function withoutLook(look: ReturnType<typeof lookOf>): Record<string, unknown> {
  return { colorId: undefined, ...look }
}

function privateOf(event: Event): Readonly<Record<string, string>> {
  return event.extendedProperties?.private ?? {}
}
