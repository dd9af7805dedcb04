import { relative } from '../relative.ts'
import { beginsWith, type Form, kindAt, type Tokens, tokenAt } from './form.ts'

const LEFT = 0xb0a8 // 남음, 남았다
const AFTER = 0xd6c4 // 후

/** `7일 남음`, `4일 후 마감`, `마감까지 9일`. */
export const daysLeft: Form = {
  name: 'days-left',
  title: { ko: 'n일 남음', en: 'Days left' },
  starts: ['number', 'close'],
  read: (tokens, at) => {
    if (kindAt(tokens, at) === 'close') {
      const ends = kindAt(tokens, at + 1) === 'until' && kindAt(tokens, at + 4) === 'end'
      return ends && isDays(tokens, at + 2) ? count(tokens, at, at + 2, at + 4) : null
    }
    if (!isDays(tokens, at)) return null
    if (beginsWith(tokens, at + 2, LEFT)) return count(tokens, at, at, at + 3)
    const after = beginsWith(tokens, at + 2, AFTER) && tokenAt(tokens, at + 2).width === 1
    return after && kindAt(tokens, at + 3) === 'close' ? count(tokens, at, at, at + 4) : null
  },
  examples: [
    {
      text: '7일 남음',
      context: { posted: '2026-04-10' },
      reads: { kind: 'relative', closes: '2026-04-17' },
    },
    {
      text: '4일 후 마감',
      context: { posted: '2026-04-10' },
      reads: { kind: 'relative', closes: '2026-04-14' },
    },
    {
      text: '마감까지 9일',
      context: { posted: '2026-04-10' },
      reads: { kind: 'relative', closes: '2026-04-19' },
    },
  ],
}

function isDays(tokens: Tokens, at: number): boolean {
  const number = tokenAt(tokens, at)
  return number.kind === 'number' && number.width <= 3 && kindAt(tokens, at + 1) === 'day'
}

function count(tokens: Tokens, at: number, number: number, next: number): ReturnType<Form['read']> {
  return relative(tokens, at, next, { by: 'days', count: tokenAt(tokens, number).value }, null, true)
}
