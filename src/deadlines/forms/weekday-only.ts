import { relative } from '../relative.ts'
import { type Form, kindAt, tokenAt } from './form.ts'

/** `목요일까지`, `이번 주 금요일`, `다음 주 월요일`. */
export const weekdayOnly: Form = {
  name: 'weekday-only',
  title: { ko: '요일만', en: 'Weekday alone' },
  starts: ['weekday', 'week-of', 'coming'],
  read: (tokens, at) => {
    const word = tokenAt(tokens, at)
    // After a number it belongs to a date that could not be read: no day is told then.
    const before = kindAt(tokens, at - 1)
    const after = before === 'open-paren' || before === 'dot' ? kindAt(tokens, at - 2) : before
    if (after === 'number' || after === 'day') return null
    if (word.kind === 'weekday')
      return relative(tokens, at, at + 1, { by: 'weekday', weeks: null }, word.value)
    const named = tokenAt(tokens, at + 1)
    const letter = named.kind === 'letter-day' && word.kind === 'week-of'
    if (named.kind !== 'weekday' && !letter) return null
    const weeks = word.kind === 'week-of' ? word.value : null
    return relative(tokens, at, at + 2, { by: 'weekday', weeks }, named.value)
  },
  examples: [
    {
      text: '목요일 오후 2시까지',
      context: { posted: '2026-04-14' },
      reads: { kind: 'relative', closes: '2026-04-16T14:00+09:00' },
    },
    {
      text: '다음 주 금요일까지',
      context: { posted: '2026-04-14' },
      reads: { kind: 'relative', closes: '2026-04-24' },
    },
  ],
}
