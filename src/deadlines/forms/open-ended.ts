import type { Found } from '../part.ts'
import { type Form, kindAt, type Tokens, tokenAt } from './form.ts'

/** From the condition to its 까지 no more than this many tokens. */
const REACH = 4

function open(tokens: Tokens, at: number, next: number, conditional = false): Found {
  const from = tokenAt(tokens, at).from
  return { part: { kind: 'open-phrase', conditional, from, to: tokenAt(tokens, next - 1).to }, next }
}

/** `상시`, `선착순`, `예산 소진 시까지`, `채용 시 마감`: nothing sets an end. */
export const openEnded: Form = {
  name: 'open-ended',
  title: { ko: '상시·예산 소진 시', en: 'Open-ended' },
  starts: ['open', 'condition', 'close', 'apply', 'event', 'pending'],
  read: (tokens, at) => {
    if (kindAt(tokens, at) === 'open') return opened(tokens, at)
    // 소진 시까지, 모집 완료 시, 마감시까지, 별도 공지 시까지: a condition, 시, and often 까지.
    let next = at + 1
    while (next <= at + REACH && isFiller(kindAt(tokens, next))) next++
    if (kindAt(tokens, next) === 'text' && isWhen(tokens, next + 1)) next++
    const until = kindAt(tokens, next + 1) === 'until'
    if (kindAt(tokens, next) !== 'si' && !(until && isWhen(tokens, next))) return null
    const words = [tokenAt(tokens, at), tokenAt(tokens, next - 1)]
    const condition = words.some((word) => word.kind === 'condition')
    const runsOut = words.some((word) => word.kind === 'condition' && word.value === 1)
    return until || condition ? open(tokens, at, until ? next + 2 : next + 1, runsOut) : null
  },
  examples: [
    {
      text: '2026. 7. 1.(수) 10시 이후 선착순 모집',
      reads: { kind: 'open-ended', opens: '2026-07-01T10:00+09:00' },
    },
    { text: '정원 마감 시까지', reads: { kind: 'open-ended' } },
    { text: '상시 모집', reads: { kind: 'open-ended' } },
    { text: '2026. 3. 2. ~ 예산 소진 시까지', reads: { kind: 'open-ended', opens: '2026-03-02' } },
    {
      text: '2026. 3. 2. ~ 12. 31. (상시 접수)',
      reads: { kind: 'date', opens: '2026-03-02', closes: '2026-12-31' },
    },
    {
      text: '2026. 7. 1.(수) ~ 7. 15.(수) 선착순 40명',
      reads: { kind: 'date', opens: '2026-07-01', closes: '2026-07-15', warnings: ['early-close'] },
    },
    {
      text: '2026. 12. 31.까지 (예산 소진 시 조기 마감)',
      reads: { kind: 'date', closes: '2026-12-31', warnings: ['early-close'] },
    },
  ],
}

const isFiller = (kind: string): boolean =>
  kind === 'condition' || kind === 'close' || kind === 'apply' || kind === 'event'

const WHEN = 0xb54c // 때

/** 때 of 소진될 때까지. */
const isWhen = (tokens: Tokens, at: number): boolean =>
  tokens.codes[tokenAt(tokens, at).to - 1] === WHEN && kindAt(tokens, at) === 'text'

const IN_TURN = 2

/** `상시`, `선착순`, `정원 마감 시까지`. */
function opened(tokens: Tokens, at: number): Found {
  const { value } = tokenAt(tokens, at)
  if (value === IN_TURN) return open(tokens, at, at + 1, fillsUp(tokens, at + 1))
  const runsOut = value === 1
  return open(tokens, at, runsOut && kindAt(tokens, at + 1) === 'until' ? at + 2 : at + 1, runsOut)
}

/** `선착순 30명`, `선착순으로 마감`: there are so many places, or it says that it closes. */
function fillsUp(tokens: Tokens, at: number): boolean {
  for (let next = at; next < at + 6; next++) {
    const kind = kindAt(tokens, next)
    if (kind === 'count' || kind === 'close') return true
    if (!PLACES.has(kind)) return false
  }
  return false
}

const PLACES: ReadonlySet<string> = new Set(['text', 'apply', 'open-paren', 'number', 'noise', 'event'])
