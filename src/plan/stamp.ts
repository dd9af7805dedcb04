import { canonicalJson, hash } from '../lib/hash.ts'
import type { HeldEntry } from './change.ts'
import { type Content, type Entry, type EntryDraft, MOST_ROWS, type Stamp } from './entry.ts'
import { entryId, type KnownEntry, keepKeys } from './identity.ts'
import { instant } from './when.ts'

/** What was last written for an entry, as the ledger keeps it: its row satisfies this. */
export type Remembered = KnownEntry & {
  readonly id: string
  readonly generation: number
  /** `contentHash` of what `sequence` counts. */
  readonly hash: string
  readonly sequence: number
  readonly createdAt: string
  readonly changedAt: string
}

/** Contents are never changed once made; a run asks for the hash of each many times. */
const hashes = new WeakMap<Content, string>()

/** Names a visible content: equal exactly when people see the same. Hex. */
export function contentHash(content: Content): string {
  const known = hashes.get(content) ?? hash(canonicalJson(content))
  hashes.set(content, known)
  return known
}

export type StampContext = {
  readonly knowledgeBase: string
  readonly ledger: readonly Remembered[]
  /** What every sink of the knowledge base holds, tombstones included. */
  readonly held: readonly HeldEntry[]
  /** Every row that was read, also those that ask for nothing or cannot be understood. */
  readonly present: ReadonlySet<string>
  /** Rows that cannot be understood. */
  readonly heldRows: ReadonlySet<string>
  /** A UTC instant. */
  readonly now: string
}

/**
 * Makes entries of drafts: gives each its name for good, the rows that hold it, and its count of visible changes.
 *
 * Of rows that share an entry, one that can no longer be understood asks for nothing, and still holds it: it goes on being
 * named among its rows, so that the entry stays when the others go.
 *
 * The count goes on from the highest one that is known, so that a lost ledger (calendars keep the stamp as well), a
 * calendar that missed a write, or two runs at once never let it fall: subscribers ignore what does not rise.
 */
export function stampEntries(drafts: readonly EntryDraft[], context: StampContext): readonly Entry[] {
  const { live: standing = [], cancelled = [] } = Object.groupBy(context.held, ({ state }) => state)
  const remembered = [...context.ledger, ...cancelled]
  const keys = keepKeys(drafts, { standing, remembered }, context.present)
  const known = latest([...context.ledger.map(ofLedger), ...context.held.flatMap(ofHeld)])
  const naming = Map.groupBy([...context.ledger, ...context.held], ({ key }) => key)
  return drafts.map((draft, at) => {
    const key = keys[at] ?? ''
    const holding = (naming.get(key) ?? [])
      .flatMap((each) => each.rows)
      .filter((row) => context.heldRows.has(row))
    const rows = [...new Set([...draft.rows, ...holding])].slice(0, MOST_ROWS)
    const stamp = nextStamp(known.get(key), contentHash(draft.content), instant(Date.parse(context.now)))
    return { key, id: entryId(context.knowledgeBase, key), ...draft, rows, stamp }
  })
}

/** What to remember of an entry once it is written. */
export function remember(entry: Entry, generation: number): Remembered {
  const { key, id, rows, slot, twin, content, stamp } = entry
  return { key, id, generation, rows, slot, twin, hash: contentHash(content), ...stamp }
}

type Known = {
  readonly key: string
  readonly hash: string
  readonly withdrawn: boolean
  readonly stamp: Stamp
}

function ofLedger({ key, hash: known, sequence, createdAt, changedAt }: Remembered): Known {
  return { key, hash: known, withdrawn: false, stamp: { sequence, createdAt, changedAt } }
}

function ofHeld(held: HeldEntry): readonly Known[] {
  const known = held.hash ?? (held.content === null ? null : contentHash(held.content))
  if (held.stamp === null || known === null) return []
  return [{ key: held.key, hash: known, withdrawn: held.state === 'cancelled', stamp: held.stamp }]
}

/** The highest count of each key; of equal ones the first, and one that stands before one that was withdrawn. */
function latest(all: readonly Known[]): ReadonlyMap<string, Known> {
  const best = new Map<string, Known>()
  for (const known of [...all].sort((a, b) => Number(a.withdrawn) - Number(b.withdrawn))) {
    if (known.stamp.sequence > (best.get(known.key)?.stamp.sequence ?? -1)) best.set(known.key, known)
  }
  return best
}

function nextStamp(known: Known | undefined, content: string, now: string): Stamp {
  if (known === undefined) return { sequence: 0, createdAt: now, changedAt: now }
  if (known.hash === content && !known.withdrawn) return known.stamp
  const { sequence, createdAt, changedAt } = known.stamp
  return { sequence: sequence + 1, createdAt, changedAt: now < changedAt ? changedAt : now }
}
