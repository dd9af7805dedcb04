import { daysBetween, seoulDay, seoulDayStart } from '../lib/seoul.ts'
import type { PublicEntry, PublicProgramme } from '../plan/publication.ts'
import type { PublishedBase } from './view.ts'

/** Where a deadline stands on a day, in the order of its life. */
export type Standing = 'upcoming' | 'open' | 'soon' | 'urgent' | 'today' | 'closed'

/** One deadline of one programme as judged at a moment. */
export type Item = {
  readonly base: PublishedBase
  readonly programme: PublicProgramme
  readonly entry: PublicEntry
  readonly standing: Standing
  /** Days from today to the closing day in Korea; negative once past. */
  readonly days: number
  readonly closesDay: string
  /** `HH:MM`, `24:00` at the end of the day; null when the whole day counts. */
  readonly closesTime: string | null
  /** First millisecond at which it is too late. */
  readonly over: number
}

const URGENT_DAYS = 3
const SOON_DAYS = 7
const DAY_MS = 86_400_000

/** All deadlines of the bases, soonest first, as they stand at `now` (milliseconds). */
export function items(bases: readonly PublishedBase[], now: number): readonly Item[] {
  const found = bases.flatMap((base) =>
    base.programmes.flatMap((programme) =>
      programme.entries.map((entry) => item(base, programme, entry, now)),
    ),
  )
  return found.sort((a, b) => a.over - b.over || (a.entry.id < b.entry.id ? -1 : 1))
}

/** A programme without a deadline of its own, as judged at a moment. */
export type Undated = {
  readonly programme: PublicProgramme
  readonly standing: 'endless' | 'upcoming' | 'unclear'
}

const UNDATED_ORDER: readonly Undated['standing'][] = ['endless', 'upcoming', 'unclear']

/**
 * Programmes without a deadline of their own at `now` (milliseconds): those that are open without end first, then those
 * that will be, then those whose period could not be read.
 */
export function undated(bases: readonly PublishedBase[], now: number): readonly Undated[] {
  const found = withoutEntries(bases).map((programme) => ({
    programme,
    standing: undatedStanding(programme, now),
  }))
  const rank = ({ standing }: Undated) => UNDATED_ORDER.indexOf(standing)
  return found.sort((a, b) => rank(a) - rank(b) || a.programme.name.localeCompare(b.programme.name, 'ko'))
}

function withoutEntries(bases: readonly PublishedBase[]): readonly PublicProgramme[] {
  return bases.flatMap(({ programmes }) => programmes.filter(({ entries }) => entries.length === 0))
}

function undatedStanding({ period }: PublicProgramme, now: number): Undated['standing'] {
  if (period.kind !== 'open-ended') return 'unclear'
  return period.opens !== null && now < opensAt(period.opens) ? 'upcoming' : 'endless'
}

/** The next moment (milliseconds) at which something reads differently: midnight in Korea, or when a call opens or closes. */
export function judgedUntil(bases: readonly PublishedBase[], now: number): number {
  const midnight = seoulDayStart(seoulDay(now)) + DAY_MS
  const dated = items(bases, now).flatMap(({ over, entry }) =>
    entry.opens === null ? [over] : [over, opensAt(entry.opens)],
  )
  const openings = withoutEntries(bases).flatMap(({ period }) =>
    period.opens === null ? [] : [opensAt(period.opens)],
  )
  return [...dated, ...openings].reduce(
    (next, moment) => (moment > now && moment < next ? moment : next),
    midnight,
  )
}

function item(base: PublishedBase, programme: PublicProgramme, entry: PublicEntry, now: number): Item {
  const timed = entry.closes.length > 10
  const over = timed ? Date.parse(entry.closes) : seoulDayStart(entry.closes) + DAY_MS
  // A deadline at midnight is the end of a day, not the beginning of the next.
  const closesDay = seoulDay(over - 1)
  const days = daysBetween(seoulDay(now), closesDay)
  return {
    base,
    programme,
    entry,
    standing: standing(entry.opens, over, days, now),
    days,
    closesDay,
    closesTime: timed ? entry.closes.slice(11, 16).replace('00:00', '24:00') : null,
    over,
  }
}

function standing(opens: string | null, over: number, days: number, now: number): Standing {
  if (now >= over) return 'closed'
  if (days <= 0) return 'today'
  if (opens !== null && now < opensAt(opens)) return 'upcoming'
  if (days <= URGENT_DAYS) return 'urgent'
  return days <= SOON_DAYS ? 'soon' : 'open'
}

function opensAt(opens: string): number {
  return opens.length > 10 ? Date.parse(opens) : seoulDayStart(opens)
}
