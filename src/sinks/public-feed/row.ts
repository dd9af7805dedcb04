import { canonicalJson } from '../../lib/hash.ts'
import type { HeldEntry } from '../../plan/change.ts'
import type { Entry } from '../../plan/entry.ts'
import { contentHash } from '../../plan/stamp.ts'

/** One entry of the feed as it is remembered: its text as rendered once, and when it was withdrawn. */
export type FeedRow = {
  readonly key: string
  readonly uid: string
  /** First and last day (Korea) the entry covers: what the rolling window is cut by. */
  readonly firstDay: string
  readonly lastDay: string
  /** The `Entry`. */
  readonly json: string
  /** The VEVENT, CRLF line ends, folded. */
  readonly ics: string
  /** UTC instant, or null while the entry stands. */
  readonly cancelledAt: string | null
}

/** What the feed asks of the state store. */
export type FeedMemory = {
  published(knowledgeBase: string): Promise<readonly FeedRow[]>
  putPublished(knowledgeBase: string, rows: readonly FeedRow[]): Promise<void>
  dropPublished(knowledgeBase: string, keys: readonly string[]): Promise<void>
}

type KeptEntry = Entry & { readonly look: string }

/** What `FeedRow.json` holds: the entry, and what else its text was drawn by. */
export function rowJson(entry: Entry, look: string): string {
  const { key, id, rows, slot, twin, content, sourceUrl, stamp } = entry
  return canonicalJson({ key, id, rows, slot, twin, content, sourceUrl, stamp, look } satisfies KeptEntry)
}

/** The entry of a remembered row. */
export function ofRow(row: FeedRow): KeptEntry {
  return JSON.parse(row.json) as KeptEntry
}

/** A remembered row as the plan compares it; `look` is what texts are drawn by now. */
export function heldEntry(row: FeedRow, look: string): HeldEntry {
  const entry = ofRow(row)
  const isStale = row.cancelledAt === null && entry.look !== look
  return {
    key: row.key,
    rows: entry.rows,
    slot: entry.slot,
    twin: entry.twin,
    content: entry.content,
    sourceUrl: '',
    stamp: entry.stamp,
    hash: contentHash(entry.content),
    stale: isStale ? [{ field: 'alarms', from: entry.look, to: look }] : [],
    state: row.cancelledAt === null ? 'live' : 'cancelled',
    address: row.key,
    version: String(entry.stamp.sequence),
  }
}
