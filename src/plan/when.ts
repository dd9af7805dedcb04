import type { Moment } from '../deadlines/reading.ts'
import { addDays, seoulDay, seoulDayStart } from '../lib/seoul.ts'
import type { When } from './entry.ts'

const MINUTE = 60_000
const TIMED = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2})(?::(\d{2}))?\+09:00$/

/** When the entry of a deadline stands: the whole day, or the last `minutesBefore` minutes up to the moment. */
export function whenOf(closes: Moment, minutesBefore: number): When {
  const end = momentTime(closes)
  if (end === null) return { kind: 'day', date: closes }
  return { kind: 'time', start: instant(end - minutesBefore * MINUTE), end: instant(end) }
}

/**
 * The UTC time (ms) of a moment in Korea that has a clock time; null for a day. `T24:00` is the end of that day.
 * @throws RangeError when it is neither a day nor a moment.
 */
export function momentTime(moment: Moment): number | null {
  if (/^\d{4}-\d{2}-\d{2}$/.test(moment)) return null
  const [, day, hours, minutes, seconds] = TIMED.exec(moment) ?? []
  const midnight = seoulDayStart(day ?? '')
  if (Number.isNaN(midnight)) throw new RangeError(`not a moment in Korea: ${moment}`)
  return midnight + (Number(hours) * 60 + Number(minutes)) * MINUTE + Number(seconds ?? 0) * 1000
}

/** Whether a deadline lies behind `now` (a UTC instant). A day ends with the day in Korea. */
export function isPast(when: When, now: string): boolean {
  return endOf(when) <= Date.parse(now)
}

/** The UTC time (ms) at which an entry is over. */
export function endOf(when: When): number {
  return when.kind === 'time' ? Date.parse(when.end) : seoulDayStart(addDays(when.date, 1))
}

/** The deadline an entry shows, as a moment: `YYYY-MM-DD` or `YYYY-MM-DDTHH:MM+09:00`, with seconds only where they count. */
export function closesOf(when: When): Moment {
  if (when.kind === 'day') return when.date
  const end = Date.parse(when.end)
  const day = seoulDay(end)
  const clock = new Date(end - seoulDayStart(day)).toISOString().slice(11, 19)
  return `${day}T${clock.endsWith(':00') ? clock.slice(0, 5) : clock}+09:00`
}

/** A UTC instant in seconds, `…Z`. */
export function instant(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19)}Z`
}
