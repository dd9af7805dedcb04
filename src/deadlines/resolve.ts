import { type Epoch, exists, fromEpoch, isoDay, lastDayOf, toEpoch, weekdayOf } from './civil.ts'
import { endsBefore, momentOf } from './moments.ts'
import type { Outside } from './outside.ts'
import type { Day } from './part.ts'
import type { Period } from './period.ts'
import type { Moment, Obstacle, Reason, Warning } from './reading.ts'
import { findYear, isBefore, type Yearless } from './years.ts'

/** A window with its years and moments. `relative`: told from the posting day. */
export type Resolved = {
  readonly period: Period
  readonly opens: Moment | null
  readonly closes: Moment | null
  /** Has an end in the text, though it may not be known (`행사 전일까지`). */
  readonly ended: boolean
  readonly relative: boolean
  readonly warnings: readonly Warning[]
  readonly obstacle: Obstacle | null
  readonly inferred: Reason['inferred']
  /** The end took its year or month from the start. */
  readonly carried: boolean
}

type Placed = { epoch: Epoch | null; impossible: boolean; approximate: boolean; vague: boolean }

/** A day being worked out: `Day` with its gaps filled one by one. */
type Draft = { year: number | null; month: number | null; date: number | null; day: Day }

const draftOf = (day: Day): Draft => ({ year: day.year, month: day.month, date: day.day, day })

/** Finds years and months that the text leaves out, judges weekdays, and gives the window's moments. */
export function resolve(period: Period, outside: Outside): Resolved {
  return new Resolution(period, outside).run()
}

class Resolution {
  private readonly period: Period
  private readonly outside: Outside
  private readonly warnings: Warning[] = []
  private inferred: Reason['inferred'] = null

  constructor(period: Period, outside: Outside) {
    this.period = period
    this.outside = outside
  }

  run(): Resolved {
    const { opens, closes, broken } = this.period
    if (broken) return { ...this.fail('ambiguous', []), ended: true }
    const from = opens === null ? null : draftOf(opens.day)
    const to = closes === null ? null : draftOf(closes.day)
    if (closes?.day.precision === 'vague') return this.fail('approximate', ['approximate'])
    for (const draft of [from, to]) if (draft !== null) this.applyShifts(draft)
    this.fillMonths(from, to)
    if (!this.fillYears(from, to)) return this.fail('year-unknown', ['year-unknown'])
    const start = from === null ? null : this.place(from, 'opens')
    const end = to === null ? null : this.place(to, 'closes')
    return this.assemble(start, end)
  }

  private warn(warning: Warning): void {
    if (!this.warnings.includes(warning)) this.warnings.push(warning)
  }

  private fail(obstacle: Obstacle, warnings: Warning[]): Resolved {
    for (const warning of warnings) this.warn(warning)
    return {
      period: this.period,
      opens: null,
      closes: null,
      ended: this.period.closes !== null,
      relative: false,
      warnings: this.warnings,
      obstacle,
      inferred: null,
      carried: false,
    }
  }

  /** 이달, 다음 달, 내년: from the posting day. */
  private applyShifts(draft: Draft): void {
    const { posted, postedYear, postedMonth } = this.outside
    if (posted === null) return
    if (draft.day.monthShift !== null) {
      const months = postedYear * 12 + postedMonth - 1 + draft.day.monthShift
      draft.year = Math.floor(months / 12)
      draft.month = (months % 12) + 1
      this.infer('posted')
    }
    if (draft.day.yearShift !== null) {
      draft.year = postedYear + draft.day.yearShift
      this.infer('posted')
    }
  }

  private infer(source: Reason['inferred']): void {
    this.inferred ??= source
    this.warn('year-inferred')
  }

