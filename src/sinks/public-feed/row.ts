import type { HeldEntry } from '../../plan/change.ts'
import type { Entry } from '../../plan/entry.ts'

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

/** A remembered row as the plan compares it. A withdrawn one counts its withdrawal as a change of its own. */
export function heldEntry(row: FeedRow): HeldEntry {
  const entry = JSON.parse(row.json) as Entry
  return {
    key: row.key,
    rows: entry.rows,
    slot: entry.slot,
    twin: entry.twin,
    content: entry.content,
    sourceUrl: entry.sourceUrl,
    stamp: entry.stamp,
    state: row.cancelledAt === null ? 'live' : 'cancelled',
    address: row.key,
    version: String(entry.stamp.sequence),
  }
}
