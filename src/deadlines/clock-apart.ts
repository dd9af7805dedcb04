import { closesWindow, speaksOfPost, standsBy } from './closing-hour.ts'
import { type ClockPart, kindAt, type Part, type Point } from './part.ts'
import { BREAKS, type Period } from './period.ts'

/** The date to which the clock at `at` belongs though it stands before it, as `by 17:00 on April 17` has it; null where none does. */
export function dateOfClock(
  parts: readonly Part[],
  at: number,
  { clock }: ClockPart,
  lastEnd: number,
): Point | null {
  const apart = kindAt(parts, at + 1)
  if (apart !== 'text' && (apart !== 'comma' || standsBy(parts, at, lastEnd))) return null
  const point = parts[at + 2]
  return point?.kind === 'point' && point.clock === null ? { ...point, clock } : null
}

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
