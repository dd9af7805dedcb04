import { isDayOfRange } from '../calendar-day.ts'
import { hasWeekday } from '../month-day.ts'
import { day, type Found } from '../part.ts'
import { withTail } from '../points.ts'
import { ordinalEnd, yearAt } from './english-date.ts'
import { type Form, kindAt, type Tokens, tokenAt } from './form.ts'

export const dayOnly: Form = {
  name: 'day-only',
  title: { ko: '날짜만 (월 생략)', en: 'Day of the month alone' },
  starts: ['number'],
  read: (tokens, at) => {
    const number = tokenAt(tokens, at)
    if (number.width > 2 || number.value < 1 || number.value > 31) return null
    const unit = kindAt(tokens, at + 1)
    const ordinal = ordinalEnd(tokens, at + 1)
    if (ordinal > at + 1) return ordinalDay(tokens, at, ordinal)
    if (isDayOfRange(tokens, at)) {
      const { from, to } = number
      return withTail(tokens, day({ day: number.value, strong: false, from, to }), at + 1)
    }
    if (unit !== 'day' && !hasWeekday(tokens, unit === 'dot' ? at + 2 : at + 1)) return null
    if (unit === 'day' && isDistance(tokens, at + 2)) return null
    const next = unit === 'day' ? at + 2 : at + 1
    const to = tokenAt(tokens, next - 1).to
    return withTail(tokens, day({ day: number.value, strong: false, from: number.from, to }), next)
  },
  examples: [
    {
      text: '2026. 4. 13.(월) ~ 17.(금)',
      reads: { kind: 'date', opens: '2026-04-13', closes: '2026-04-17' },
    },
    { text: '6-24 April 2026', reads: { kind: 'date', opens: '2026-04-06', closes: '2026-04-24' } },
    {
      text: '원서는 19~23일 접수한다',
      context: { posted: '2026-04-10' },
      reads: { kind: 'date', opens: '2026-04-19', closes: '2026-04-23', warnings: ['year-inferred'] },
    },
    {
      text: '13일부터 17일까지',
      context: { posted: '2026-04-10' },
      reads: { kind: 'date', opens: '2026-04-13', closes: '2026-04-17', warnings: ['year-inferred'] },
    },
  ],
}

/** `27th`, `27th, 2026`: the end of `March 9th – 27th, 2026`. */
function ordinalDay(tokens: Tokens, at: number, end: number): Found {
  const number = tokenAt(tokens, at)
  const year = yearAt(tokens, end)
  const next = year?.next ?? end
  const to = tokenAt(tokens, next - 1).to
  return withTail(
    tokens,
    day({ day: number.value, year: year?.year ?? null, strong: false, from: number.from, to }),
    next,
  )
}

const DISTANCES: ReadonlySet<number> = new Set([...'전후째치만'].map((letter) => letter.charCodeAt(0)))

/** `3일 전`, `7일 후`, `3일째`, `3일만에`: a number of days, not a day of the month. */
function isDistance(tokens: Tokens, at: number): boolean {
  const token = tokenAt(tokens, at)
  return token.kind === 'within' || (token.kind === 'text' && DISTANCES.has(token.value))
}
