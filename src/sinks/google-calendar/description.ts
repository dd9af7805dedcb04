import { hash } from '../../lib/hash.ts'
import { cut } from '../../lib/text.ts'
import type { Marks } from './marks.ts'
import type { Event } from './schema.ts'
import { around, fromShown, toShown, withLinks } from './text.ts'

/** Beyond about 8,192 characters a description “can result in errors”. */
const LONGEST = 8_000
const LINK = 'Notion: '

/** Our part of a description taken apart: the text, and the link below it. */
export type DescriptionParts = { readonly description: string; readonly sourceUrl: string }

/** Our part of a description: the text, and below it the link to the page where there is one. */
export function ourText(description: string, link: string): string {
  return link === '' ? description : `${description}\n\n${LINK}${link}`
}

/** A description as it is sent: our part, and after it what a person wrote there, as far as there is room. */
export function descriptionText(ours: string, notes: string): string {
  const least = ours.length + 1
  for (let limit = LONGEST; ; ) {
    const text = toShown(cut(`${ours}${notes}`, limit))
    if (text.length <= LONGEST || limit <= least) return text
    limit = Math.max(least, limit - (text.length - LONGEST))
  }
}

/** How our part is found again when a person has written around it: by its length and hash. */
export function textMark(ours: string): Marks['text'] {
  return { length: ours.length, hash: hash(ours) }
}

/** Takes our part of the description of an event apart. Where it was changed inside, all of it is taken for ours. */
export function descriptionParts(event: Event, marks: Marks | null): DescriptionParts {
  const shown = fromShown(event.description)
  const start = marks === null ? null : placeOfOurs(shown, marks.text)
  const ours = marks === null || start === null ? shown : shown.slice(start, start + marks.text.length)
  const at = ours.lastIndexOf(`\n\n${LINK}`)
  if (at < 0) return { description: ours, sourceUrl: '' }
  return { description: ours.slice(0, at), sourceUrl: ours.slice(at + 2 + LINK.length) }
}

/** What people wrote around our part, as text to stand below it: what stood below, then what stood above. */
export function notesOf(event: Event, marks: Marks | null): string {
  const start = marks === null ? null : placeOfOurs(fromShown(event.description), marks.text)
  if (marks === null || start === null) return ''
  const { before, after } = around(event.description, start, start + marks.text.length)
  const [above, below] = [withLinks(before).trim(), withLinks(after)]
  return above === '' ? below : `${below.trimEnd()}\n\n${above}`
}

/** Where our part begins: a line of what shows. Null where it is not there as it was written. */
function placeOfOurs(shown: string, { length, hash: known }: Marks['text']): number | null {
  for (let start = 0; start + length <= shown.length; ) {
    if (hash(shown.slice(start, start + length)) === known) return start
    const next = shown.indexOf('\n', start) + 1
    if (next === 0) return null
    start = next
  }
  return null
}
