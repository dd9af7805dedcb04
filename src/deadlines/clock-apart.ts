import { closesWindow, speaksOfPost, standsBy } from './closing-hour.ts'
import { type ClockPart, kindAt, type Part } from './part.ts'
import { BREAKS, type Heading, type Period } from './period.ts'

/**
 * Where the date stands to which the clock at `at` belongs though it comes first: `by 17:00 on April 17`,
 * `18시까지 : 2026. 4. 17.`, `18시 마감 (2026. 4. 17.)`; 0 where there is none.
 */
export function dateOfClock(parts: readonly Part[], at: number, part: ClockPart, lastEnd: number): number {
  const apart = kindAt(parts, at + 1)
  // 오전 9시 2026. 5. 11. ~ 오후 4시 2026. 5. 15.
  if (apart === 'point' && part.until === null && beginsPair(parts, at)) return dayAt(parts, at + 1)
  if (apart === 'comma' && !standsBy(parts, at, lastEnd)) return dayAt(parts, at + 2)
  if (apart === 'text' && dayAt(parts, at + 2) > 0) return at + 2
  if (lastEnd >= 0 || part.until !== null) return 0
  const closing = pastClosing(parts, at + 1)
  const closed = closing > at + 1
  const sign = closed ? closing : at + 1
  const signed = SIGNS.has(kindAt(parts, sign)) || (closed && kindAt(parts, sign) === 'open-paren')
  const found = signed ? dayAt(parts, sign + 1) : 0
  return found > 0 && !RANGES.has(kindAt(parts, found + 1)) ? found : 0
}

/** Whether a time stands before the date on either side of a range sign. */
function beginsPair(parts: readonly Part[], at: number): boolean {
  return RANGES.has(kindAt(parts, at + 2)) && kindAt(parts, at + 3) === 'clock' && dayAt(parts, at + 4) > 0
}

/** Past `까지`, `마감`, `까지 제출`, `에 자동 마감` at `at`; `at` itself where no such words stand. */
function pastClosing(parts: readonly Part[], at: number): number {
  let next = at
  while (
    next < at + 2 &&
    parts[next]?.kind === 'text' &&
    (parts[next]?.to ?? 0) - (parts[next]?.from ?? 0) <= 2
  )
    next++
  if (kindAt(parts, next) !== 'until' && kindAt(parts, next) !== 'close') return at
  const after = kindAt(parts, next + 1)
  return after === 'apply' || after === 'close' ? next + 2 : next + 1
}

function dayAt(parts: readonly Part[], at: number): number {
  const point = parts[at]
  return point?.kind === 'point' && point.clock === null ? at : 0
}

/**
 * Whether the time at `at`, told before any window, may be that of the first: `오전 9시~오후 6시 / 4. 22.~4. 30.`,
 * `마감시간은 18:00이며 마감일은 4. 30.`.
 */
export function mayComeFirst(
  parts: readonly Part[],
  at: number,
  part: ClockPart,
  heading: Heading | null,
): boolean {
  if (part.until === null) return heading?.role === 'close'
  const applies = heading === null || heading.role === 'apply' || heading.role === 'close'
  if (heading?.attached && applies) return true
  return applies && SIGNS.has(kindAt(parts, at + 1)) && dayAt(parts, at + 2) > 0
}

/** Gives the first window the time that was told before it; a single time only where both are said to close. */
export function takeEarlier(first: Period, part: ClockPart): void {
  if (first.closes === null || first.closes.clock !== null) return
  if (part.until !== null) {
    if (first.opens !== null) setHours(first, part)
  } else if (first.heading?.role === 'close') setClosing(first, part)
}

/** `(각 17:00까지)`: the time of every window before it. */
export function isOfEach(parts: readonly Part[], at: number): boolean {
  const before = parts[at - 1]
  const after = kindAt(parts, at + 1)
  const each = before?.kind === 'text' && EACH.has(before.value) && before.width <= 2
  return each && (after === 'until' || after === 'close' || after === 'apply')
}

