import { parse } from '../deadlines/index.ts'
import type { Reading, ReadingContext } from '../deadlines/reading.ts'
import { oneLine } from '../lib/text.ts'
import { roundIn } from './columns/assign.ts'
import { clear } from './columns/score.ts'
import { withoutDistantYears } from './distant-years.ts'
import { periodInName } from './period-in-name.ts'
import { inKorea } from './posting.ts'
import { type RowSource, type Text, textsOf } from './row-source.ts'
import { asDay, understandCell } from './understand-cell.ts'
import { isUnsaid } from './unsaid.ts'

/** A row's period: the text that gave it, the column it stands in, and what it means. */
export type Period = {
  readonly text: string
  readonly column: string
  readonly reading: Reading
  /** The deadline that the name itself tells, `(~4/2 접수)`; null when it tells none. */
  readonly inName: { readonly text: string; readonly reading: Reading } | null
  /** What the cell of the deadline column says; empty where the name gave the period. */
  readonly cell: string
}

const year = /(?<!\d)(?:19|20)\d{2}(?!\d)|['’‘]\d{2}년/u

/** A row's name on one line, and the header of its column. */
export type Name = { readonly text: string; readonly column: string }

/**
 * Understands the period of a row: its cell, or the name's own `(~4/2 접수)` where the cell is empty.
 *
 * A year that the text leaves out comes from the name, the heading or the page's title, with the weekday as judge. Only
 * where none of them names one is the posting day given to the grammar: it is known less well (`posting.ts`).
 */
export function readPeriod(source: RowSource, name: Name): Period {
  const cells = textsOf(source, 'deadline')
  const [first] = cells.length > 0 ? cells : source.sheet.columns.filter(({ role }) => role === 'deadline')
  const column = first?.header ?? ''
  const context = contextFor(source, name.text)
  const cell = withHour(cellsText(cells), textsOf(source, 'hour')[0]?.text.trim() ?? '')
  const inName = periodInName(name.text, context)
  if (isUnsaid(cell) && inName !== null)
    return { text: inName.text, column: name.column, reading: inName.reading, inName, cell: '' }
  const reading = understandCell(cell, context, {
    since: source.posted,
    ownDay: source.row.createdAt !== null,
    isClear: source.sheet.columns.some(({ role, score }) => role === 'deadline' && score >= clear),
  })
  const [opening] = textsOf(source, 'opens')
  return {
    text: cell,
    column,
    reading: withOpening(reading, opening?.text.trim() ?? '', context),
    inName,
    cell,
  }
}

/**
 * The first day, where it stands in a column of its own and the period does not tell it; one after the end is no first
 * day. What may be applied for at any time may begin as well.
 */
function withOpening(reading: Reading, text: string, context: ReadingContext): Reading {
  const { kind, opens: told, closes } = reading
  if (text === '' || told !== null || (closes === null && kind !== 'open-ended')) return reading
  const opens = parse(asDay(text), context).closes
  return opens !== null && (closes === null || opens <= closes) ? { ...reading, opens } : reading
}

const clock =
  /^(?:(?:오전|오후|낮|밤)\s?)?(?:\d{1,2}\s?(?::\s?\d{2}|시(?:\s?\d{1,2}분)?)|자정|정오)(?:\s?까지)?$/u

/** A day and the hour that stands in a column of its own. */
function withHour(cell: string, hour: string): string {
  const isDay = cell !== '' && !/\d\s?(?::|시)|자정|정오/u.test(cell)
  return isDay && clock.test(hour) ? `${cell.replace(/까지$/u, '')} ${hour}` : cell
}

/** What the deadline columns say: one cell, or a line for each round that has a column of its own. */
function cellsText(cells: readonly Text[]): string {
  const lines = cells.map((cell) => [roundIn(cell.header), cellText(cell)] as const)
  return lines.map(([round, text]) => (cells.length > 1 ? `${round}: ${text}` : text)).join('\n')
}

/**
 * What a cell says. Its words come before its structured dates: a mention stands among them as text anyway, and they tell
 * whether it is the deadline, the day of the results, or the day before `18:00까지`.
 */
function cellText({ text, cell }: Text): string {
  if (text.trim() !== '') return text.trim()
  return cell.dates
    .map(({ start, end }) => [start, ...(end === null ? [] : [end])].map(inKorea).join(' ~ '))
    .join('\n')
}

/** The name as title; where it names no year, with what stands nearest to it and names one beside it. */
function contextFor(source: RowSource, written: string): ReadingContext {
  const { document, sheet, posted } = source
  const name = withoutDistantYears(written, document)
  if (year.test(name)) return { title: name, posted: null }
  const { title, within = [] } = sheet.table
  const nearest = [...textsOf(source, 'year').map(({ text }) => text), title, ...within, document.title]
  const telling = nearest.find((text) => year.test(text))
  return telling === undefined
    ? { title: name, posted }
    : { title: oneLine(`${name} ${telling}`), posted: null }
}
