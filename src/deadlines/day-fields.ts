import { beginsWith, isIsoT, kindAt, type Tokens, tokenAt } from './forms/form.ts'
import { type Day, day } from './part.ts'
import type { Token } from './tokens.ts'

/** A day read from tokens and the index of the token after it. */
export type DayFound = { readonly day: Day; readonly next: number }

const MAL = 0xb9d0 // 말
const CHO = 0xcd08 // 초
const JUNG = 0xc911 // 중

/** 첫째, 둘째, 셋째, 넷째, 다섯째, 마지막. */
const ORDINALS = [...'첫둘셋넷다마'].map((letter) => letter.charCodeAt(0))

const isSeparator = (token: Token): boolean =>
  token.kind === 'dot' || token.kind === 'slash' || token.kind === 'dash' || token.kind === 'middot'

/** One year inside 1900–2200, so that midnights, time zones and turns of the year stay within. */
const EARLIEST = 1901
const LATEST = 2199

const isLongYear = (token: Token): boolean =>
  token.kind === 'number' && token.width === 4 && token.value >= EARLIEST && token.value <= LATEST

/** `26` is 2026; years from 70 on are of the last century. */
export const century = (value: number): number => (value >= 70 ? 1900 + value : 2000 + value)

type Rest = {
  month: number
  day: number | null
  precision: Day['precision']
  strong: boolean
  next: number
}

/** The year at `at` with whatever joins it to a month: `2026.`, `2026년`, `'26.`, `26년`. */
export function readYear(tokens: Tokens, at: number): { year: number; next: number; unit: boolean } | null {
  const quoted = kindAt(tokens, at) === 'quote'
  const first = quoted ? at + 1 : at
  const number = tokenAt(tokens, first)
  if (number.kind !== 'number' || (quoted && number.width !== 2)) return null
  const year = isLongYear(number) ? number.value : number.width === 2 ? century(number.value) : null
  if (year === null) return null
  const joint = tokenAt(tokens, first + 1)
  if (joint.kind === 'year') {
    // 2026년도, and stray commas or dots: `2026년, 3월`.
    const extra = kindAt(tokens, first + 2)
    return { year, next: extra === 'comma' || extra === 'dot' ? first + 3 : first + 2, unit: true }
  }
  if (!quoted && number.width === 2 && joint.kind === 'quote' && !joint.spaced) {
    // 26' 4. 13., 26'.4.13.: the sign has come after the figures.
    const next = kindAt(tokens, first + 2) === 'dot' ? first + 3 : first + 2
    const dotted = kindAt(tokens, next) === 'number' && kindAt(tokens, next + 1) === 'dot'
    return dotted ? { year, next, unit: false } : null
  }
  if (isSeparator(joint) && (number.width === 4 || quoted)) return { year, next: first + 2, unit: false }
  if (joint.kind === 'comma' && number.width === 4 && kindAt(tokens, first + 3) === 'comma') {
    return { year, next: first + 2, unit: false }
  }
  const dotless = number.width === 4 && kindAt(tokens, first + 2) === 'dot' && lacksDot(tokens, at)
  if ((quoted || dotless) && joint.kind === 'number' && joint.spaced)
    return { year, next: first + 1, unit: false }
  return null
}

/** `~ 2026 4. 24.`, `2026 4. 24.(금)`: the dot after the year at `at` was forgotten. */
function lacksDot(tokens: Tokens, at: number): boolean {
  if (kindAt(tokens, at - 1) === 'tilde') return true
  if (kindAt(tokens, at + 3) !== 'number') return false
  const end = kindAt(tokens, at + 4) === 'dot' ? at + 5 : at + 4
  return hasWeekday(tokens, end) || kindAt(tokens, end) === 'until'
}

/** `3월 17일`, `3.17.`, `3/17`, `3월`, `3월 말`. `dated`: a year stands before it, so that less is asked of it. */
export function readMonthDay(tokens: Tokens, at: number, dated: boolean): Rest | null {
  const month = tokenAt(tokens, at)
  if (month.kind === 'year-end')
    return { month: 12, day: null, precision: 'month', strong: true, next: at + 1 }
  if (month.kind !== 'number' || month.width > 2) return null
  const joint = tokenAt(tokens, at + 1)
  if (joint.kind === 'month') return afterMonthUnit(tokens, at + 2, month.value, dated)
  if (dated && endsMonth(tokens, at, joint)) {
    return { month: month.value, day: null, precision: 'month', strong: true, next: at + 1 }
  }
  if (dated && lacksJoint(tokens, at)) {
    return { month: month.value, day: joint.value, precision: 'day', strong: true, next: at + 2 }
  }
  if (!isSeparator(joint) && !(dated && joint.kind === 'comma')) return null
  return numericMonthDay(tokens, at, month.value, joint, dated)
}

