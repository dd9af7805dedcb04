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
    if (isVisa(tokens, at, next)) return null
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

/** How far from the number the word for a visa may stand, in tokens. */
const REACH = 8
const VISA_LIST: ReadonlySet<string> = new Set([
  'text',
  'dash',
  'number',
  'comma',
  'slash',
  'middot',
  'open-paren',
  'close-paren',
])

const isVisaWord = (tokens: Tokens, at: number): boolean =>
  kindAt(tokens, at) === 'measure' && tokenAt(tokens, at).value === 1

/** `D-4 비자`, `D-2, D-4 비자`, `D-10(구직) 체류자격`, `체류자격 D-2`: kinds of visa. */
function isVisa(tokens: Tokens, at: number, after: number): boolean {
  if (isVisaWord(tokens, at - 1)) return true
  let next = after
  while (next < after + REACH && VISA_LIST.has(kindAt(tokens, next))) next++
  return isVisaWord(tokens, next)
}
