import type { Point } from './part.ts'
import type { Period, Remarks } from './period.ts'

/** What a window is for, from the words around it. `null`: nothing says. */
export type Purpose = 'apply' | 'opens' | 'other' | null

const NEAR = 2

export function purposeOf(period: Period): Purpose {
  const { heading, following, shape } = period
  if (period.closes?.day.anchor.by === 'unnamed') return 'apply'
  if (following === 'except') return 'other'
  if (shape === 'bare' && following === 'start' && heading?.role !== 'notice' && heading?.role !== 'event')
    return 'opens'
  if ((following === 'done' || following === 'use') && !heads(heading)) return 'other'
  const applies = isApplied(period)
  if (heading === null) return applies ? 'apply' : following === 'event' && shape === 'bare' ? 'other' : null
  const attached = heading.attached || period.from - heading.to <= NEAR
  switch (heading.role) {
    case 'start':
      return shape === 'bare' ? 'opens' : 'apply'
    case 'event':
    case 'notice':
      if (attached || shape === 'bare')
        return applies && !heading.attached && shape !== 'bare' ? 'apply' : 'other'
      return applies ? 'apply' : null
    default:
      // 응모 마감은 6. 12.이고 수상자는 7. 3. 발표: the second date has words of its own.
      return period.shared &&
        (shape === 'bare' || !heading.attached) &&
        (following === 'event' || following === 'done' || following === 'use')
        ? 'other'
        : 'apply'
  }
}

/** A heading for applying speaks for its date, whatever follows. */
function heads(heading: Period['heading']): boolean {
  return heading?.role === 'apply' || heading?.role === 'close' || heading?.role === 'start'
}

/** Whether a date that only its surroundings make a date has such surroundings. */
export function isSupported(period: Period): boolean {
  const { opens, closes, shape } = period
  const points = [opens, closes].filter((point) => point !== null)
  if (isBareMonth(period)) return false
  if (points.some(({ day }) => day.strong && (day.month !== null || day.anchor.by !== 'calendar')))
    return true
  if (period.measured) return false
  if (shape === 'bare' && period.following === 'start' && closes?.day.day !== null) return true
  if (period.change === 'new') return true
  if (shape === 'range' || shape === 'until' || points.some(({ day }) => day.strong)) return true
  const headed = period.closes?.day.month !== null || period.heading?.attached === true
  const applied = purposeOf(period) === 'apply' && headed
  return applied || (shape === 'since' ? period.openAfter : points.some((point) => point.clock !== null))
}

/** `9월`; `2027년 4월 모집 예정`: a month in which one may apply, not the end of it. */
function isBareMonth({ shape, closes, heading, following }: Period): boolean {
  if (shape !== 'bare' || closes?.day.precision !== 'month') return false
  const headed = heading !== null && (heading.attached || heading.role === 'close')
  return !closes.day.strong || (!headed && (following === 'apply' || heading !== null))
}

/** The windows that count, out of all that the text tells of. */
export function choose(periods: readonly Period[], { arrow, open, extended }: Remarks): Period[] {
  const purposes = periods.map(purposeOf)
  const start = periods[purposes.indexOf('opens')]
  const applying = withoutWeak(periods.filter((_, at) => purposes[at] === 'apply'))
  const neutral = withoutAsides(periods.filter((_, at) => purposes[at] === null))
  const counting = applying.some(isDated)
    ? withStart([...applying, ...neutral.filter((period) => isAlike(period, applying))], neutral)
    : [...applying, ...neutral]
  const kept = onTheCalendar(settleChange(counting, arrow, extended !== null))
  if (kept.length === 0 && open !== null && start !== undefined)
    return [{ ...start, shape: 'since', opens: start.closes, closes: null }]
  if (start !== undefined) for (const period of kept) if (period.opens === null) period.opens = start.closes
  const marked = kept.filter((period) => period.shape !== 'bare')
  return marked.length > 0 && kept.some((period) => period.shape === 'bare') && !named(kept) ? marked : kept
}

/** The next column of a table: a window that begins on the day of one that counts. Or its new end: `※ 3. 27.까지 연장`. */
function isAlike(period: Period, applying: readonly Period[]): boolean {
  if (period.change === 'new') return true
  if (isNamedAlike(period, applying)) return true
  const begin = period.opens?.day
  if (begin == null || period.shape !== 'range') return false
  return applying.some(
    ({ opens }) =>
      opens?.day.month === begin.month && opens.day.day === begin.day && opens.day.year === begin.year,
  )
}

