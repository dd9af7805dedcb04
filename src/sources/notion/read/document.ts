import type { Document } from '../../../documents/document.ts'
import { canonicalJson, hash } from '../../../lib/hash.ts'
import { bodyOf } from '../convert/body.ts'
import type { Head } from '../convert/page.ts'
import type { BodyReading } from './body.ts'

/** A page put together from what its properties and its blocks say. */
export function documentOf(head: Head, body: BodyReading): Document {
  const { table, ...rest } = head
  const { sections, tables, notes } = bodyOf(head, body.pieces)
  return {
    ...rest,
    sections,
    tables: [table, ...tables],
    notes: [...new Set([...body.notes, ...notes])].sort(),
  }
}

/**
 * The hash kept beside a document: the properties' part, the body's part, and, for a page that was read within minutes
 * of its last edit, when that reading began (`?` and a UTC instant). Notion floors stamps to the minute, so that such a
 * page may have been edited once more under the same stamp: it is read again until a reading began late enough.
 */
export type DocumentHash = {
  readonly head: string
  readonly body: string
  readonly unsettledSince: string | null
}

const PART = 32

export function formatHash({ head, body, unsettledSince }: DocumentHash): string {
  return `${head}${body}${unsettledSince === null ? '' : `?${unsettledSince}`}`
}

export function parseHash(text: string): DocumentHash {
  const mark = text.indexOf('?')
  return {
    head: text.slice(0, PART),
    body: text.slice(PART, 2 * PART),
    unsettledSince: mark === -1 ? null : text.slice(mark + 1),
  }
}

/** What the properties say; who edited last and when is left out, for that changes without anything else changing. */
export function headHash({ editedAt: _, editedBy: __, ...head }: Head): string {
  return hash(canonicalJson(head)).slice(0, PART)
}

export function bodyHash({ sections, tables, notes }: Document): string {
  return hash(canonicalJson([sections, tables.slice(1), notes])).slice(0, PART)
}
