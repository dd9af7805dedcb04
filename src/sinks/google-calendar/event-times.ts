import { addDays, seoulDayStart } from '../../lib/seoul.ts'
import type { When } from '../../plan/entry.ts'
import { instant } from '../../plan/when.ts'
import type { Event } from './schema.ts'

/** A deadline day ends, exclusively, on the next day; a moment is sent in UTC with the zone it is shown in. */
export function eventTimes(when: When): { start: object; end: object } {
  if (when.kind === 'day') return { start: { date: when.date }, end: { date: addDays(when.date, 1) } }
  const at = (dateTime: string) => ({ dateTime, timeZone: 'Asia/Seoul' })
  return { start: at(when.start), end: at(when.end) }
}

/** What an event shows. Days that are not one day cannot be a deadline: they come back as the span of time they cover. */
export function whenOfEvent({ start, end }: Event): When | null {
  if (start?.date && end?.date) {
    if (end.date === addDays(start.date, 1)) return { kind: 'day', date: start.date }
    return span(seoulDayStart(start.date), seoulDayStart(end.date))
  }
  return span(Date.parse(start?.dateTime ?? ''), Date.parse(end?.dateTime ?? ''))
}

function span(start: number, end: number): When | null {
  if (Number.isNaN(start) || Number.isNaN(end)) return null
  return { kind: 'time', start: instant(start), end: instant(end) }
}
