import { hash } from '../lib/hash.ts'
import type { Place, Programme } from './programme.ts'
import { canonicalLink, namesOneCall } from './values/links.ts'

/** What is kept of a programme to compare it with those of other documents: a few words each, so that all of them fit. */
export type CallSummary = {
  readonly call: string
  /** The canonical link; null without one that tells calls apart. */
  readonly address: string | null
  /** The letters and digits of the name: what makes two spellings of it one. */
  readonly letters: string
  readonly name: string
  readonly closes: string | null
  readonly place: Place
}

type Identified = Pick<Programme, 'name' | 'links'> & { readonly reading: Programme['period']['reading'] }

/** See `Programme.twin`. */
export function twinOf(documentId: string, { name, links }: Identified): string {
  const [first] = links
  return hash('twin', documentId, name, first === undefined ? '' : canonicalLink(first.value))
}

/** See `Programme.call`. */
export function callOf({ name, links, reading }: Identified): string {
  return hash('call', ownAddress(links) ?? letters(name), reading.kind, reading.closes ?? '')
}

/** A programme as far as `acrossDocuments` asks; null while its period is not understood: it then says nothing to compare. */
export function callSummary({ call, name, links, period, place }: Programme): CallSummary | null {
  const { kind, closes } = period.reading
  if (!['date', 'datetime', 'open-ended'].includes(kind)) return null
  return { call, address: ownAddress(links), letters: letters(name), name, closes, place }
}

/** The canonical link, where it tells this call from others: the front page of a site does not, the name must. */
function ownAddress(links: Programme['links']): string | null {
  const [first] = links
  return first !== undefined && namesOneCall(first.value) ? canonicalLink(first.value) : null
}

/** The letters and digits of a name: what makes two spellings of it one. */
export function letters(name: string): string {
  return name.replace(/[^\p{L}\p{N}]/gu, '').toLowerCase()
}
