import type { Document } from '../documents/document.ts'
import type { Sheet } from './columns/sheet.ts'

/**
 * The day by which a table was begun, the best that is known of when its rows were posted: the day its page was made, or
 * its own earliest written-out date where that is earlier. A page that was imported or copied carries the day of the
 * import, years after its rows; a list of calls is begun before the first of them closes.
 *
 * Never the day of the last edit: a reading must not move because somebody corrected a word elsewhere on the page.
 */
export function begunBy(document: Document, sheet: Sheet): string | null {
  const index = sheet.columns.find(({ role }) => role === 'deadline')?.index ?? -1
  const days = sheet.rows.flatMap(({ cells }) => firstDay(cells[index]?.text ?? ''))
  const made = dayInKorea(document.createdAt)
  return days.reduce((least, day) => (least === null || day < least ? day : least), made)
}

function firstDay(text: string): readonly string[] {
  const found = /(?<!\d)(20\d{2})\s?[.\-/년]\s?(\d{1,2})\s?[.\-/월]\s?(\d{1,2})(?!\d)/u.exec(
    text.slice(0, 1000),
  )
  const [, year, month, day] = (found ?? []).map(Number)
  if (year === undefined || month === undefined || day === undefined) return []
  const real = new Date(Date.UTC(year, month - 1, day))
  return real.getUTCMonth() === month - 1 && real.getUTCDate() === day
    ? [real.toISOString().slice(0, 10)]
    : []
}

/** A day as it is, a moment with its zone as the clock in Korea shows it (UTC+9, no daylight saving since 1988). */
export function inKorea(moment: string): string {
  const time = moment.includes('T') ? Date.parse(moment) : Number.NaN
  return Number.isNaN(time) ? moment : shifted(time).slice(0, 16).replace('T', ' ')
}

/** The calendar day in Korea of a UTC instant; null when it is no instant. */
export function dayInKorea(instant: string): string | null {
  const time = Date.parse(instant)
  return Number.isNaN(time) ? null : shifted(time).slice(0, 10)
}

function shifted(time: number): string {
  return new Date(time + 9 * 3_600_000).toISOString()
}
