import { type Form, tokenAt } from './form.ts'

const DAYS: readonly (readonly [unit: string, days: number])[] = [
  ['일간', 1],
  ['일 간', 1],
  ['일 이내', 1],
  ['일이내', 1],
  ['일 내', 1],
  ['주간', 7],
  ['주일', 7],
  ['주일간', 7],
  ['주 간', 7],
  ['주', 7],
]

/** No call stays open for longer than a year and a day by counting days. */
const LONGEST_DAYS = 366

/** `30일간`, `2주간`, `열흘간`: counts its first day. */
export const duration: Form = {
  name: 'duration',
  title: { ko: '기간의 길이', en: 'Length of the period' },
  starts: ['number', 'span'],
  read: (tokens, at) => {
    const number = tokenAt(tokens, at)
    if (number.kind === 'span') {
      const { value, from, to } = number
      return { part: { kind: 'duration', days: value, from, to }, next: at + 1 }
    }
    const unit = tokenAt(tokens, at + 1)
    if (unit.kind !== 'count' || number.width > 3) return null
    const text = String.fromCharCode(...tokens.codes.subarray(unit.from, unit.to))
    const days = DAYS.find(([name]) => name === text)?.[1]
    if (days === undefined || number.value * days > LONGEST_DAYS) return null
    return {
      part: { kind: 'duration', days: number.value * days, from: number.from, to: unit.to },
      next: at + 2,
    }
  },
  examples: [
    {
      text: '2026. 3. 2.(월)부터 10일간',
      reads: { kind: 'date', opens: '2026-03-02', closes: '2026-03-11' },
    },
    {
      text: '2026. 3. 2.(월)부터 보름간',
      reads: { kind: 'date', opens: '2026-03-02', closes: '2026-03-16' },
    },
    {
      text: '2026. 3. 2. ~ 3. 11. (10일간)',
      reads: { kind: 'date', opens: '2026-03-02', closes: '2026-03-11' },
    },
  ],
}
