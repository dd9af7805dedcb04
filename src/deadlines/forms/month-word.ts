import { isDayOfRange } from '../calendar-day.ts'
import { readMonthDay } from '../month-day.ts'
import { day } from '../part.ts'
import { withTail } from '../points.ts'
import { beginsWith, type Form, kindAt, type Tokens, tokenAt } from './form.ts'

/** `이달 22일`, `다음 달 말`, `내년 1월 5일`, `오는 16일`: a date told from the posting day. */
export const monthWord: Form = {
  name: 'month-word',
  title: { ko: '이달·다음 달·오는', en: 'This month, next month, coming' },
  starts: ['month-of', 'year-of', 'coming'],
  read: (tokens, at) => {
    const word = tokenAt(tokens, at)
    const skip = kindAt(tokens, at + 1) === 'open-paren' ? 0 : 1
    if (skip === 0) return null
    const fields = readAfter(tokens, at)
    if (fields === null) return null
    const to = tokenAt(tokens, fields.next - 1).to
    const told = day({
      month: fields.month === 0 ? null : fields.month,
      day: fields.day,
      precision: fields.precision,
      yearShift: word.kind === 'year-of' ? word.value : null,
      monthShift: word.kind === 'month-of' ? word.value : null,
      tense: word.kind === 'coming' ? word.value : 0,
      from: word.from,
      to,
    })
    return withTail(tokens, told, fields.next)
  },
  examples: [
    {
      text: '이달 22일 오후 1시까지',
      context: { posted: '2026-04-10' },
      reads: { kind: 'datetime', closes: '2026-04-22T13:00+09:00', warnings: ['year-inferred'] },
    },
    {
      text: '내달 12∼23일 접수',
      context: { posted: '2026-04-10' },
      reads: { kind: 'date', opens: '2026-05-12', closes: '2026-05-23', warnings: ['year-inferred'] },
    },
    {
      text: '다음 달 말일까지',
      context: { posted: '2026-04-10' },
      reads: { kind: 'date', closes: '2026-05-31', warnings: ['year-inferred'] },
    },
  ],
}

const MAL = 0xb9d0 // 말

function readAfter(tokens: Tokens, at: number): ReturnType<typeof readMonthDay> {
  const { kind } = tokenAt(tokens, at)
  const next = tokenAt(tokens, at + 1)
  const unit = kindAt(tokens, at + 2)
  const dayOfMonth = next.kind === 'number' && unit === 'day' && next.value >= 1 && next.value <= 31
  if (kind !== 'year-of' && dayOfMonth)
    return { month: 0, day: next.value, precision: 'day', strong: true, next: at + 3 }
  if (kind !== 'year-of' && next.kind === 'number' && isDayOfRange(tokens, at + 1))
    return { month: 0, day: next.value, precision: 'day', strong: true, next: at + 2 }
  if (kind === 'month-of') {
    if (next.kind === 'last-day')
      return { month: 0, day: null, precision: 'last-day', strong: true, next: at + 2 }
    if (next.kind === 'vague') return { month: 0, day: null, precision: 'vague', strong: true, next: at + 2 }
    if (next.width <= 2 && beginsWith(tokens, at + 1, MAL))
      return { month: 0, day: null, precision: 'month', strong: true, next: at + 2 }
    return null
  }
  if (kind === 'year-of' && next.width <= 2 && beginsWith(tokens, at + 1, MAL))
    return { month: 12, day: null, precision: 'month', strong: true, next: at + 2 }
  return next.kind === 'number' || next.kind === 'year-end' ? readMonthDay(tokens, at + 1, true) : null
}
