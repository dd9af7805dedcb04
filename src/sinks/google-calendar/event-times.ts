import type { When } from '../../plan/entry.ts'
import { instant } from '../../plan/when.ts'
import type { Event } from './schema.ts'

const KOREA = 9 * 3_600_000
const DAY = 24 * 3_600_000

/** A deadline day ends, exclusively, on the next day; a moment is sent in UTC with the zone it is shown in. */
export function eventTimes(when: When): { start: object; end: object } {
  if (when.kind === 'day') return { start: { date: when.date }, end: { date: dayAfter(when.date) } }
  const at = (dateTime: string) => ({ dateTime, timeZone: 'Asia/Seoul' })
  return { start: at(when.start), end: at(when.end) }
}

/** What an event shows. Days that are not one day cannot be a deadline: they come back as the span of time they cover. */
export function whenOfEvent({ start, end }: Event): When | null {
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
