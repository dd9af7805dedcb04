import { daysBetween, seoulDay } from '../lib/seoul.ts'
import type { Programme } from '../programmes/programme.ts'
import { roundsOf } from './desired.ts'
import { hasPassed } from './status.ts'
import { endOf, momentTime, whenOf } from './when.ts'

/** How a programme stands today. `soon` is within three days; `early` has not opened yet. */
export type Standing = 'open' | 'soon' | 'early' | 'over' | 'always' | 'unclear'

const SOON_DAYS = 3

/** How a programme stands at `now` (a UTC instant), by the day in Korea. `unclear` rows cannot be understood. */
export function standingOf(programme: Programme, unclear: boolean, now: string): Standing {
  const { reading } = programme.period
  if (unclear) return 'unclear'
  if (reading.kind === 'open-ended') return 'always'
  const days = daysLeft(programme, now)
  if (days === null) return hasPassed(programme, now) ? 'over' : 'unclear'
  const opens = roundsOf(reading).map((round) => round.opens)
  if (opens.length > 0 && opens.every((moment) => moment !== null && startOf(moment) > Date.parse(now)))
    return 'early'
  return days <= SOON_DAYS ? 'soon' : 'open'
}

/** Days from today in Korea to the next deadline that lies ahead; null when none does. Midnight belongs to the day it ends. */
export function daysLeft(programme: Programme, now: string): number | null {
  const ahead = roundsOf(programme.period.reading)
    .flatMap(({ closes }) => (closes === null ? [] : endOf(whenOf(closes, 1))))
    .filter((end) => end > Date.parse(now))
  if (ahead.length === 0) return null
  return daysBetween(seoulDay(Date.parse(now)), seoulDay(Math.min(...ahead) - 1))
}

/** `D-3`; `D-DAY` on the day itself. */
export function dDay(days: number): string {
  return days === 0 ? 'D-DAY' : `D-${days}`
}

function startOf(moment: string): number {
  return momentTime(moment) ?? Date.parse(`${moment}T00:00:00+09:00`)
}
