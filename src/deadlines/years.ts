import { type Epoch, exists, toEpoch, weekdayOf } from './civil.ts'
import type { Outside } from './outside.ts'
import type { Reason } from './reading.ts'

/** A month and day whose year is to be found. */
export type Yearless = { readonly month: number; readonly day: number; readonly weekday: number | null }

export type YearFound = { readonly year: number; readonly inferred: Reason['inferred'] }

/** A deadline further from its posting than this, in days, belongs to another year. */
const FORWARD = 300
const BACKWARD = 200

/**
 * The year of a window without one. The text's own years come first, then the title's, then the nearest future from the
 * posting day; a weekday overrules the title, for academic and award years run ahead of the calendar.
 * Null where nothing fixes it.
 */
export function findYear(opens: Yearless | null, closes: Yearless, outside: Outside): YearFound | null {
  const window = { opens, closes }
  const named = outside.textYears.length > 0 ? outside.textYears : outside.titleYears
  if (outside.posted === null) return fromNamed(window, named)
  return fromPosting(window, named, outside)
}

type Window = { readonly opens: Yearless | null; readonly closes: Yearless }

/** 1 when every weekday agrees, 0 when none is told, -1 when one contradicts. */
function verdict(window: Window, year: number): number {
  const { opens, closes } = window
  const opensYear = opens !== null && isBefore(closes, opens) ? year - 1 : year
  const judged = [judge(closes, year), opens === null ? 0 : judge(opens, opensYear)]
  if (judged.includes(-1)) return -1
  return judged.includes(1) ? 1 : 0
}

function judge(told: Yearless, year: number): number {
  if (!exists(year, told.month, told.day)) return -1
  if (told.weekday === null) return 0
  return weekdayOf(toEpoch(year, told.month, told.day)) === told.weekday ? 1 : -1
}

export function isBefore(a: { month: number; day: number }, b: { month: number; day: number }): boolean {
  return a.month < b.month || (a.month === b.month && a.day < b.day)
}

/** Without a posting day: the named year, or one beside it to which the weekdays point. */
function fromNamed(window: Window, named: readonly number[]): YearFound | null {
  const crosses = window.opens !== null && isBefore(window.closes, window.opens)
  for (const year of named) {
    const fits = (crosses ? [year, year + 1] : [year]).filter((candidate) => verdict(window, candidate) >= 0)
    if (fits.length === 1 && fits[0] !== undefined) return { year: fits[0], inferred: 'title' }
    if (fits.length > 1) return null
  }
  const first = named[0]
  if (first === undefined) return null
  for (const year of [first - 1, first + 1])
    if (verdict(window, year) > 0) return { year, inferred: 'weekday' }
  return { year: first, inferred: 'title' }
}

function fromPosting(window: Window, named: readonly number[], outside: Outside): YearFound {
  const posted = outside.posted ?? 0
  const distance = (year: number): number => epochIn(window.closes, year) - posted
  const near = (year: number): boolean => distance(year) <= FORWARD && distance(year) >= -BACKWARD
  for (const year of named) if (near(year) && verdict(window, year) >= 0) return { year, inferred: 'title' }
  const future = outside.postedYear + (distance(outside.postedYear) < 0 ? 1 : 0)
  for (const year of [future, future - 1])
    if (near(year) && verdict(window, year) > 0) return { year, inferred: 'weekday' }
  const told = named.find((year) => near(year))
  if (told !== undefined && verdict(window, told) < 0) return { year: told, inferred: 'title' }
  return { year: future, inferred: 'posted' }
}

function epochIn(told: Yearless, year: number): Epoch {
  return toEpoch(year, told.month, told.day)
}
