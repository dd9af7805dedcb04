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
    details: details(content),
    ctz: 'Asia/Seoul',
  })
  return `https://calendar.google.com/calendar/render?${query}`
}

// The link to the call stands far down in the text: it must not be what is cut off.
function details({ description, url }: Content): string {
  const text = cut(description, 240)
  return url === null || text.includes(url) ? text : `${text}\n\n${url}`
}

function dates(when: Content['when']): string {
  if (when.kind === 'day') {
    return `${when.date}/${addDays(when.date, 1)}`.replaceAll('-', '')
  }
  return `${when.start}/${when.end}`.replace(/[-:]|\.\d+/g, '')
}
