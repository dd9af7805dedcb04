import { type FeedHeader, FOOTER, headerText } from './ical-text.ts'
import type { FeedRow } from './row.ts'
import { addDays, seoulDay } from './seoul.ts'

/** What of the rows a feed shows. `today` is the day in Korea; `null` days or bytes mean without bound. */
export type FeedWindow = {
  readonly today: string
  readonly pastDays: number | null
  readonly cancelledDays: number
  readonly maxBytes: number | null
}

/** How many past entries stay when nothing is left in the window: clients delete or refuse an empty calendar. */
const LAST_PAST = 5

/**
 * A feed as bytes: the kept texts joined, by deadline and then UID, CRLF to the last byte. Pure: equal rows, header and
 * window give equal bytes. Null when there is no entry at all, since an empty calendar must never be served.
 */
export function assembleFeed(
  rows: readonly FeedRow[],
  header: FeedHeader,
  window: FeedWindow,
): Buffer | null {
  const head = Buffer.from(headerText(header))
  const foot = Buffer.from(FOOTER)
  const room = (window.maxBytes ?? Number.POSITIVE_INFINITY) - head.length - foot.length
  const shown = withinSize(byDeadline(inWindow(rows, window)), room, window.today)
  if (shown.length === 0) return null
  return Buffer.concat([head, ...shown.map(textBytes), foot])
}

function inWindow(rows: readonly FeedRow[], window: FeedWindow): readonly FeedRow[] {
  const firstDay = window.pastDays === null ? '' : addDays(window.today, -window.pastDays)
  const firstWithdrawal = addDays(window.today, -window.cancelledDays)
  const live = rows.filter((row) => row.cancelledAt === null)
  const ahead = live.filter((row) => row.lastDay >= firstDay)
  const cancelled = rows.filter(
    (row) =>
      row.cancelledAt !== null &&
      row.lastDay >= firstDay &&
      seoulDay(Date.parse(row.cancelledAt)) >= firstWithdrawal,
  )
  if (ahead.length > 0) return [...ahead, ...cancelled]
  const last = byDeadline(live.length > 0 ? live : rows).slice(-LAST_PAST)
  return [...last, ...cancelled.filter((row) => !last.includes(row))]
}

function byDeadline(rows: readonly FeedRow[]): readonly FeedRow[] {
  return rows
    .map((row) => ({ row, at: deadline(row) }))
    .sort((a, b) => compare(a.at, b.at) || compare(a.row.uid, b.row.uid))
    .map(({ row }) => row)
}

// From the kept text rather than from the JSON: parsing ten thousand rows would cost more than the join.
function deadline(row: FeedRow): string {
  const end = /\r\nDTEND:(\d{8}T\d{6}Z)/.exec(row.ics)
  return end?.[1] ?? `${row.lastDay.replaceAll('-', '')}T150000Z`
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** Leaves out what is longest past, then what is furthest ahead, until the bytes fit; never everything. */
function withinSize(rows: readonly FeedRow[], room: number, today: string): readonly FeedRow[] {
  const ahead = rows.filter((row) => row.lastDay >= today)
  const past = rows.filter((row) => row.lastDay < today).reverse()
  const kept = new Set<FeedRow>()
  let left = room
  for (const row of [...ahead, ...past]) {
    left -= textBytes(row).length
    if (left < 0 && kept.size > 0) break
    kept.add(row)
  }
  return rows.filter((row) => kept.has(row))
}

const encoded = new WeakMap<FeedRow, Buffer>()

// A row object is the same as long as its entry is: its bytes are made once.
function textBytes(row: FeedRow): Buffer {
  const known = encoded.get(row)
  if (known !== undefined) return known
  const bytes = Buffer.from(row.ics)
  encoded.set(row, bytes)
  return bytes
}
