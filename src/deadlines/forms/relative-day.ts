import { relative } from '../relative.ts'
import { type Form, tokenAt } from './form.ts'

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
