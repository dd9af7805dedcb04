import { parse } from '../deadlines/index.ts'
import type { Reading } from '../deadlines/reading.ts'
import { oneLine } from '../lib/text.ts'
import { type RowSource, textsOf } from './row-source.ts'

/** A row's period: the text that gave it, the column it stands in, and what it means. */
export type Period = {
  readonly text: string
  readonly column: string
  readonly reading: Reading
  /** The deadline that the name itself tells, `(~4/2 접수)`; null when it tells none. */
  readonly inName: { readonly text: string; readonly reading: Reading } | null
}

type Name = { readonly text: string; readonly column: string }

/**
 * Understands the period of a row.
 *
 * The posting day given to the grammar is the day the row was made (rows of a database) or the day its page was made,
 * never the day of the last edit: a reading must not move because somebody corrected a word elsewhere on the page.
 */
export function readPeriod(source: RowSource, name: Name): Period {
  const [cell] = textsOf(source, 'deadline')
  const column = source.sheet.columns.find(({ role }) => role === 'deadline')?.header ?? ''
  const context = {
    title: titleFor(source, name.text),
    posted: dayInKorea(source.row.createdAt ?? source.document.createdAt),
  }
  const text = cell?.text.trim() ?? ''
  return { text, column, reading: parse(text, context), inName: null }
}

/** The name; where it tells no year, the heading or the page's title beside it, whichever tells one. */
function titleFor({ document, sheet }: RowSource, name: string): string {
  const telling = /(?<!\d)(?:19|20)\d{2}(?!\d)/
  const wider = telling.test(name)
    ? undefined
    : [sheet.table.title, document.title].find((text) => telling.test(text))
  return oneLine(wider === undefined ? name : `${name} ${wider}`)
}

/** The calendar day in Korea (UTC+9, no daylight saving since 1988) of a UTC instant; null when it is no instant. */
export function dayInKorea(instant: string): string | null {
  const time = Date.parse(instant)
  return Number.isNaN(time) ? null : new Date(time + 9 * 3_600_000).toISOString().slice(0, 10)
}