/** `2026.7 3(금)`: the dot after the month at `at` was forgotten; the weekday says that the other number is a day. */
function lacksJoint(tokens: Tokens, at: number): boolean {
  const [month, date] = [tokenAt(tokens, at), tokenAt(tokens, at + 1)]
  if (month.value < 1 || month.value > 12) return false
  if (date.kind !== 'number' || !date.spaced || date.width > 2 || date.value < 1) return false
  return hasWeekday(tokens, kindAt(tokens, at + 2) === 'dot' ? at + 3 : at + 2)
}

function afterMonthUnit(tokens: Tokens, at: number, month: number, dated: boolean): Rest | null {
  if (month < 1 || (month > 12 && !dated)) return null
  const first = isSeparator(tokenAt(tokens, at)) && kindAt(tokens, at) !== 'dash' ? at + 1 : at
  const number = tokenAt(tokens, first)
  if (number.kind === 'number' && number.width <= 2) {
    const unit = tokenAt(tokens, first + 1)
    if (unit.kind === 'day')
      return { month, day: number.value, precision: 'day', strong: true, next: first + 2 }
    if (endsDay(unit, true))
      return { month, day: number.value, precision: 'day', strong: true, next: first + 1 }
  }
  return monthOnly(tokens, at, month)
}

/** A month without a day: its last day when it closes, its first when it opens, or no day at all (`3월 중`). */
function monthOnly(tokens: Tokens, at: number, month: number): Rest | null {
  if (month > 12) return null
  const short = tokenAt(tokens, at).width <= 2
  if (kindAt(tokens, at) === 'number' && kindAt(tokens, at + 1) === 'count' && isWeek(tokens, at + 1))
    return { month, day: null, precision: 'vague', strong: true, next: at + 2 }
  if (kindAt(tokens, at) === 'last-day')
    return { month, day: null, precision: 'last-day', strong: true, next: at + 1 }
  if (kindAt(tokens, at) === 'vague')
    return { month, day: null, precision: 'vague', strong: true, next: at + 1 }
  if (ORDINALS.some((letter) => beginsWith(tokens, at, letter)) && kindAt(tokens, at + 1) === 'weekday')
    return { month, day: null, precision: 'vague', strong: true, next: at + 2 }
  if (short && beginsWith(tokens, at, MAL))
    return { month, day: null, precision: 'month', strong: true, next: at + 1 }
  if (short && (beginsWith(tokens, at, CHO) || beginsWith(tokens, at, JUNG)))
    return { month, day: null, precision: 'vague', strong: true, next: at + 1 }
  return { month, day: null, precision: 'month', strong: false, next: at }
}

/** `2026.09 ~ 2026.10`: a month of a year, where a range says that it is one. */
function endsMonth(tokens: Tokens, at: number, joint: Token): boolean {
  const month = tokenAt(tokens, at)
  if (month.value < 1 || month.value > 12 || month.width !== 2) return false
  if (joint.kind === 'tilde' || joint.kind === 'from' || joint.kind === 'until') return true
  return (joint.kind === 'end' || joint.kind === 'open-paren') && kindAt(tokens, at - 3) === 'tilde'
}

/** `3월 2주`, `3월 2주차`. */
function isWeek(tokens: Tokens, at: number): boolean {
  return tokens.codes[tokenAt(tokens, at).from] === 0xc8fc
}

function numericMonthDay(
  tokens: Tokens,
  at: number,
  month: number,
  joint: Token,
  dated: boolean,
): Rest | null {
  const number = tokenAt(tokens, at + 2)
  const isDay =
    number.kind === 'number' &&
    number.width <= 2 &&
    !(number.spaced && joint.kind !== 'dot' && joint.kind !== 'comma' && !joint.spaced)
  if (isDay && ((month >= 1 && month <= 12) || dated)) {
    const end = tokenAt(tokens, at + 3)
    if (end.kind === 'day') return { month, day: number.value, precision: 'day', strong: true, next: at + 4 }
    // `3-17` alone is a page, a lot or a score; two digits each or a weekday make a date of it.
    const padded = tokenAt(tokens, at).width === 2 && number.width === 2
    if (!dated && joint.kind === 'dash' && !padded && !hasWeekday(tokens, at + 3)) return null
    const plausible = dated || (number.value >= 1 && number.value <= 31)
    if (plausible && endsNumericDay(tokens, at + 3, joint, dated)) {
      const dot = end.kind === 'dot' && !end.spaced
      return { month, day: number.value, precision: 'day', strong: dated, next: dot ? at + 4 : at + 3 }
    }
  }
  if (!dated || month < 1 || month > 12 || joint.kind !== 'dot') return null
  // `2026. 02. ~`: a month of a year.
  return (number.kind === 'number' && !number.spaced) || isUnreadDay(tokens, at + 2)
    ? null
    : { month, day: null, precision: 'month', strong: true, next: at + 2 }
}