/** `학생부: 7. 15.까지, 일반부: 7. 31.까지 제출`: what is said after the last is said of all. */
function isNamedAlike(period: Period, applying: readonly Period[]): boolean {
  const { shape, heading, following, noted, name } = period
  if (heading !== null || following !== null || noted || name.to - name.from < 2) return false
  return applying.every((other) => other.heading === null && other.shape === shape && other.from > period.to)
}

/** Beside 접수 and its like, 등록 and 지원기간 tell of what comes after. */
function withoutWeak(periods: readonly Period[]): readonly Period[] {
  const plain = periods.filter(({ heading, weakly }) => (heading === null ? !weakly : !heading.weak))
  return plain.some((period) => heads(period.heading) || isApplied(period)) ? plain : periods
}

/** `5. 29.까지 신청` */
const isApplied = ({ following }: Period): boolean => following === 'apply' || following === 'close'

/** A note after the window (`※ 9. 24. ~ 9. 26. 연휴`) tells of something else, and so does `4. 30.까지 승인` beside it. */
function withoutAsides(periods: Period[]): Period[] {
  const plain = periods.filter(
    ({ noted, shape, following }) => !noted && !(shape === 'until' && following === 'event'),
  )
  return plain.length > 0 ? plain : periods
}

/** `A ~ 예산 소진 시까지 (종료일: B)`: an end of its own belongs to the start before it. */
function withStart(applying: readonly Period[], neutral: readonly Period[]): readonly Period[] {
  if (applying.some((period) => period.opens !== null)) return applying
  const first = applying[0]?.from ?? 0
  return [...neutral.filter(({ shape, from }) => shape === 'since' && from < first), ...applying]
}

/** Beside a date, D-n and lone weekdays only repeat it, or belong to a date that could not be read. */
function onTheCalendar(periods: Period[]): Period[] {
  const dated = periods.filter(isDated)
  return dated.length > 0 ? dated : periods
}

const isDated = ({ opens, closes }: Period): boolean => (closes ?? opens)?.day.anchor.by === 'calendar'

/** Bare dates that each have a heading of their own (`신청마감`) stand beside windows. */
function named(periods: readonly Period[]): boolean {
  return periods.every((period) => period.shape !== 'bare' || ownHeading(period))
}

function ownHeading({ heading, closes, from }: Period): boolean {
  if (heading?.role === 'close') return true
  return (
    heading?.role === 'apply' &&
    closes?.day.strong === true &&
    (heading.attached || from - heading.to <= NEAR)
  )
}

/** Of an old window and a new one, the new; `opens` is carried over where only the end moved. */
function settleChange(periods: readonly Period[], arrow: boolean, extended: boolean): Period[] {
  const changed = periods.filter((period) => period.change === 'new')
  const old = periods.filter((period) => period.change === 'old')
  if (changed.length === 0 || (old.length === 0 && !arrow)) return [...periods]
  const first = old[0]
  for (const period of changed)
    if (first?.closes != null) period.closes = withYear(withMonth(period.closes, first.closes), first)
  if (first?.shape === 'range' && changed.length === 1)
    for (const period of changed)
      if (period.opens === null && (extended || arrow || period.shape !== 'bare')) period.opens = first.opens
  return changed
}

/** `3월 18일에서 25일로`: the new day is of the old one's month. */
function withMonth(closes: Point | null, old: Point): Point | null {
  if (closes === null || closes.day.month !== null || closes.day.day === null) return closes
  const { year, month } = old.day
  return { ...closes, day: { ...closes.day, month, year: closes.day.year ?? year } }
}

/** `2026. 5. 29.에서 6. 12.로`: the new day is of the old one's year, or of the next where it would come before it. */
function withYear(closes: Point | null, old: Period): Point | null {
  const year = old.closes?.day.year ?? old.opens?.day.year ?? null
  const before = old.closes?.day
  if (closes === null || year === null || closes.day.year !== null || closes.day.month === null) return closes
  if (closes.day.anchor.by !== 'calendar' || closes.day.yearShift !== null || before?.month == null)
    return closes
  return { ...closes, day: { ...closes.day, year: closes.day.month < before.month ? year + 1 : year } }
}
