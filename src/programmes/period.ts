import { parse } from '../deadlines/index.ts'
import type { Reading, ReadingContext } from '../deadlines/reading.ts'
import type { Cell } from '../documents/document.ts'
import { oneLine } from '../lib/text.ts'
import { periodInName } from './period-in-name.ts'
import { type RowSource, textsOf } from './row-source.ts'
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

const year = /(?<!\d)(?:19|20)\d{2}(?!\d)/

/** A row's name on one line, and the header of its column. */
export type Name = { readonly text: string; readonly column: string }

/**
 * Understands the period of a row: its cell's text; a structured date where the cell holds nothing else or its words are
 * not understood; the name's own `(~4/2 접수)` where the cell is empty.
 *
 * A year that the text leaves out comes from the name, the heading or the page's title, with the weekday as judge. Only
 * where none of them names one is the posting day given to the grammar: it is known less well (`posting.ts`).
 */
export function readPeriod(source: RowSource, name: Name): Period {
  const [found] = textsOf(source, 'deadline')
  const column = source.sheet.columns.find(({ role }) => role === 'deadline')?.header ?? ''
  const context = contextFor(source, name.text)
  const cell = found === undefined ? '' : cellText(found.cell, found.text.trim())
  const inName = periodInName(name.text, context)
  if (isUnsaid(cell) && inName !== null)
    return { text: inName.text, column: name.column, reading: inName.reading, inName, cell: '' }
  const reading = readCell(cell, found?.cell.dates ?? [], context, source.row.createdAt !== null)
  const [opening] = textsOf(source, 'opens')
  return {
    text: cell,
    column,
    reading: withOpening(reading, opening?.text.trim() ?? '', context),
    inName,
    cell,
  }
}

/** The first day, where it stands in a column of its own and the period does not tell it; one after the end is no first day. */
function withOpening(reading: Reading, text: string, context: ReadingContext): Reading {
  if (text === '' || reading.opens !== null || reading.closes === null) return reading
  const opens = parse(text, context).closes
  return opens !== null && opens <= reading.closes ? { ...reading, opens } : reading
}

function cellText(cell: Cell, text: string): string {
  if (text !== '') return text
  return cell.dates.map(({ start, end }) => (end === null ? start : `${start} ~ ${end}`)).join('\n')
}

/**
 * `D-3` counts from a day that a table's row does not tell: the page's age says nothing about the cell's. Only a row with
 * a day of its own gives it one.
 */
function readCell(text: string, dates: Cell['dates'], context: ReadingContext, ownDay: boolean): Reading {
  const reading = parse(text, context)
  if (reading.kind === 'relative' && !ownDay) return parse(text, { ...context, posted: null })
  const [date] = dates
  if (date === undefined || dates.length > 1) return reading
  return reading
}

/** The name as title; where it names no year, with the heading or the page's title beside it, whichever names one. */
function contextFor({ document, sheet, posted }: RowSource, name: string): ReadingContext {
  if (year.test(name)) return { title: name, posted: null }
  const wider = [sheet.table.title, document.title].find((text) => year.test(text))
  return wider === undefined ? { title: name, posted } : { title: oneLine(`${name} ${wider}`), posted: null }
}