/** 각, 각각, 모두. */
const EACH: ReadonlySet<number> = new Set([...'각모'].map((letter) => letter.charCodeAt(0)))

/** Gives a window that ends on a day the time at which it closes. */
export function setClosing(period: Period, { clock, until }: ClockPart): void {
  if (period.closes?.clock === null) period.closes = { ...period.closes, clock: until ?? clock }
}

/** Between a time and the date after it. */
const SIGNS: ReadonlySet<string> = new Set(['slash', 'colon', 'comma', 'pipe', 'newline', 'dash'])

/** After such a date these would make a window of it, which the time may close or open. */
const RANGES: ReadonlySet<string> = new Set(['tilde', 'dash', 'from', 'range'])

/**
 * Gives the last window, which ends with the part `lastEnd`, the time at `at` that is told apart from its date:
 * `(마감일은 17:00까지)`, `까지(12일간) 18:00`. `headed`: 마감 and its like wait for what they head.
 */
export function takeClock(
  last: Period,
  parts: readonly Part[],
  at: number,
  part: ClockPart,
  lastEnd: number,
  headed: boolean,
): void {
  if (last.closes === null) return
  if (part.until !== null && isSecondSpan(parts, at)) {
    last.closes = { ...last.closes, clock: part.until }
    return
  }
  if (last.closes.clock !== null) return
  if (part.until !== null) {
    const daily = kindAt(parts, at - 1) === 'daily' && follows(parts, at, lastEnd)
    if (!daily && !closesWindow(parts, at, lastEnd)) return
    // 4월 18일 단 하루, 09:00~18:00: the day is the whole window.
    if (last.shape === 'bare' && kindAt(parts, lastEnd + 1) === 'daily') last.opens = last.closes
    if (last.opens !== null) setHours(last, part)
  } else if (closesLast(parts, at, lastEnd, headed)) setClosing(last, part)
}

/** `10:00~12:00, 14:00~16:00`, `10:00~12:00 및 13:00~17:00`: the day has two spans, of which the second ends it. */
function isSecondSpan(parts: readonly Part[], at: number): boolean {
  const [first, sign] = [parts[at - 2], parts[at - 1]]
  const joined = sign?.kind === 'comma' || (sign?.kind === 'text' && sign.width === 1 && sign.value === AND)
  const spanned = first?.kind === 'clock' || first?.kind === 'point'
  return joined && spanned && first.until !== null
}

const AND = '및'.charCodeAt(0)

function closesLast(parts: readonly Part[], at: number, lastEnd: number, headed: boolean): boolean {
  if (speaksOfPost(parts, at)) return false
  if (headed || closesWindow(parts, at, lastEnd)) return true
  return follows(parts, at, lastEnd) && ENDS_CLOCK.has(kindAt(parts, at + 1))
}

/** Whether only brackets, lengths and 시간 stand between the last window and this part. */
function follows(parts: readonly Part[], at: number, lastEnd: number): boolean {
  for (let back = at - 1; back > at - 8; back--) {
    if (back === lastEnd) return true
    if (!BESIDE.has(kindAt(parts, back))) return false
  }
  return false
}

/** Between a date and a time told apart from it. */
const BESIDE: ReadonlySet<string> = new Set([
  'open-paren',
  'close-paren',
  'duration',
  'comma',
  'colon',
  'label',
  'daily',
])

/** After a time told apart: nothing more is said of it, or that applying ends. */
const ENDS_CLOCK: ReadonlySet<string> = new Set([
  ...BREAKS,
  'until',
  'close',
  'apply',
  'close-paren',
  'end',
  'comma',
  'slash',
])

/** Hours that repeat every day open the first day and close the last. */
function setHours(period: Period, { clock, until }: ClockPart): void {
  if (period.opens?.clock === null) period.opens = { ...period.opens, clock }
  if (period.closes !== null) period.closes = { ...period.closes, clock: until }
}
