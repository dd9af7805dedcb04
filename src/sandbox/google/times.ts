import { Temporal } from 'temporal-polyfill'
import { invalid, refusal, required } from './refusal.ts'

/** One end of an event as it is kept: a day, or an instant (ms since 1970) with the zone it was given in, if any. */
export type Moment = { readonly date: string } | { readonly at: number; readonly timeZone: string | null }

/** One end of an event as it travels. */
export type WireTime = {
  readonly date?: string
  readonly dateTime?: string
  readonly timeZone?: string
}

const DAY = /^\d{4}-\d{2}-\d{2}$/
const DATE_TIME =
  /^(\d{4}-\d{2}-\d{2})[Tt]((?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d)(?:\.\d+)?([Zz]|[+-]\d{2}:\d{2})?$/

const zones = new Set<string>()

/** Whether the name is in the IANA list. Remembers those that are: asking costs a tenth of a millisecond. */
export function isTimeZone(name: string): boolean {
  if (zones.has(name)) return true
  if (/^[+-]/.test(name)) return false
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
  } catch {
    return false
  }
  zones.add(name)
  return true
}

/** Reads `start` or `end`; `which` words the refusal. Exactly one of `date` and `dateTime`; a `dateTime` has seconds and an offset or a zone. */
export function readMoment(value: unknown, which: 'start' | 'end'): Moment {
  if (value === null || value === undefined) throw required(`Missing ${which} time.`)
  if (typeof value !== 'object' || Array.isArray(value)) throw invalid(`Invalid ${which} time.`)
  const { date, dateTime, timeZone } = value as Record<string, unknown>
  const zone = timeZone ?? null
  if (zone !== null && (typeof zone !== 'string' || !isTimeZone(zone))) {
    throw invalid(`Invalid time zone definition for ${which} time.`)
  }
  if (date != null && dateTime != null) throw invalid(`Invalid ${which} time.`)
  if (date != null) return { date: readDay(date, which) }
  if (dateTime == null) throw required(`Missing ${which} time.`)
  return { at: readInstant(dateTime, zone, which), timeZone: zone }
}

function readDay(date: unknown, which: string): string {
  if (typeof date !== 'string' || !DAY.test(date) || !isRealDay(date)) throw invalid(`Invalid ${which} time.`)
  return date
}

/** `Date.parse` lets the 30th of February pass as the 2nd of March. */
function isRealDay(date: string): boolean {
  const at = Date.parse(`${date}T00:00:00Z`)
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(date)
}

function readInstant(text: unknown, zone: string | null, which: string): number {
  const match = typeof text === 'string' ? DATE_TIME.exec(text) : null
  const [, day = '', time = '', offset] = match ?? []
  if (!match || !isRealDay(day)) throw invalid(`Invalid ${which} time.`)
  if (offset === undefined && zone === null) {
    throw required(`Missing time zone definition for ${which} time.`)
  }
  const at =
    offset === undefined
      ? Temporal.PlainDateTime.from(`${day}T${time}`).toZonedDateTime(zone as string).epochMilliseconds
      : Date.parse(`${day}T${time}${offset.toUpperCase()}`)
  if (Number.isNaN(at)) throw invalid(`Invalid ${which} time.`)
  return at
}

/** Refuses a mixture of day and instant, and an end that is not after its start (unless `zeroLength`). */
export function checkSpan(start: Moment, end: Moment, zeroLength: boolean): void {
  if ('date' in start !== 'date' in end) {
    throw invalid('Start and end times must either both be date or both be dateTime.')
  }
  const [from, to] = [order(start), order(end)]
  if (to < from || (to === from && !zeroLength) || (to === from && 'date' in start)) {
    throw refusal(400, 'timeRangeEmpty', 'The specified time range is empty.', { domain: 'calendar' })
  }
}

const order = (moment: Moment) => ('date' in moment ? Date.parse(moment.date) : moment.at)

/** The instant (ms since 1970) at which the moment lies on a calendar of that zone: a day begins at its midnight there. */
export function instantOf(moment: Moment, zone: string): number {
  if (!('date' in moment)) return moment.at
  return Temporal.PlainDate.from(moment.date).toZonedDateTime(zone).epochMilliseconds
}

/** A moment as an answer gives it: instants in `zone`, never as they were sent. */
export function wireTime(moment: Moment, zone: string): WireTime {
  if ('date' in moment) return { date: moment.date }
  return { dateTime: zonedText(moment.at, zone), timeZone: moment.timeZone ?? zone }
}

const rendered = new Map<string, string>()

/** RFC 3339 text of an instant in a zone, with seconds. Remembered: a list renders the same few thousand again and again. */
export function zonedText(at: number, zone: string): string {
  const key = `${at} ${zone}`
  const known = rendered.get(key)
  if (known !== undefined) return known
  const text = Temporal.Instant.fromEpochMilliseconds(at)
    .toZonedDateTimeISO(zone)
    .toString({ timeZoneName: 'never', smallestUnit: 'second' })
    .replace(/\+00:00$/, 'Z')
  if (rendered.size > 50_000) rendered.clear()
  rendered.set(key, text)
  return text
}

/** An RFC 3339 query parameter with its mandatory offset, as ms since 1970. */
export function readBound(text: string, name: string): number {
  const match = DATE_TIME.exec(text)
  const at = match?.[3] === undefined ? Number.NaN : Date.parse(text)
  if (Number.isNaN(at)) {
    throw refusal(400, 'badRequest', 'Bad Request', { locationType: 'parameter', location: name })
  }
  return at
}
