import { z } from 'zod'
import type { RichText, RichTextItem } from '../api/schema.ts'
import { pieces } from './filling.ts'

const MOST_ITEMS = 100
const annotations = z.object({
  bold: z.boolean(),
  italic: z.boolean(),
  strikethrough: z.boolean(),
  underline: z.boolean(),
  code: z.boolean(),
  color: z.string(),
})
const byId = z.object({ id: z.string() })

/** Rich text of an answer in the shape of a request; words, links, styles and mentions stay as they are. */
type Request = readonly Readonly<Record<string, unknown>>[]

/**
 * Rich text as read, in a shape that can be sent back: a row is always written whole, so what people wrote in its other
 * cells goes along unchanged. Null when Notion would not take something back (a preview of a link, a type of tomorrow):
 * then the row must not be written.
 */
export function sendable(items: RichText): Request | null {
  const sent: Readonly<Record<string, unknown>>[] = []
  for (const item of items) {
    const shapes = itemShapes(item)
    if (shapes === null) return null
    const look = annotations.safeParse(item.annotations)
    sent.push(...shapes.map((shape) => (look.success ? { ...shape, annotations: look.data } : shape)))
  }
  return sent.length > MOST_ITEMS ? null : sent
}

function itemShapes(item: RichTextItem): Request | null {
  if (item.type === 'text' && item.text) {
    const { content, link } = item.text
    return pieces(content).map((part) => ({
      type: 'text',
      text: { content: part, link: link ? { url: link.url } : null },
    }))
  }
  if (item.type === 'equation') {
    const equation = z.object({ expression: z.string() }).safeParse(item.equation)
    return equation.success ? [{ type: 'equation', equation: equation.data }] : null
  }
  const mention = item.type === 'mention' && item.mention ? mentionShape(item.mention) : null
  return mention && [{ type: 'mention', mention }]
}

function mentionShape(
  mention: NonNullable<RichTextItem['mention']>,
): Readonly<Record<string, unknown>> | null {
  if (mention.type === 'date' && mention.date) {
    const { start, end, time_zone } = mention.date
    // A time with its offset needs no zone, and Notion refuses both together.
    const zoned = time_zone && !/(?:Z|[+-]\d\d:?\d\d)$/.test(start)
    return { date: { start, end: end ?? null, ...(zoned && { time_zone }) } }
  }
  if (mention.type !== 'user' && mention.type !== 'page' && mention.type !== 'database') return null
  const target = byId.safeParse(mention[mention.type])
  return target.success ? { [mention.type]: target.data } : null
}

/** New words in the style of those that stood there: people colour the columns that are filled. Words anew are not struck out. */
export function inStyleOf(was: RichText, words: Request): Request {
  const look = annotations.safeParse(was[0]?.annotations)
  if (!look.success || isPlain(look.data)) return words
  return words.map((item) => ({ ...item, annotations: { ...look.data, strikethrough: false } }))
}

function isPlain({ color, ...marks }: z.output<typeof annotations>): boolean {
  return color === 'default' && Object.values(marks).every((mark) => !mark)
}
