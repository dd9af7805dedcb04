import ical, {
  ICalAlarmType,
  type ICalEventData,
  ICalEventStatus,
  ICalEventTransparency,
} from 'ical-generator'
import { addDays } from '../../lib/seoul.ts'
import { clean, cut, cutLines, oneLine } from '../../lib/text.ts'
import type { Content, Stamp, When } from '../../plan/entry.ts'
import { COLORS, type Color } from './colors.ts'

// The one place that speaks to ical-generator (11.1), so that each of its traps is shut once: it escapes neither
// calendar properties nor UIDs, text-escapes URLs, lets control characters through, puts VALARM before properties,
// and ends without CRLF. No time zone is ever given to it: a named one makes times floating or the host's own.

const TITLE_LIMIT = 300
const DESCRIPTION_LIMIT = 4000
const CATEGORY_LIMIT = 60
const CATEGORIES = 12

/** What a client shows of the calendar itself. `page` and `source` are absolute addresses. */
export type FeedHeader = {
  readonly name: string
  readonly description: string
  readonly page: string | null
  readonly source: string | null
  readonly color: Color
}

/** Raised when events are written differently, so that kept texts are drawn anew. */
const EDITION = 1

/** Names what besides an entry decides its text. */
export function lookOf(alarms: readonly string[]): string {
  return `${EDITION} ${alarms.join(' ')}`.trim()
}

export type EventState = 'confirmed' | 'cancelled'

/** One VEVENT: CRLF line ends, folded at 75 octets, the same text in any process on any host. `alarms` as in the settings. */
export function eventText(
  uid: string,
  content: Content,
  stamp: Stamp,
  state: EventState,
  alarms: readonly string[],
): string {
  const calendar = ical()
  const title = cut(oneLine(content.title), TITLE_LIMIT)
  const event = calendar.createEvent({
    ...span(content.when),
    id: uid.replace(/[^A-Za-z0-9@.-]/g, ''),
    sequence: stamp.sequence,
    stamp: new Date(stamp.changedAt),
    created: new Date(stamp.createdAt),
    lastModified: new Date(stamp.changedAt),
    summary: state === 'cancelled' ? `[취소] ${title}` : title,
    status: state === 'cancelled' ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    transparency: ICalEventTransparency.TRANSPARENT,
    categories: categories(content.categories).map((name) => ({ name })),
    url: encodedUrl(content.url),
    // The link and contacts stand last: a client that shows no URL has them from here only.
    description: cutLines(clean(content.description).trim(), DESCRIPTION_LIMIT),
  })
  if (state === 'confirmed') {
    for (const seconds of alarmSeconds(alarms, content.when)) {
      event.createAlarm({ type: ICalAlarmType.display, trigger: seconds, description: title })
    }
  }
  return alarmsLast(between(calendar.toString(), 'BEGIN:VEVENT', 'END:VCALENDAR'))
}

/** Everything before the first VEVENT: calendar properties in RFC 5545's order, escaped and cleaned. */
export function headerText(header: FeedHeader): string {
  const text = ical({
    prodId: '//Magam//Magam//KO',
    name: escaped(header.name),
    description: escaped(header.description) || null,
    url: encodedUrl(header.page),
    source: encodedUrl(header.source),
    scale: 'GREGORIAN',
    ttl: 3600,
    x: [
      { key: 'X-WR-TIMEZONE', value: 'Asia/Seoul' },
      { key: 'X-APPLE-CALENDAR-COLOR', value: COLORS[header.color] },
    ],
  }).toString()
  return text.replace(/END:VCALENDAR$/, `COLOR:${header.color}\r\n`)
}

/**
 * Before one entry that is added by itself. No name: a file that has one is taken by Outlook for a calendar of its own
 * (MS-OXCICAL 2.1.3.1.1.17 forbids it for one appointment), and nothing is refreshed.
 */
export const ENTRY_HEADER =
  'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Magam//Magam//KO\r\nCALSCALE:GREGORIAN\r\n'

export const FOOTER = 'END:VCALENDAR\r\n'

/** An ASCII address without the characters that iCalendar escapes; null for anything that is not web or mail. */
export function encodedUrl(text: string | null): string | null {
  if (text === null || !URL.canParse(text)) return null
  const url = new URL(text)
  if (!['http:', 'https:', 'mailto:'].includes(url.protocol) || url.href.length > 2000) return null
  return url.href.replace(/[^!#-+\--:=?-[\]_a-z~]/g, (char) => encodeURIComponent(char))
}

function span(when: When): Pick<ICalEventData, 'start' | 'end' | 'allDay'> {
  return when.kind === 'day'
    ? { start: midnight(when.date), end: midnight(addDays(when.date, 1)), allDay: true }
    : { start: new Date(when.start), end: new Date(when.end) }
}

// All-day dates are printed with UTC getters as long as no time zone is set.
function midnight(day: string): Date {
  return new Date(`${day}T00:00:00Z`)
}

const SECONDS = { d: 86_400, h: 3_600, m: 60 } as const
const NINE_HOURS = 9 * 3_600

function alarmSeconds(alarms: readonly string[], when: When): readonly number[] {
  const given = alarms.map((alarm) => ({
    unit: alarm.slice(-1),
    seconds: Number.parseInt(alarm, 10) * SECONDS[alarm.slice(-1) as keyof typeof SECONDS],
  }))
  return when.kind === 'time'
    ? given.map(({ seconds }) => seconds)
    : given.filter(({ unit }) => unit === 'd').map(({ seconds }) => seconds - NINE_HOURS)
}

// A comma inside an item is split by several clients, whatever the escaping.
function categories(names: readonly string[]): readonly string[] {
  const cleaned = names.map((name) => cut(oneLine(name).replace(/\s*[,;]\s*/g, '·'), CATEGORY_LIMIT))
  return [...new Set(cleaned)].filter((name) => name !== '').slice(0, CATEGORIES)
}

function escaped(text: string): string {
  return cut(oneLine(text), TITLE_LIMIT).replace(/[\\;,]/g, (char) => `\\${char}`)
}

function alarmsLast(event: string): string {
  const alarms: string[] = []
  const rest = event.replace(/BEGIN:VALARM\r\n[\s\S]*?\r\nEND:VALARM\r\n/g, (alarm) => {
    alarms.push(alarm)
    return ''
  })
  return rest.replace(/END:VEVENT\r\n$/, `${alarms.join('')}END:VEVENT\r\n`)
}

function between(text: string, from: string, to: string): string {
  return text.slice(text.indexOf(`\r\n${from}`) + 2, text.lastIndexOf(to))
}