  /** A day alone takes its month from the other side of the window, or from the posting day. */
  private fillMonths(from: Draft | null, to: Draft | null): void {
    if (to !== null && isDayAlone(to) && from !== null && from.month !== null) {
      to.month = from.month
      to.year ??= from.year
      if (from.date !== null && to.date !== null && to.date < from.date) nextMonth(to)
      return
    }
    const anchor = to ?? from
    if (anchor !== null && isDayAlone(anchor)) this.monthFromPosting(anchor)
    if (from === null || to === null || !isDayAlone(from) || to.month === null) return
    if (this.startsFromPosting(from, to)) return
    from.month = to.month
    from.year = to.year
    if (from.date !== null && to.date !== null && from.date >= to.date) previousMonth(from)
  }

  /** `3일부터 12월 11일까지`, posted in November: a start without its month is the next such day, if the end comes later. */
  private startsFromPosting(from: Draft, to: Draft): boolean {
    if (this.outside.posted === null || to.month === this.outside.postedMonth) return false
    const told: Draft = { ...from }
    this.monthFromPosting(told)
    if (told.month === null || told.year === null) return false
    const late = told.month * 100 + (told.date ?? 0) >= (to.month ?? 0) * 100 + (to.date ?? 31)
    if (
      to.year === null
        ? told.month === to.month && late
        : told.year > to.year || (told.year === to.year && late)
    )
      return false
    from.month = told.month
    from.year = told.year
    return true
  }

  /** The nearest such day from the posting day on (before it, for 지난); the weekday may point to a month beside. */
  private monthFromPosting(draft: Draft): void {
    const { posted, postedYear, postedMonth } = this.outside
    if (posted === null || draft.date === null) return
    const candidates: Epoch[] = []
    for (let shift = -1; shift <= 2; shift++) {
      const months = postedYear * 12 + postedMonth - 1 + shift
      const [year, month] = [Math.floor(months / 12), (months % 12) + 1]
      if (exists(year, month, draft.date)) candidates.push(toEpoch(year, month, draft.date))
    }
    const { tense, weekday } = draft.day
    const wanted = candidates.filter((epoch) => (tense < 0 ? epoch <= posted : epoch >= posted))
    const chosen =
      [...wanted, ...candidates].find((epoch) => weekday !== null && weekdayOf(epoch) === weekday) ??
      (tense < 0 ? wanted[wanted.length - 1] : wanted[0])
    if (chosen === undefined) return
    const civil = fromEpoch(chosen)
    draft.month = civil.month
    draft.year = civil.year
    this.infer('posted')
  }

  /** False when a year is needed and nothing fixes it. */
  private fillYears(from: Draft | null, to: Draft | null): boolean {
    const start = from !== null && isCalendar(from) ? from : null
    const end = to !== null && isCalendar(to) ? to : null
    if (start !== null && end !== null) return this.fillBoth(start, end)
    const only = end ?? start
    return only === null || only.year !== null || this.fillFromOutside(null, only)
  }

  private fillBoth(start: Draft, end: Draft): boolean {
    if (start.year === null && end.year === null) return this.fillFromOutside(start, end)
    if (end.year === null && start.year !== null) {
      const rolls = isBefore(yearless(end, true), yearless(start, false))
      end.year = start.year + (rolls ? 1 : 0)
      if (rolls) this.warn('year-rollover')
    }
    if (start.year === null && end.year !== null) {
      start.year = end.year - (isBefore(yearless(end, true), yearless(start, false)) ? 1 : 0)
    }
    return true
  }

  private fillFromOutside(start: Draft | null, end: Draft): boolean {
    if (end.month === null) return false
    const opens = start === null ? null : yearless(start, false)
    const closes = yearless(end, this.period.closes !== null)
    const found = findYear(opens, closes, this.outside)
    if (found === null) return false
    this.infer(found.inferred)
    end.year = found.year
    if (start === null || opens === null) return true
    const crosses = isBefore(closes, opens)
    start.year = crosses ? found.year - 1 : found.year
    if (crosses) this.warn('year-rollover')
    return true
  }

