import { readYear } from '../year-fields.ts'
import { type Form, kindAt, tokenAt } from './form.ts'

/** `2026년도 …`: no date, but the year that dates without one may have. */
export const year: Form = {
  name: 'year',
  title: { ko: '연도', en: 'Year' },
  starts: ['number'],
  read: (tokens, at) => {
    const number = tokenAt(tokens, at)
    const found = readYear(tokens, at)
    const named = found?.unit === true || (number.width === 4 && number.value >= 1990 && number.value <= 2100)
    if (!named || kindAt(tokens, at - 1) === 'dash') return null
    const value = found?.year ?? number.value
    const next = found?.unit === true ? found.next : at + 1
    if (kindAt(tokens, next) === 'number' && !tokenAt(tokens, next).spaced) return null
    return {
      part: { kind: 'year-name', year: value, from: number.from, to: tokenAt(tokens, next - 1).to },
      next,
    }
  },
  examples: [
    {
      text: '2026년 참여기업 모집(~4. 17.)',
      reads: { kind: 'date', closes: '2026-04-17', warnings: ['year-inferred'] },
    },
  ],
}
