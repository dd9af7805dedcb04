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

/** `Programme.twin` with the slot: what an entry keeps of it. */
export function entryTwin(programmeTwin: string, slot: number): string {
  return `${programmeTwin}:${slot}`
}

/** The `Programme.twin` in what the entry of that slot keeps. */
export function programmeTwin({ twin, slot }: Pick<KnownEntry, 'twin' | 'slot'>): string {
  return twin.slice(0, -entryTwin('', slot).length)
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
 *  R1                 | names R1 among its rows                 | that one, whichever row it was made for
 *  R1                 | was made for R1                         | that one
 *  R2, twin of R1     | was made for R1, no row of it is left   | that one (cut and pasted)
 *  R2, twin of R1     | was made for R1, which still stands     | a new one
 *  R1                 | none, or taken by an earlier case       | a new one, under a further name where R1's is taken
 *
 * All cases are tried among the entries that stand in a calendar before those that are only remembered: where two could
 * be the row's, the one that people see stays. `present` holds every row that was read, also those that ask for nothing.
 */
export function keepKeys(
  drafts: readonly EntryDraft[],
  known: { readonly standing: readonly KnownEntry[]; readonly remembered: readonly KnownEntry[] },
  present: ReadonlySet<string>,
): readonly EntryKey[] {
  const cases = [...casesOf(known.standing, present), ...casesOf(known.remembered, present), asked]
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
  return drafts.map((draft) => keys.get(draft) ?? furtherKey(draft, taken))
}

/** For a row whose own name went to another row with its entry, and which is back. */
function furtherKey({ rows, slot }: EntryDraft, taken: Set<EntryKey>): EntryKey {
  let key = entryKey(rows[0] ?? '', slot)
  for (let nth = 2; taken.has(key); nth++) key = entryKey(`${rows[0]}~${nth}`, slot)
  taken.add(key)
  return key
}

type Case = (draft: EntryDraft) => readonly EntryKey[]

/** The names a draft would have if it were new: by its first row, or by another if that is taken. */
const asked: Case = (draft) => draft.rows.map((row) => entryKey(row, draft.slot))

function casesOf(known: readonly KnownEntry[], present: ReadonlySet<string>): readonly Case[] {
  const made = new Set(known.map(({ key }) => key))
  const naming = Map.groupBy(
    known.flatMap((entry) => entry.rows.map((row) => ({ key: entry.key, at: entryKey(row, entry.slot) }))),
    ({ at }) => at,
  )
  const left = Map.groupBy(
    known.filter(({ rows }) => !rows.some((row) => present.has(row))),
    ({ twin }) => twin,
  )
  return [
    (draft) => asked(draft).flatMap((at) => (naming.get(at) ?? []).map(({ key }) => key)),
    (draft) => asked(draft).filter((key) => made.has(key)),
    (draft) => (left.get(draft.twin) ?? []).map(({ key }) => key),
  ]
}

function base32hex(hex: string): string {
  return BigInt(`0x${hex}`).toString(32).padStart(52, '0')
}