/** `2026. 5. ○○.(금)`, `2026. 5. XX일`: where the day should stand are signs for one that is not told, or was not read. */
function isUnreadDay(tokens: Tokens, at: number): boolean {
  let next = at
  while (next < at + 4 && isStandIn(tokens, next)) next++
  if (next === at) return false
  const kind = kindAt(tokens, next)
  return (
    kind === 'dot' ||
    kind === 'day' ||
    kind === 'until' ||
    hasWeekday(tokens, next) ||
    isDayUnit(tokens, next)
  )
}

function isStandIn(tokens: Tokens, at: number): boolean {
  const { kind, from, to } = tokenAt(tokens, at)
  if (kind === 'bullet' || kind === 'symbol' || kind === 'note') return true
  return kind === 'number'
    ? isStandIn(tokens, at - 1)
    : kind === 'text' && to - from <= 2 && (tokens.codes[from] ?? 0) < 0x80
}

/** 일 on its own, read as Sunday where no number stands before it. */
const isDayUnit = (tokens: Tokens, at: number): boolean =>
  kindAt(tokens, at) === 'letter-day' && tokenAt(tokens, at).value === 0

/** `(금)`, `금요일`, `(Fri)`: a weekday that makes a date of the number before it. */
export function hasWeekday(tokens: Tokens, at: number): boolean {
  const inside = kindAt(tokens, at) === 'open-paren' ? at + 1 : at
  const kind = kindAt(tokens, inside)
  return kind === 'weekday' || (kind === 'letter-day' && inside > at)
}

/** Whether the number before `end` may be a day: nothing after it makes it a time, a count or part of a longer number. */
function endsDay(end: Token, hangul: boolean): boolean {
  switch (end.kind) {
    case 'number':
      return end.spaced
    case 'colon':
      return end.spaced
    case 'hour':
    case 'minute':
    case 'month':
    case 'year':
    case 'count':
    case 'round':
      return false
    case 'text':
      return end.spaced
    case 'symbol':
      return end.spaced || hangul
    default:
      return true
  }
}

/** The same for `3.17`, where a further dot or slash may make a version or an address of it. */
function endsNumericDay(tokens: Tokens, at: number, joint: Token, dated: boolean): boolean {
  const end = tokenAt(tokens, at)
  if (end.kind === 'colon' && end.spaced && kindAt(tokens, at + 1) === 'number') return false
  if (isIsoT(tokens, at)) return dated
  if (!endsDay(end, false)) return false
  if (!isSeparator(end) || end.spaced) return true
  const after = tokenAt(tokens, at + 1)
  if (after.kind !== 'number' || after.spaced) return true
  // `3.17.18:00` and `2026.3.17.18시`: a time follows.
  const clock = kindAt(tokens, at + 2) === 'colon' || kindAt(tokens, at + 2) === 'hour'
  if (end.kind === 'dot') return clock
  // `3.2-3.17`: a range written tightly.
  return end.kind === 'dash' && joint.kind !== 'dash' && (dated || kindAt(tokens, at + 2) === joint.kind)
}

/** The calendar date that begins at `at`, in any of its numeric and 년월일 writings; null where there is none. */
export function readCalendarDay(tokens: Tokens, at: number): DayFound | null {
  if (!freeBefore(tokens, at)) return null
  const from = tokenAt(tokens, at).from
  const year = readYear(tokens, at)
  if (year !== null) {
    const rest = readMonthDay(tokens, year.next, true)
    if (rest !== null) {
      const to = tokenAt(tokens, rest.next - 1).to
      const { month, day: date, precision, next } = rest
      return { day: day({ year: year.year, month, day: date, precision, from, to }), next }
    }
    if (kindAt(tokens, at) === 'quote') return null
  }
  return (
    readShortYear(tokens, at) ??
    readYearLast(tokens, at) ??
    readCompact(tokens, at) ??
    readWithoutYear(tokens, at)
  )
}

/** No date begins inside a longer number, a decimal, an address or a telephone number. */
function freeBefore(tokens: Tokens, at: number): boolean {
  const before = tokenAt(tokens, at - 1)
  const first = tokenAt(tokens, at)
  if (first.spaced || at === 0) return true
  switch (before.kind) {
    case 'number':
      return false
    case 'dot':
    case 'slash':
    case 'dash':
    case 'colon':
    case 'comma':
      return !(kindAt(tokens, at - 2) === 'number' && !before.spaced && before.kind !== 'dash')
    case 'text':
      return !isLatinEnd(tokens, before)
    case 'plus':
      return false
    default:
      return true
  }
}

