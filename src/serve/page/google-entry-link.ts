import { addDays } from '../../lib/seoul.ts'
import { cut } from '../../lib/text.ts'
import type { Content } from '../../plan/entry.ts'

/** Google's form for adding one entry by hand, filled in. */
export function googleEntryLink(content: Content): string {
  const query = new URLSearchParams({
    action: 'TEMPLATE',
    text: cut(content.title, 200),
    dates: dates(content.when),
    // A Korean letter takes nine characters here, and there is one such link a row.
    details: cut(content.description, 240),
    ctz: 'Asia/Seoul',
  })
  return `https://calendar.google.com/calendar/render?${query}`
}

function dates(when: Content['when']): string {
  if (when.kind === 'day') {
    return `${when.date}/${addDays(when.date, 1)}`.replaceAll('-', '')
  }
  return `${when.start}/${when.end}`.replace(/[-:]|\.\d+/g, '')
}
