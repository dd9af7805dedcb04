import { readCalendarDay } from '../calendar-day.ts'
import { withTail } from '../points.ts'
import type { Form } from './form.ts'

export const calendarDate: Form = {
  name: 'calendar-date',
  title: { ko: '연·월·일', en: 'Calendar date' },
  starts: ['number', 'quote', 'year-end'],
  read: (tokens, at) => {
    const found = readCalendarDay(tokens, at)
    return found === null ? null : withTail(tokens, found.day, found.next)
  },
  examples: [
    { text: '2026. 4. 17.(금)까지', reads: { kind: 'date', closes: '2026-04-17' } },
    { text: '2026년 4월 17일 금요일까지', reads: { kind: 'date', closes: '2026-04-17' } },
    { text: "'26.4.17.까지", reads: { kind: 'date', closes: '2026-04-17' } },
    { text: '26/04/17 18:00', reads: { kind: 'datetime', closes: '2026-04-17T18:00+09:00' } },
    {
      text: '2026-04-17T18:00+09:00',
      reads: { kind: 'datetime', closes: '2026-04-17T18:00+09:00' },
    },
  ],
}
