import { type Anchor, day, type Found } from '../part.ts'
import { withTail } from '../points.ts'
import { type Form, kindAt, type Tokens, tokenAt } from './form.ts'

function relative(
  tokens: Tokens,
  at: number,
  next: number,
  anchor: Anchor,
  weekday: number | null = null,
  strong = false,
): Found {
  const from = tokenAt(tokens, at).from
  const to = tokenAt(tokens, next - 1).to
  return withTail(tokens, day({ anchor, weekday, strong, from, to }), next)
}

/** `오늘`, `내일`, `금일`. */
export const relativeDay: Form = {
  name: 'relative-day',
  title: { ko: '오늘·내일', en: 'Today, tomorrow' },
  starts: ['day-of'],
  read: (tokens, at) => relative(tokens, at, at + 1, { by: 'days', count: tokenAt(tokens, at).value }),
  examples: [
    {
      text: '오늘 18시 마감',
      context: { posted: '2026-04-10' },
      reads: { kind: 'relative', closes: '2026-04-10T18:00+09:00' },
    },
    { text: '내일까지', reads: { kind: 'relative' } },
  ],
}

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

/** `교육 시작 7일 전까지`. */
export const daysBefore: Form = {
  name: 'days-before',
  title: { ko: 'n일 전', en: 'Days before something' },
  starts: ['number'],
  read: (tokens, at) => {
    const unit = kindAt(tokens, at + 1)
    const before = tokenAt(tokens, at + 2)
    const told = (unit === 'day' || unit === 'count') && before.value === JEON && before.width === 1
    if (!told || before.kind !== 'text' || kindAt(tokens, at + 3) !== 'until') return null
    return relative(tokens, at, at + 3, { by: 'unnamed' })
  },
  examples: [{ text: '교육 시작 7일 전까지', reads: { kind: 'relative' } }],
}

const JEON = 0xc804 // 전

/** `행사 전일 18시까지`: told from a day that the text does not name. */
export const eventDay: Form = {
  name: 'event-day',
  title: { ko: '행사 전일', en: 'The day before the event' },
  starts: ['event-day'],
  read: (tokens, at) => relative(tokens, at, at + 1, { by: 'unnamed' }),
  examples: [{ text: '교육 시작 전일 18시까지', reads: { kind: 'relative' } }],
}
