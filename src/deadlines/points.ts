import { readClock, readClockRange } from './forms/clock.ts'
import { isIsoT, kindAt, type Tokens, tokenAt } from './forms/form.ts'
import { hasWeekday } from './month-day.ts'
import type { Clock, Day, Found } from './part.ts'

/** A bracket after a date is looked into for at most this many tokens. */
const BRACKET = 14

type Tail = { weekday: number | null; clock: Clock | null; until: Clock | null; next: number; to: number }

/**
 * The day with everything that belongs to it: weekday, brackets, time of day, in the orders people write them:
 * `(금) 18:00`, `(금, 18:00)`, `금요일 오후 6시`, `(오후 6시)`, `(30일간) 15시`.
 */
export function withTail(tokens: Tokens, day: Day, at: number): Found {
  const tail: Tail = { weekday: day.weekday, clock: null, until: null, next: at, to: day.to }
  while (
    takeWeekday(tokens, tail) ||
    takeClock(tokens, tail) ||
    takeBracket(tokens, tail) ||
    takeDot(tokens, tail)
  ) {
    // Each of them moves `next` on.
  }
  const whole = tail.weekday === day.weekday ? day : { ...day, weekday: tail.weekday, strong: true }
  return {
    part: { kind: 'point', day: whole, clock: tail.clock, until: tail.until, from: day.from, to: tail.to },
    next: tail.next,
  }
}

function advance(tokens: Tokens, tail: Tail, next: number): true {
  tail.next = next
  tail.to = tokenAt(tokens, next - 1).to
  return true
}

/** A stray dot or comma: `17.(목). ~`, `Nov. 15. (Fri)`, `May 7,(Thu.)`. */
function takeDot(tokens: Tokens, tail: Tail): boolean {
  const kind = kindAt(tokens, tail.next)
  if (kind === 'comma') return hasWeekday(tokens, tail.next + 1) && advance(tokens, tail, tail.next + 1)
  if (kind !== 'dot') return false
  const after = kindAt(tokens, tail.next + 1)
  const goesOn = after === 'open-paren' || after === 'tilde' || after === 'from' || after === 'until'
  return goesOn && advance(tokens, tail, tail.next + 1)
}

function weekdayAt(tokens: Tokens, at: number): number | null {
  const token = tokenAt(tokens, at)
  return token.kind === 'weekday' || token.kind === 'letter-day' ? token.value : null
}

/** `금`, `금요일`, `Fri`, after the date or after a dot or comma. */
function takeWeekday(tokens: Tokens, tail: Tail): boolean {
  if (tail.weekday !== null) return false
  const skip = kindAt(tokens, tail.next) === 'comma' || kindAt(tokens, tail.next) === 'dot' ? 1 : 0
  const weekday = weekdayAt(tokens, tail.next + skip)
  if (weekday === null) return false
  tail.weekday = weekday
  return advance(tokens, tail, tail.next + skip + 1)
}

function takeClock(tokens: Tokens, tail: Tail): boolean {
  if (tail.clock !== null) return false
  const at = beforeClock(tokens, tail.next)
  const range = readClockRange(tokens, at) ?? (tail.weekday === null ? null : readTight(tokens, at))
  if (range === null) return false
  tail.clock = range.clock
  tail.until = range.until
  return advance(tokens, tail, range.next)
}

/** After a time without its colon: only what ends the date. */
const ENDS_TIGHT: ReadonlySet<string> = new Set(['until', 'close', 'end', 'newline', 'tilde', 'close-paren'])

/** `(금) 17.00까지`, `(금) 1800`: after a weekday a time may lack its colon. Other figures (`17.5점`, `1800명`) are left. */
function readTight(tokens: Tokens, at: number): { clock: Clock; until: null; next: number } | null {
  const [first, dot, second] = [tokenAt(tokens, at), tokenAt(tokens, at + 1), tokenAt(tokens, at + 2)]
  if (first.kind !== 'number') return null
  const dotted = first.width === 2 && dot.kind === 'dot' && second.kind === 'number' && second.width === 2
  if (dotted ? dot.spaced || second.spaced : first.width !== 4) return null
  const [hour, minute] = dotted
    ? [first.value, second.value]
    : [Math.floor(first.value / 100), first.value % 100]
  const next = at + (dotted ? 3 : 1)
  const end = kindAt(tokens, next)
  if (hour > 23 || (minute % 10 !== 0 && minute !== 59) || minute > 59 || !ENDS_TIGHT.has(end)) return null
  // 2030 may be a year.
  if (!dotted && hour >= 19 && hour <= 20 && end !== 'until') return null
  const { from } = first
  const to = tokenAt(tokens, next - 1).to
  return {
    clock: { minutes: hour * 60 + minute, seconds: 0, midnight: false, zone: null, from, to },
    until: null,
    next,
  }
}

