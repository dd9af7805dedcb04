import { kindAt, type Part, type Point } from './part.ts'
import type { Shape } from './period.ts'
import { afterSign, closesAt, dailyStart, endAt, laterEnd, mayEnd } from './window-end.ts'

/** A window as the parts around a date or a range sign tell it; `next` is the part after it. */
export type Told = {
  readonly shape: Shape
  readonly opens: Point | null
  readonly closes: Point | null
  readonly days: number | null
  readonly broken: boolean
  readonly from: number
  readonly to: number
  readonly next: number
}

/** Between a range sign and its date only these may stand: `~ (마감) 3. 17.`. */
const BETWEEN: ReadonlySet<string> = new Set(['apply', 'close', 'label', 'quote', 'start', 'same'])

/** The window that begins with the date at `at`; null for a day by which something else is measured. */
export function windowFrom(parts: readonly Part[], at: number, point: Point, headed: boolean): Told | null {
  const next = beforeSign(parts, at + 1)
  if (opensAt(parts, next)) return told('since', point, null, point.from, point.to, next + 1)
  const sign = rangeSign(parts, next)
  if (sign > 0) return withEnd(parts, point, sign, sign - 1, headed)
  if (kindAt(parts, next) === 'from') {
    const second = kindAt(parts, next + 1)
    const signed = second === 'tilde' || second === 'comma' || second === 'dash'
    const end = signed ? next + 2 : next + 1
    return withEnd(parts, point, end, end - 1, headed, true)
  }
  if (closesAt(parts, next, headed)) return told('until', null, point, point.from, point.to, next + 1)
  if (isReference(parts, at, next, point)) return null
  return lone(parts, at, point, next)
}

/** Where the end begins after a range sign at `at`, or 0 where there is none. */
function rangeSign(parts: readonly Part[], at: number): number {
  const kind = kindAt(parts, at)
  if (kind === 'tilde') return at + 1
  if (kind === 'arrow' || kind === 'newline') return isPlainPair(parts, at) ? at + 1 : 0
  if (kind === 'shift') return isSpan(parts, at + 1) ? at + 1 : 0
  if (kind === 'text' && isOldTo(parts, at)) return at + 1
  if (kind === 'middot' && isNextDay(parts[at - 1], parts[at + 1])) return at + 1
  const spoken = kind === 'range' || kind === 'by'
  const end = kind === 'dash' && kindAt(parts, at + 1) === 'dash' ? at + 2 : at + 1
  return (kind === 'dash' || spoken) && mayEnd(parts, end) ? end : 0
}

const TRIANGLE = 0x25b6 // ▶
const FROM = 0xc790 // 자(自)
const TO = 0xc9c0 // 지(至)

/** `13·14일`: two days, one after the other. */
function isNextDay(first: Part | undefined, second: Part | undefined): boolean {
  if (first?.kind !== 'point' || second?.kind !== 'point') return false
  return second.day.month === null && second.day.day !== null && second.day.day === (first.day.day ?? 0) + 1
}

const BETWEEN_TWO = 0xc0ac // 사이

/** `4일에서 22일까지`, `6일에서 8일 사이`; but `4일에서 22일로`, `4일에서 22일까지 연장` move a deadline. */
function isSpan(parts: readonly Part[], at: number): boolean {
  if (kindAt(parts, at) !== 'point') return false
  return (
    isBetween(parts[at + 1]) || (kindAt(parts, at + 1) === 'until' && kindAt(parts, at + 2) !== 'ext-new')
  )
}

/** 사이, 사이에. */
const isBetween = (part: Part | undefined): boolean =>
  part?.kind === 'text' && part.value === BETWEEN_TWO && part.width <= 3

/** `자 4. 14. 지 5. 2.`, as forms say from and to. */
function isOldTo(parts: readonly Part[], at: number): boolean {
  const [from, to] = [parts[at - 2], parts[at]]
  const spelled = from?.kind === 'text' && from.value === FROM && from.width === 1
  return (
    spelled && to?.kind === 'text' && to.value === TO && to.width === 1 && kindAt(parts, at + 1) === 'point'
  )
}

/** What may head a window that Notion wrote: `접수기간 : A → B`. */
const HEADS: ReadonlySet<string> = new Set(['apply', 'label', 'colon', 'bullet', 'symbol'])

/**
 * `2026/04/06 → 2026/04/24` and no more but a heading, as Notion writes a range; people would add a weekday, an hour or a
 * word. Or the two on lines of their own. `at`: the sign between them.
 */
