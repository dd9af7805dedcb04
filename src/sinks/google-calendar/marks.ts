import { z } from 'zod'
import { hash } from '../../lib/hash.ts'
import type { Stamp } from '../../plan/entry.ts'
import { entryId, idOfGeneration } from '../../plan/identity.ts'
import type { Event } from './schema.ts'

/**
 * What Magam notes in an event's private extended properties: whose entry it is, how often it changed, and what
 * calendars cannot show. A lost state file is made good from here.
 */
export type Marks = {
  readonly knowledgeBase: string
  readonly key: string
  readonly generation: number
  readonly rows: readonly string[]
  readonly slot: number
  readonly twin: string
  readonly stamp: Stamp
  /** `contentHash` of what was last written. */
  readonly hash: string
  readonly url: string | null
  readonly categories: readonly string[]
  /** Reminders, colour and transparency as last written (`lookText`): what differs from it, a person chose. */
  readonly look: string
  /** Who wrote them (`readerMark`); empty where it was not noted. */
  readonly reader: string
  /** Length and hash of our part of the description as it shows: what follows it, a person wrote. */
  readonly text: { readonly length: number; readonly hash: string }
}

const OWNER = 'magam'
const BODY = 'magamEntry'
/** Google cuts a value silently after 1,024 characters. */
const LONGEST = 1_000
/** Never cut between the halves of a surrogate pair: alone, neither is text, and what comes back is not what was sent. */
const PIECE = new RegExp(`[\\s\\S]{1,${LONGEST}}(?<![\\ud800-\\udbff])`, 'g')
const OURS = new RegExp(`^(?:${OWNER}|${BODY}\\d+)$`)

/** The private extended properties: the owner by itself, so that events can be asked for by it, and the rest in pieces. */
export function toProperties(marks: Marks): Record<string, string> {
  const { knowledgeBase, ...rest } = marks
  const pieces = JSON.stringify(rest).match(PIECE) ?? []
  return {
    [OWNER]: ownerMark(knowledgeBase),
    ...Object.fromEntries(pieces.map((piece, at) => [`${BODY}${at}`, piece])),
  }
}

/** The private extended properties of an event. */
export function privateOf(event: Event): Readonly<Record<string, string>> {
  return event.extendedProperties?.private ?? {}
}

/** The properties that are not Magam's, to be carried over. */
export function foreignProperties(properties: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(properties).filter(([key]) => !OURS.test(key)))
}

/**
 * Our marks in an event of this knowledge base; null for any other event. The id must be the one that the marks lead to:
 * a copy that a person made carries our marks as well, and is theirs.
 */
export function marksOf(
  id: string,
  properties: Readonly<Record<string, string>>,
  knowledgeBase: string,
): Marks | null {
  if (properties[OWNER] !== ownerMark(knowledgeBase)) return null
  let text = ''
  for (let at = 0; properties[`${BODY}${at}`] !== undefined; at++) text += properties[`${BODY}${at}`]
  const marks = schema.safeParse(json(text))
  if (!marks.success) return null
  const { key, generation } = marks.data
  if (id !== idOfGeneration(entryId(knowledgeBase, key), generation)) return null
  return { knowledgeBase, ...marks.data }
}

/** Names the knowledge base without saying its name, which may lead into the workspace: readers of the calendar see it. */
function ownerMark(knowledgeBase: string): string {
  return hash(knowledgeBase).slice(0, 32)
}

const schema = z.object({
  key: z.string(),
  generation: z.int().min(0),
  rows: z.array(z.string()),
  slot: z.int(),
  twin: z.string(),
  stamp: z.object({ sequence: z.int(), createdAt: z.string(), changedAt: z.string() }),
  hash: z.string(),
  url: z.string().nullable(),
  categories: z.array(z.string()),
  look: z.string(),
  reader: z.string().default(''),
  text: z.object({ length: z.int(), hash: z.string() }),
})

function json(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