/** Past what may stand between a date and its time: `, 18:00`, `T18:00`, `at 6 PM`, `, 매일 10:00~17:00`. */
function beforeClock(tokens: Tokens, at: number): number {
  const kind = kindAt(tokens, at)
  if (isIsoT(tokens, at)) return at + 1
  if (kind === 'slash' && kindAt(tokens, at + 2) === 'colon') return at + 1
  const next = kind === 'comma' || kind === 'dot' || kind === 'quote' ? at + 1 : at
  const word = tokenAt(tokens, next)
  if (word.kind === 'daily' || word.kind === 'by') return next + 1
  return word.kind === 'text' && word.width === 2 && isLatinWord(tokens, word.from) ? next + 1 : next
}

const isLatinWord = (tokens: Tokens, from: number): boolean => (tokens.codes[from] ?? 0) < 0x80

/**
 * A bracket that says something of the date, or that stands between it and what does. A bracket with another date in it,
 * or one after which nothing follows for this date, is left for others.
 */
function takeBracket(tokens: Tokens, tail: Tail): boolean {
  if (kindAt(tokens, tail.next) !== 'open-paren') return false
  const close = endOfBracket(tokens, tail.next)
  if (close < 0)
    return (close === UNCLOSED || kindAt(tokens, tail.next + 2) === 'tilde') && takeUnclosed(tokens, tail)
  const inside: Tail = { ...tail, next: tail.next + 1 }
  while (takeWeekday(tokens, inside) || takeClock(tokens, inside)) {
    // Each of them moves `next` on.
  }
  const said = inside.next > tail.next + 1
  if (
    said
      ? !endsWell(tokens, inside.next, close)
      : !(close === tail.next + 1 || leadsOn(tokens, tail, close + 1))
  )
    return false
  if (said) {
    tail.weekday = inside.weekday
    tail.clock = inside.clock
    tail.until = inside.until
  }
  return advance(tokens, tail, close + 1)
}

/** After weekday and time only words for the same date may stand in the bracket: `(금, 18시 마감)`. */
function endsWell(tokens: Tokens, from: number, close: number): boolean {
  for (let at = from; at < close; at++) {
    const kind = kindAt(tokens, at)
    if (kind === 'tilde' || kind === 'event' || kind === 'start' || kind === 'except') return false
  }
  return true
}

const UNCLOSED = -2

/** `24.(금 17:00`: the closing bracket has been forgotten. */
function takeUnclosed(tokens: Tokens, tail: Tail): boolean {
  const inside: Tail = { ...tail, next: tail.next + 1 }
  if (!takeWeekday(tokens, inside)) return false
  tail.weekday = inside.weekday
  return advance(tokens, tail, inside.next)
}

/** Where the bracket at `at` closes; `UNCLOSED` where the text ends first; -1 where it is long, nested or holds a date. */
function endOfBracket(tokens: Tokens, at: number): number {
  for (let next = at + 1; next <= at + BRACKET; next++) {
    const kind = kindAt(tokens, next)
    if (kind === 'close-paren') return next
    if (kind === 'end') return UNCLOSED
    if (kind === 'open-paren' || kind === 'month' || kind === 'newline' || kind === 'arrow') return -1
    const slashed =
      kind === 'number' && (kindAt(tokens, next + 1) === 'slash' || kindAt(tokens, next + 1) === 'dot')
    if (slashed && kindAt(tokens, next + 2) === 'number') return -1
  }
  return -1
}

/** Whether the date goes on after the bracket: a range sign, a time, 까지. */
function leadsOn(tokens: Tokens, tail: Tail, at: number): boolean {
  const kind = kindAt(tokens, at)
  if (kind === 'tilde' || kind === 'from' || kind === 'until' || kind === 'close') return true
  if (kind === 'dash') return kindAt(tokens, at + 1) === 'number'
  return tail.clock === null && readClock(tokens, at) !== null
}
