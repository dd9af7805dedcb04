import { Temporal } from 'temporal-polyfill'
import type { DateRange } from './schema.ts'

const ISO = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})?)?$/

/** Whether the text is an ISO 8601 date or date-time of a day that exists. */
export function isIsoDate(text: string): boolean {
  if (!ISO.test(text)) return false
  const [year = 0, month = 0, day = 0] = text.slice(0, 10).split('-').map(Number)
  const date = new Date(Date.UTC(year, month - 1, day))
  return date.getUTCDate() === day && !Number.isNaN(Date.parse(text))
}

export const hasTime = (iso: string) => iso.includes('T')
export const hasOffset = (iso: string) => /(Z|[+-]\d{2}:?\d{2})$/.test(iso.slice(10))

export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}

/** A date as Notion gives it back: a bare date, or milliseconds and offset. Without offset and zone it is UTC. */
export function canonicalRange(range: DateRange): DateRange {
  const one = (iso: string) => canonical(iso, range.time_zone)
  return {
    start: one(range.start),
    end: range.end === null ? null : one(range.end),
    time_zone: range.time_zone,
  }
}

function canonical(iso: string, timeZone: string | null): string {
  if (!hasTime(iso)) return iso
  const wall = Temporal.PlainDateTime.from(iso.replace(/(Z|[+-]\d{2}:?\d{2})$/, ''))
  return `${wall.toString({ smallestUnit: 'millisecond' })}${offsetOf(iso, wall, timeZone)}`
}

function offsetOf(iso: string, wall: Temporal.PlainDateTime, timeZone: string | null): string {
  const written = /([+-]\d{2}):?(\d{2})$/.exec(iso.slice(16))
  if (written) return `${written[1]}:${written[2]}`
  return timeZone === null ? '+00:00' : wall.toZonedDateTime(timeZone).offset
}
