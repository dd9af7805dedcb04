import { relative } from '../relative.ts'
import { type Form, kindAt, type Tokens, tokenAt } from './form.ts'

/** `D-3`, `D-day`. */
export const countdown: Form = {
  name: 'countdown',
  title: { ko: 'D-n', en: 'Countdown' },
  starts: ['text', 'dday'],
  read: (tokens, at) => {
    const word = tokenAt(tokens, at)
    if (word.kind === 'dday') return relative(tokens, at, at + 1, { by: 'days', count: 0 }, null, true)
    if (word.width !== 1 || tokens.codes[word.from] !== 0x64 || kindAt(tokens, at + 1) !== 'dash') return null
    const count = tokenAt(tokens, at + 2)
    if (count.kind !== 'number' || count.width > 3) return null
    const next = kindAt(tokens, at + 3) === 'day' ? at + 4 : at + 3
    if (isVisa(tokens, next)) return null
    return relative(tokens, at, next, { by: 'days', count: count.value }, null, true)
  },
  examples: [
    {
      text: '마감 D-3',
      context: { posted: '2026-04-10' },
      reads: { kind: 'relative', closes: '2026-04-13' },
    },
    { text: '2026. 4. 17.까지 (D-7)', reads: { kind: 'date', closes: '2026-04-17' } },
  ],
}

/** `D-4 비자`, `D-10(구직) 체류자격`: a kind of visa. */
function isVisa(tokens: Tokens, at: number): boolean {
  if (kindAt(tokens, at) === 'open-paren' && kindAt(tokens, at + 2) === 'close-paren')
    return kindAt(tokens, at + 3) === 'measure'
  return kindAt(tokens, at) === 'measure'
}
