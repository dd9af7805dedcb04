import { relative } from '../relative.ts'
import { type Form, kindAt, type Tokens, tokenAt } from './form.ts'

const DANG = 0xb2f9 // 당

/** `당일 18:00까지, 2026. 4. 17.`: how far the date may stand from the word. */
const REACH = 8

const ENDS_DATE: ReadonlySet<string> = new Set(['number', 'dot', 'day', 'close-paren', 'weekday'])

/** 당일 beside a day that the text names: at its beginning, the day after a comma; or after a date and a comma. */
function isNamed(tokens: Tokens, at: number): boolean {
  if (tokens.codes[tokenAt(tokens, at).from] !== DANG) return false
  if (kindAt(tokens, at - 1) === 'comma') return ENDS_DATE.has(kindAt(tokens, at - 2))
  if (at !== 0) return false
  for (let next = 1; next < REACH; next++)
    if (kindAt(tokens, next) === 'comma') return kindAt(tokens, next + 1) === 'number'
  return false
}

/** `행사 전일 18시까지`: told from a day that the text does not name. */
export const eventDay: Form = {
  name: 'event-day',
  title: { ko: '행사 전일', en: 'The day before the event' },
  starts: ['event-day'],
  read: (tokens, at) => (isNamed(tokens, at) ? null : relative(tokens, at, at + 1, { by: 'unnamed' })),
  examples: [{ text: '교육 시작 전일 18시까지', reads: { kind: 'relative' } }],
}