function isLatinEnd(tokens: Tokens, token: Token): boolean {
  const code = tokens.codes[token.to - 1] ?? 0
  return code < 0x250
}

/** `26.3.17`: two-digit years from 13 on cannot be months; the three numbers are joined alike. */
function readShortYear(tokens: Tokens, at: number): DayFound | null {
  const number = tokenAt(tokens, at)
  const joint = tokenAt(tokens, at + 1)
  if (number.kind !== 'number' || number.width !== 2 || !isSeparator(joint)) return null
  if (number.value < 13 || (number.value > 45 && number.value < 90)) return null
  if (kindAt(tokens, at + 3) !== joint.kind) return null
  const rest = readMonthDay(tokens, at + 2, true)
  if (
    rest === null ||
    rest.day === null ||
    rest.month > 12 ||
    rest.month < 1 ||
    rest.day > 31 ||
    rest.day < 1
  )
    return null
  const from = number.from
  const to = tokenAt(tokens, rest.next - 1).to
  const { month, day: date, next } = rest
  // `20.11.1` may be a version; two digits each are how dates are written.
  const strong = tokenAt(tokens, at + 2).width === 2 && tokenAt(tokens, at + 4).width === 2
  return { day: day({ year: century(number.value), month, day: date, strong, from, to }), next }
}

/** `3/27/2026`, `27/3/2026`: one of the two can only be the day. `4/5/2026` is refused as ambiguous. */
function readYearLast(tokens: Tokens, at: number): DayFound | null {
  const [one, first, other, second, year] = [0, 1, 2, 3, 4].map((step) => tokenAt(tokens, at + step))
  if (one?.kind !== 'number' || other?.kind !== 'number' || year === undefined || !isLongYear(year))
    return null
  if (first?.kind !== 'slash' || second?.kind !== 'slash') return null
  const [month, date] = one.value > 12 ? [other.value, one.value] : [one.value, other.value]
  if (month < 1 || month > 12 || date < 13 || date > 31) return null
  const { from } = one
  return { day: day({ year: year.value, month, day: date, from, to: year.to }), next: at + 5 }
}

/** `20260317`, which is a date only where something beside it says so, or where the text says nothing else. */
function readCompact(tokens: Tokens, at: number): DayFound | null {
  const number = tokenAt(tokens, at)
  if (number.kind !== 'number' || number.width !== 8 || !endsDay(tokenAt(tokens, at + 1), false)) return null
  const year = Math.floor(number.value / 10_000)
  const month = Math.floor(number.value / 100) % 100
  const date = number.value % 100
  if (year < EARLIEST || year > LATEST || month < 1 || month > 12 || date < 1 || date > 31) return null
  if (namesFile(tokens, at + 1)) return null
  const strong = at === 0 && kindAt(tokens, 1) === 'end'
  return { day: day({ year, month, day: date, strong, from: number.from, to: number.to }), next: at + 1 }
}

/** `신청서_20260317_최종.hwp`. */
function namesFile(tokens: Tokens, at: number): boolean {
  for (let next = at; next < at + 6; next++) {
    const kind = kindAt(tokens, next)
    if (kind === 'file') return kindAt(tokens, next - 1) === 'dot'
    if (kind === 'newline' || kind === 'tilde') return false
  }
  return false
}

function readWithoutYear(tokens: Tokens, at: number): DayFound | null {
  const rest = readMonthDay(tokens, at, false)
  if (rest === null) return null
  const from = tokenAt(tokens, at).from
  const to = tokenAt(tokens, rest.next - 1).to
  const { month, day: date, precision, strong, next } = rest
  return { day: day({ month, day: date, precision, strong, from, to }), next }
}

/** The 12 of `12~23일` and `6-24 April`: a day whose month stands with the end of its range, or before both. */
export function isDayOfRange(tokens: Tokens, at: number): boolean {
  const [first, second] = [tokenAt(tokens, at), tokenAt(tokens, at + 2)]
  const sign = kindAt(tokens, at + 1)
  if (second.kind !== 'number' || second.width > 2 || second.value > 31) return false
  if (first.width > 2 || first.value < 1 || first.value >= second.value || !freeBefore(tokens, at))
    return false
  const unit = kindAt(tokens, at + 3)
  return sign === 'tilde' ? unit === 'day' || unit === 'month-name' : sign === 'dash' && unit === 'month-name'
}