  private place(draft: Draft, side: 'opens' | 'closes'): Placed {
    const placed: Placed = { epoch: null, impossible: false, approximate: false, vague: false }
    const { day, year, month, date } = draft
    if (day.anchor.by !== 'calendar') placed.epoch = this.relative(day)
    else if (day.precision === 'vague') placed.vague = true
    else if (year === null || month === null) placed.vague = true
    else if (date === null) {
      placed.approximate = day.precision === 'month'
      const last = lastDayOf(year, month)
      placed.impossible = last === 0
      placed.epoch =
        last === 0 ? null : toEpoch(year, month, side === 'opens' && placed.approximate ? 1 : last)
    } else if (exists(year, month, date)) {
      placed.epoch = toEpoch(year, month, date)
      if (day.weekday !== null && weekdayOf(placed.epoch) !== day.weekday) this.warn('weekday-mismatch')
    } else placed.impossible = true
    return placed
  }

  private relative(day: Day): Epoch | null {
    const { posted } = this.outside
    const { anchor, weekday } = day
    if (posted === null) return null
    if (anchor.by === 'days') return posted + anchor.count
    if (anchor.by !== 'weekday' || weekday === null) return null
    if (anchor.weeks === null) return posted + ((weekday - weekdayOf(posted) + 7) % 7)
    const monday = posted - ((weekdayOf(posted) + 6) % 7)
    return monday + anchor.weeks * 7 + ((weekday + 6) % 7)
  }

  private assemble(start: Placed | null, end: Placed | null): Resolved {
    const { period } = this
    if (end?.vague) return this.fail('approximate', ['approximate'])
    if (end?.impossible) {
      const opens = momentOf(start?.epoch ?? null, period.opens, 'opens')
      return { ...this.fail('impossible-date', ['impossible-date']), opens }
    }
    if (start?.impossible && period.closes === null) return this.fail('impossible-date', ['impossible-date'])
    if (start?.impossible) this.warn('impossible-date')
    if (start?.approximate || start?.vague || end?.approximate) this.warn('approximate')
    const opens = momentOf(start?.epoch ?? null, period.opens, 'opens')
    const closes = this.closing(start, end)
    if (opens !== null && closes !== null && endsBefore(closes, opens)) {
      return this.fail('end-before-start', ['end-before-start'])
    }
    return {
      period,
      opens,
      closes,
      ended: period.closes !== null || period.days !== null,
      relative: this.isRelative(),
      warnings: this.warnings,
      obstacle: null,
      inferred: this.inferred,
      carried: period.opens?.day.year != null && period.closes?.day.year === null,
    }
  }

  private isRelative(): boolean {
    const told = this.period.closes ?? this.period.opens
    return told !== null && told.day.anchor.by !== 'calendar'
  }

  private closing(start: Placed | null, end: Placed | null): Moment | null {
    const { period } = this
    if (period.days !== null) return start?.epoch == null ? null : isoDay(start.epoch + period.days - 1)
    if (period.closes?.clock?.midnight && end?.epoch != null) this.warn('midnight-ambiguous')
    return momentOf(end?.epoch ?? null, period.closes, 'closes')
  }
}

const isDayAlone = (draft: Draft): boolean => draft.month === null && draft.date !== null && isCalendar(draft)
const isCalendar = (draft: Draft): boolean => draft.day.anchor.by === 'calendar'

function nextMonth(draft: Draft): void {
  draft.month = (draft.month ?? 0) + 1
  if (draft.month <= 12) return
  draft.month = 1
  if (draft.year !== null) draft.year++
}

function previousMonth(draft: Draft): void {
  draft.month = (draft.month ?? 0) - 1
  if (draft.month >= 1) return
  draft.month = 12
  if (draft.year !== null) draft.year--
}

/** A month without a day stands at its first or last day, so that the two sides can be put in order. */
function yearless(draft: Draft, atEnd: boolean): Yearless {
  const month = draft.month ?? 1
  return { month, day: draft.date ?? (atEnd ? lastDayOf(2001, month) : 1), weekday: draft.day.weekday }
}
