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
  /** What the plan compares; see `rowJson`. */
  readonly json: string
  /** The VEVENT, CRLF line ends, folded. */
  readonly ics: string
  /** UTC instant, or null while the entry stands. */
  readonly cancelledAt: string | null
}

/** What showing a feed needs of a row: not the JSON, which is half of it. */
export type FeedText = Pick<FeedRow, 'key' | 'uid' | 'lastDay' | 'ics' | 'cancelledAt'>

/** What the feed asks of the state store. */
export type FeedMemory = {
  published(knowledgeBase: string): Promise<readonly FeedRow[]>
  putPublished(knowledgeBase: string, rows: readonly FeedRow[]): Promise<void>
  dropPublished(knowledgeBase: string, keys: readonly string[]): Promise<void>
}

type Kept = Pick<Entry, 'key' | 'rows' | 'slot' | 'twin' | 'content' | 'stamp'> & { readonly look: string }

/** What `FeedRow.json` holds: what the plan compares, and what else the text was drawn by. No link to the page. */
export function rowJson({ key, rows, slot, twin, content, stamp }: Omit<Kept, 'look'>, look: string): string {
  return canonicalJson({ key, rows, slot, twin, content, stamp, look } satisfies Kept)
}

/** A remembered row as the plan compares it; `look` is what texts are drawn by now. */
export function heldEntry(row: FeedRow, look: string): HeldEntry {
  const entry = JSON.parse(row.json) as Kept
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
    address: row.uid,
    version: String(entry.stamp.sequence),
  }
}
