import { relative } from '../relative.ts'
import type { Form } from './form.ts'

/** `행사 전일 18시까지`: told from a day that the text does not name. */
export const eventDay: Form = {
  name: 'event-day',
  title: { ko: '행사 전일', en: 'The day before the event' },
  starts: ['event-day'],
  read: (tokens, at) => relative(tokens, at, at + 1, { by: 'unnamed' }),
  examples: [{ text: '교육 시작 전일 18시까지', reads: { kind: 'relative' } }],
}
