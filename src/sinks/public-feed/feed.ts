import { addDays, seoulDay } from '../../lib/seoul.ts'
import { type FeedHeader, FOOTER, headerText } from './ical-text.ts'
import type { FeedText } from './row.ts'

/** What of the rows a feed shows. `today` is the day in Korea; `null` days or bytes mean without bound. */
export type FeedWindow = {
  readonly today: string
  readonly pastDays: number | null
  readonly cancelledDays: number
  readonly maxBytes: number | null
}

/** Entries of any feed, also of one without bounds: clients give up on more, and a server must know what it may send. */
const MOST_ENTRIES = 10_000

/** How many past entries stay when nothing is left in the window: clients delete or refuse an empty calendar. */
const LAST_PAST = 5

/**
 * A feed as bytes: the kept texts joined, by deadline and then UID, CRLF to the last byte. Pure: equal rows, header and
 * window give equal bytes. Null when there is no entry at all, since an empty calendar must never be served.
 */
export function assembleFeed(
  rows: readonly FeedText[],
  header: FeedHeader,
  window: FeedWindow,
): Buffer | null {
  const head = headerText(header)
  const shown = shownRows(rows, head, window)
  if (shown.length === 0) return null
  return joined([head, ...shown.map(({ ics }) => ics), FOOTER])
}

/** How many deadlines that lie ahead such a feed leaves out, since more bytes or entries than it may hold are asked of it. */
export function leftOutAhead(rows: readonly FeedText[], header: FeedHeader, window: FeedWindow): number {
  const ahead = ({ lastDay, cancelledAt }: FeedText) => cancelledAt === null && lastDay >= window.today
  const shown = shownRows(rows, headerText(header), window)
  return rows.filter(ahead).length - shown.filter(ahead).length
}

function shownRows(rows: readonly FeedText[], head: string, window: FeedWindow): readonly FeedText[] {
  const room = (window.maxBytes ?? Number.POSITIVE_INFINITY) - Buffer.byteLength(head + FOOTER)
  return withinSize(byDeadline(inWindow(rows, window)), room, window.today)
}

function inWindow(rows: readonly FeedText[], window: FeedWindow): readonly FeedText[] {
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

function byDeadline(rows: readonly FeedText[]): readonly FeedText[] {
  return rows
    .map((row) => ({ row, at: deadline(row) }))
    .sort((a, b) => compare(a.at, b.at) || compare(a.row.uid, b.row.uid))
    .map(({ row }) => row)
}

const deadlines = new WeakMap<FeedText, string>()

// From the kept text rather than from the JSON, and once a row: parsing ten thousand would cost more than the join.
function deadline(row: FeedText): string {
  const known = deadlines.get(row)
  if (known !== undefined) return known
  const end = /\r\nDTEND:(\d{8}T\d{6}Z)/.exec(row.ics)
  const found = end?.[1] ?? `${row.lastDay.replaceAll('-', '')}T150000Z`
  deadlines.set(row, found)
  return found
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** Leaves out what is longest past, then what is furthest ahead, until bytes and entries fit; never everything. */
function withinSize(rows: readonly FeedText[], room: number, today: string): readonly FeedText[] {
  if (room === Number.POSITIVE_INFINITY && rows.length <= MOST_ENTRIES) return rows
  const ahead = rows.filter((row) => row.lastDay >= today)
  const past = rows.filter((row) => row.lastDay < today).reverse()
  const kept = new Set<FeedText>()
  let left = room
  for (const row of [...ahead, ...past]) {
    left -= Buffer.byteLength(row.ics)
    if (kept.size > 0 && (left < 0 || kept.size === MOST_ENTRIES)) break
    kept.add(row)
  }
  return rows.filter((row) => kept.has(row))
}

// Straight into one buffer: a joined string of ten thousand Korean texts would be twice as large as its bytes.
function joined(texts: readonly string[]): Buffer {
  const bytes = Buffer.allocUnsafe(texts.reduce((size, text) => size + Buffer.byteLength(text), 0))
  let at = 0
  for (const text of texts) at += bytes.write(text, at)
  return bytes
}
