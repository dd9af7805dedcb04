import { hash } from '../../lib/hash.ts'
import { cut } from '../../lib/text.ts'
import type { Marks } from './marks.ts'
import type { Event } from './schema.ts'
import { fromShown, toShown } from './text.ts'

/** Beyond about 8,192 characters a description “can result in errors”. */
const LONGEST = 8_000
const LINK = 'Notion: '

/** A description taken apart: our text, the link below it, and what a person wrote after it. */
export type DescriptionParts = {
  readonly description: string
  readonly sourceUrl: string
  readonly notes: string
}

/** Our part of a description: the text, and below it the link to the page where there is one. */
export function ourText(description: string, link: string): string {
  return link === '' ? description : `${description}\n\n${LINK}${link}`
}

/** A description as it is sent: our part, and after it what a person wrote there. */
export function descriptionText(ours: string, notes: string): string {
  return toShown(cut(`${ours}${notes}`, LONGEST))
}

/** How our part is found again when a person has written after it: by its length and hash. */
export function textMark(ours: string): Marks['text'] {
  return { length: ours.length, hash: hash(ours) }
}

/** Takes the description of an event apart. Where our part was changed inside, all of it is taken for ours. */
export function descriptionParts(event: Event, marks: Marks | null): DescriptionParts {
  const shown = fromShown(event.description)
  const length = marks?.text.length ?? 0
  const whole = marks !== null && textMark(shown.slice(0, length)).hash === marks.text.hash
  const [ours, notes] = whole ? [shown.slice(0, length), shown.slice(length)] : [shown, '']
  const at = ours.lastIndexOf(`\n\n${LINK}`)
  if (at < 0) return { description: ours, sourceUrl: '', notes }
  return { description: ours.slice(0, at), sourceUrl: ours.slice(at + 2 + LINK.length), notes }
}
