import { hash } from '../lib/hash.ts'
import type { EntryDraft, EntryKey } from './entry.ts'

/** An entry that exists somewhere: in a calendar, in the feed, in the ledger. */
export type KnownEntry = {
  readonly key: EntryKey
  readonly rows: readonly string[]
  readonly slot: number
  readonly twin: string
}

/** The name of an entry that is new: the row that asks for it first, and the round. */
export function entryKey(row: string, slot: number): EntryKey {
  return `${row}#${slot}`
}

/** 52 characters `0-9a-v` (base32hex digits of a SHA-256): what Google takes as an id a client may choose. */
export function entryId(knowledgeBase: string, key: EntryKey): string {
  return base32hex(hash(knowledgeBase, key))
}

/** The id after `generation` ids were burned (a person emptied a calendar's trash: Google never gives such an id again). */
export function idOfGeneration(id: string, generation: number): string {
  return generation === 0 ? id : base32hex(hash(id, String(generation)))
}

/**
 * Which entry each draft is: a known one, or a new one. Level-triggered: the same picture always gives the same answer.
 *
 *  the draft's row    | a known entry                           | =
 *  R1                 | was made for R1                         | that one
 *  R1                 | names R1 among its rows                 | that one (its first row went, or the rows were one call)
 *  R2, twin of R1     | was made for R1, no row of it is left   | that one (cut and pasted)
 *  R2, twin of R1     | was made for R1, which still stands     | a new one
 *  R1                 | none, or taken by an earlier case       | a new one
 *
 * `present` holds every row that was read, also those that ask for nothing.
 */
export function keepKeys(
  drafts: readonly EntryDraft[],
  known: readonly KnownEntry[],
  present: ReadonlySet<string>,
): readonly EntryKey[] {
  const made = Map.groupBy(known, ({ key }) => key)
  const naming = Map.groupBy(
    known.flatMap((entry) => entry.rows.map((row) => ({ key: entry.key, at: entryKey(row, entry.slot) }))),
    ({ at }) => at,
  )
  const left = Map.groupBy(
    known.filter(({ rows }) => !rows.some((row) => present.has(row))),
    ({ twin }) => twin,
  )
  const asked = (draft: EntryDraft) => draft.rows.map((row) => entryKey(row, draft.slot))
  const cases: readonly ((draft: EntryDraft) => readonly EntryKey[])[] = [
    (draft) => asked(draft).filter((key) => made.has(key)),
    (draft) => asked(draft).flatMap((at) => (naming.get(at) ?? []).map(({ key }) => key)),
    (draft) => (left.get(draft.twin) ?? []).map(({ key }) => key),
    asked,
  ]
  const taken = new Set<EntryKey>()
  const keys = new Map<EntryDraft, EntryKey>()
  for (const candidates of cases) {
    for (const draft of drafts) {
      if (keys.has(draft)) continue
      const key = candidates(draft).find((candidate) => !taken.has(candidate))
      if (key === undefined) continue
      keys.set(draft, key)
      taken.add(key)
    }
  }
  return drafts.map((draft) => keys.get(draft) ?? entryKey(draft.rows.join('+'), draft.slot))
}

function base32hex(hex: string): string {
  return BigInt(`0x${hex}`).toString(32).padStart(52, '0')
}
