import { kindAt, type Tokens, tokenAt } from './forms/form.ts'
import { endsDay, isSeparator, readMonthDay } from './month-day.ts'
import { type Day, day } from './part.ts'
import type { Token } from './token.ts'
import { century, EARLIEST, isLongYear, LATEST, readYear } from './year-fields.ts'

/** A day read from tokens and the index of the token after it. */
export type DayFound = { readonly day: Day; readonly next: number }

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
      if (namesFile(tokens, next)) return null
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

/** No name of a file goes on past these. */
const ENDS_NAME: ReadonlySet<string> = new Set([
  'newline',
  'tilde',
  'until',
  'from',
  'close',
  'comma',
  'open-paren',
  'hour',
  'colon',
])

/** `신청서_20260317_최종.hwp`. */
function namesFile(tokens: Tokens, at: number): boolean {
  for (let next = at; next < at + 6; next++) {
    const kind = kindAt(tokens, next)
    if (kind === 'file') return kindAt(tokens, next - 1) === 'dot'
    if (ENDS_NAME.has(kind)) return false
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
