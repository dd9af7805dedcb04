import { closesWindow, speaksOfPost, standsBy } from './closing-hour.ts'
import { type ClockPart, kindAt, type Part } from './part.ts'
import { BREAKS, type Period } from './period.ts'

/**
 * Where the date stands to which the clock at `at` belongs though it comes first: `by 17:00 on April 17`,
 * `18시까지 : 2026. 4. 17.`, `18시 마감 (2026. 4. 17.)`; 0 where there is none.
 */
export function dateOfClock(parts: readonly Part[], at: number, part: ClockPart, lastEnd: number): number {
  const apart = kindAt(parts, at + 1)
  if (apart === 'text' || (apart === 'comma' && !standsBy(parts, at, lastEnd))) return dayAt(parts, at + 2)
  if (lastEnd >= 0 || part.until !== null) return 0
  const closed = apart === 'until' || apart === 'close'
  const sign = closed ? at + 2 : at + 1
  const signed = SIGNS.has(kindAt(parts, sign)) || (closed && kindAt(parts, sign) === 'open-paren')
  const found = signed ? dayAt(parts, sign + 1) : 0
  return found > 0 && !RANGES.has(kindAt(parts, found + 1)) ? found : 0
}

function dayAt(parts: readonly Part[], at: number): number {
  const point = parts[at]
  return point?.kind === 'point' && point.clock === null ? at : 0
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
  if (last.closes === null || last.closes.clock !== null) return
  if (part.until !== null) {
    const daily = kindAt(parts, at - 1) === 'daily' && follows(parts, at, lastEnd)
    if (last.opens !== null && (daily || closesWindow(parts, at, lastEnd))) setHours(last, part)
  } else if (closesLast(parts, at, lastEnd, headed)) last.closes = { ...last.closes, clock: part.clock }
}

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
