import { day, type Found } from '../part.ts'
import { withTail } from '../points.ts'
import { century } from '../year-fields.ts'
import { type Form, kindAt, type Tokens, tokenAt } from './form.ts'

const ORDINALS = new Set(['st', 'nd', 'rd', 'th'])

export function ordinalEnd(tokens: Tokens, at: number): number {
  const token = tokenAt(tokens, at)
  if (token.kind !== 'text' || token.width !== 2 || token.spaced) return at
  const letters = String.fromCharCode(tokens.codes[token.from] ?? 0, tokens.codes[token.from + 1] ?? 0)
  return ORDINALS.has(letters) ? at + 1 : at
}

const skip = (tokens: Tokens, at: number): number => {
  const kind = kindAt(tokens, at)
  return kind === 'comma' || kind === 'dot' ? at + 1 : at
}

const dayNumber = (tokens: Tokens, at: number): number | null => {
  const token = tokenAt(tokens, at)
  return token.kind === 'number' && token.width <= 2 && token.value >= 1 && token.value <= 31
    ? token.value
    : null
}

/** A four-digit year, or `'23`, after a month and a day. */
export function yearAt(tokens: Tokens, at: number): { year: number; next: number } | null {
  const first = skip(tokens, at)
  const token = tokenAt(tokens, first)
  if (token.kind === 'number' && token.width === 4 && token.value >= 1900 && token.value <= 2200)
    return { year: token.value, next: first + 1 }
  const short = tokenAt(tokens, first + 1)
  if (token.kind === 'quote' && short.kind === 'number' && short.width === 2)
    return { year: century(short.value), next: first + 2 }
  return null
}

/** `Mar 17, 2026`, `March 17th`, `17 March 2026`. */
export const englishDate: Form = {
  name: 'english-date',
  title: { ko: '영어 날짜', en: 'English date' },
  starts: ['month-name', 'number', 'weekday'],
  read: (tokens, at) => {
    const first = kindAt(tokens, at) === 'weekday' ? skip(tokens, at + 1) : at
    const weekday = first === at ? null : tokenAt(tokens, at).value
    return (
      yearFirst(tokens, at) ?? monthFirst(tokens, at, first, weekday) ?? dayFirst(tokens, at, first, weekday)
    )
  },
  examples: [
    { text: 'by Mar 17, 2026 6 PM KST', reads: { kind: 'datetime', closes: '2026-03-17T18:00+09:00' } },
    { text: 'March 2 – March 17, 2026', reads: { kind: 'date', opens: '2026-03-02', closes: '2026-03-17' } },
    { text: '2026. Apr. 6,(Mon.) 09:00', reads: { kind: 'datetime', closes: '2026-04-06T09:00+09:00' } },
    { text: 'Deadline: Tuesday, 17 March 2026', reads: { kind: 'date', closes: '2026-03-17' } },
  ],
}

function monthFirst(tokens: Tokens, at: number, first: number, weekday: number | null): Found | null {
  const name = tokenAt(tokens, first)
  if (name.kind !== 'month-name') return null
  const number = skip(tokens, first + 1)
  const date = dayNumber(tokens, number)
  if (date === null || kindAt(tokens, number + 1) === 'colon') return null
  const end = ordinalEnd(tokens, number + 1)
  const year = yearAt(tokens, end)
  return found(tokens, at, year?.next ?? end, name.value, date, year?.year ?? null, weekday)
}

/** `2026. Apr. 6`. */
function yearFirst(tokens: Tokens, at: number): Found | null {
  if (tokenAt(tokens, at).kind !== 'number') return null
  const year = yearAt(tokens, at)
  if (year === null || year.next !== at + 1) return null
  const name = skip(tokens, year.next)
  if (kindAt(tokens, name) !== 'month-name') return null
  const number = skip(tokens, name + 1)
  const date = dayNumber(tokens, number)
  if (date === null || kindAt(tokens, number + 1) === 'colon') return null
  return found(tokens, at, number + 1, tokenAt(tokens, name).value, date, year.year, null)
}

function dayFirst(tokens: Tokens, at: number, first: number, weekday: number | null): Found | null {
  const date = dayNumber(tokens, first)
  if (date === null) return null
  const ordinal = ordinalEnd(tokens, first + 1)
  const dashed = kindAt(tokens, ordinal) === 'dash' && kindAt(tokens, ordinal + 2) === 'dash' ? 1 : 0
  const name = tokenAt(tokens, ordinal + dashed)
  if (name.kind !== 'month-name') return null
  const next = ordinal + dashed + 1 + dashed
  const year = yearAt(tokens, next)
  return found(tokens, at, year?.next ?? next, name.value, date, year?.year ?? null, weekday)
}

function found(
  tokens: Tokens,
  at: number,
  next: number,
  month: number,
  date: number,
  year: number | null,
  weekday: number | null,
): Found {
  const from = tokenAt(tokens, at).from
  const to = tokenAt(tokens, next - 1).to
  const whole = withTail(tokens, day({ year, month, day: date, weekday, from, to }), next)
  return year === null ? withLaterYear(tokens, whole) : whole
}

/** `Nov. 15 (Fri.), 2026`: the year after the weekday. */
function withLaterYear(tokens: Tokens, whole: Found): Found {
  const year = yearAt(tokens, whole.next)
  const { part } = whole
  if (year === null || part.kind !== 'point') return whole
  return { part: { ...part, day: { ...part.day, year: year.year } }, next: year.next }
}