function isPlainPair(parts: readonly Part[], at: number): boolean {
  const lines = kindAt(parts, 1) === 'newline'
  const sign = parts[at]
  // 접수: 4/6 ▶ 4/24: this sign leads from one to the other; an arrow without years moves a deadline.
  const pointed = sign?.kind === 'arrow' && sign.value === TRIANGLE && at > 1
  const plain = (part: Part | undefined): boolean =>
    part?.kind === 'point' &&
    (lines
      ? part.day.month !== null && part.day.day !== null
      : (part.day.year !== null || pointed) && part.day.weekday === null && part.clock === null)
  const headed = lines ? at === 1 : parts.slice(0, at - 1).every(({ kind }) => HEADS.has(kind))
  return headed && parts.length === at + 2 && plain(parts[at - 1]) && plain(parts[at + 1])
}

/** A date without a sign: `from A`, `by A`, `A 10:00~18:00`, or no more than a date. */
function lone(parts: readonly Part[], at: number, point: Point, next: number): Told {
  const before = kindAt(parts, at - 1)
  const { from, to, until } = point
  if (before === 'since') return told('since', point, null, from, to, next)
  if (until !== null) return told('range', point, { ...point, clock: until }, from, to, next)
  return told(before === 'by' ? 'until' : 'bare', null, point, from, to, next)
}

function told(
  shape: Shape,
  opens: Point | null,
  closes: Point | null,
  from: number,
  to: number,
  next: number,
): Told {
  return { shape, opens, closes, days: null, broken: false, from, to, next }
}

/** A range sign may begin the next line or follow a comma, a quotation mark, a bracket closed twice. */
function beforeSign(parts: readonly Part[], at: number): number {
  const kind = kindAt(parts, at)
  const before = parts[at - 1]
  const counted = before?.kind === 'point' && before.day.anchor.by !== 'calendar'
  const stray = kind === 'close-paren' && kindAt(parts, at - 2) !== 'open-paren' && !counted
  const skipped = stray || kind === 'newline' || kind === 'comma' || kind === 'reference' || kind === 'quote'
  return skipped && kindAt(parts, at + 1) === 'tilde' ? at + 1 : at
}

/** `10시 이후 선착순`: 이후 before a word for no end opens. */
function opensAt(parts: readonly Part[], at: number): boolean {
  const part = parts[at]
  return part?.kind === 'reference' && part.value === 1 && kindAt(parts, at + 1) === 'open-phrase'
}

/** `2026. 3. 30. 기준`, `2019. 1. 1. 이후 창업`, `공고일(2026. 3. 30.)`. */
function isReference(parts: readonly Part[], at: number, next: number, point: Point): boolean {
  if (kindAt(parts, at - 1) === 'open-paren' && kindAt(parts, at - 2) === 'posting') return true
  // 공고 제2026-15호(2026. 3. 5.)
  const numbered = kindAt(parts, at - 1) === 'open-paren' && kindAt(parts, at - 2) === 'count'
  if (numbered && kindAt(parts, next) === 'close-paren') return true
  return kindAt(parts, next) === 'reference' && point.clock === null
}

/** `spoken`: after 부터 the end may stand further on, with words between. */
function withEnd(
  parts: readonly Part[],
  first: Point,
  at: number,
  sign: number,
  headed: boolean,
  spoken = false,
): Told {
  const begin = afterSign(parts, at)
  let next = begin
  while (next < begin + 3 && BETWEEN.has(kindAt(parts, next))) next++
  const end = endAt(parts, first, next)
  if (end !== null) {
    // Hours after a range (`~ 4. 20. 10:00~18:00`) repeat every day: they open the first and close the last.
    const daily = first.clock === null ? dailyStart(parts, next) : null
    const opens = daily === null ? first : { ...first, clock: daily }
    const window = told('range', opens, end.point, first.from, end.to, pastUntil(parts, end.next, headed))
    return { ...window, days: end.days }
  }
  const later = spoken ? laterEnd(parts, at, headed) : null
  if (later !== null) return told('range', first, later.point, first.from, later.point.to, later.next)
  const to = parts[sign]?.to ?? first.to
  return { ...told('since', first, null, first.from, to, sign + 1), broken: kindAt(parts, next) === 'number' }
}

function pastUntil(parts: readonly Part[], at: number, headed: boolean): number {
  return closesAt(parts, at, headed) ? at + 1 : at
}

/** The window that begins with the range sign at `at`, or null where no date follows. */
export function windowAfterSign(parts: readonly Part[], at: number, headed: boolean): Told | null {
  let next = afterSign(parts, at + 1)
  while (next < at + 5 && BETWEEN.has(kindAt(parts, next))) next++
  const end = endAt(parts, null, next)
  if (end === null || end.point === null) return null
  const from = parts[at]?.from ?? 0
  return told('until', null, end.point, from, end.to, pastUntil(parts, end.next, headed))
}
