import type { Cell, DateValue } from '../../../documents/document.ts'
import type { RichText, RichTextItem } from '../api/schema.ts'
import { dateOf, dateText } from './dates.ts'

export const EMPTY_CELL: Cell = { text: '', links: [], dates: [] }

/**
 * Plain text, links and dates of a run of rich text. Neighbours on the same address are one link, whatever their style.
 * Words that are struck out were taken back by whoever wrote others beside them: a deadline that was put off is written so.
 */
export function cellOf(items: RichText): Cell {
  const links: { text: string; url: string }[] = []
  const dates: DateValue[] = []
  let text = ''
  let linked: string | null = null
  for (const item of standing(items)) {
    const date = item.mention?.date ? dateOf(item.mention.date) : null
    const words = date ? dateText(date) : item.plain_text
    const url = addressOf(item)
    if (date) dates.push(date)
    const last = links.at(-1)
    if (url !== null && url === linked && last) last.text += words
    else if (url !== null) links.push({ text: words, url })
    linked = url
    text += words
  }
  return { text, links, dates }
}

/**
 * The items without those that are struck out, where something took their place: a figure for a figure, words for words.
 * `~~3. 10.~~ 마감`, or nothing but struck-out words, says that something is over; it is read as it stands.
 */
function standing(items: RichText): RichText {
  const isStruck = ({ annotations }: RichTextItem) => annotations?.strikethrough === true
  const struck = items.filter(isStruck)
  if (struck.length === 0) return items
  const kept = items.filter((item) => !isStruck(item))
  const asked = says(struck, /\p{N}/u) ? /\p{N}/u : /\p{L}/u
  return says(kept, asked) ? kept : items
}

function says(items: RichText, what: RegExp): boolean {
  return items.some(({ plain_text }) => what.test(plain_text))
}

/** The words alone. */
export function plainText(items: RichText): string {
  return cellOf(items).text
}

/**
 * Addresses outside the workspace. Mentions of pages, people and databases point into it, and so do links that
 * Notion keeps as a bare path: they are no addresses for anybody else.
 */
function addressOf(item: RichTextItem): string | null {
  const inside = item.mention && !['link_preview', 'link_mention'].includes(item.mention.type)
  if (inside) return null
  const url = item.text?.link?.url ?? item.href ?? null
  return url === null || url.startsWith('/') ? null : url
}
