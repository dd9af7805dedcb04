import type { Table } from '../../documents/document.ts'
import { oneLine } from '../../lib/text.ts'
import type { ColumnNames } from '../options.ts'
import type { Column, Rivalry } from './assign.ts'
import { withoutDittos } from './ditto.ts'
import { findHeader, type Header, missingFrom, namedHeader } from './header.ts'
import { emptyCell, isBlank, type Line, toLine, turned } from './lines.ts'
import type { Role } from './roles.ts'
import { mayBeSideways, withSidewaysIds } from './sideways.ts'
import { withSplitPeriod } from './split-period.ts'

/** One line of data. `number` counts from 1, blank lines left out. */
export type SheetRow = Line & { readonly number: number }

/** A table with its columns recognised. `sideways`: the headers stand in its first column and each column is a programme. */
export type Sheet = {
  readonly table: Table
  readonly columns: readonly Column[]
  readonly rivals: readonly Rivalry[]
  readonly rows: readonly SheetRow[]
  /** Which of the columns that make a programme no row fills, in a table of several rows. */
  readonly dead: readonly ('name' | 'deadline')[]
  readonly sideways: boolean
}

/**
 * Finds the headers of a table by their words and gives its rows of data; null when it holds no programmes:
 * no column for a deadline, or none for a name.
 */
export function toSheet(table: Table, named: ColumnNames): Sheet | null {
  if (table.columns !== null) return namedSheet(table, table.columns, named)
  const upright = table.rows.map(toLine)
  const across = findHeader(upright, { line: table.headerRow, column: table.headerColumn }, named)
  if (mayBeSideways(table) && (across === null || table.headerColumn)) {
    const lines = turned(table)
    const down = findHeader(lines, { line: table.headerColumn, column: table.headerRow }, named)
    const isHeader = down !== null && (table.headerColumn || isMostlyKnown(down))
    if (isHeader && down.score > (across?.score ?? 0)) return sheetOf(table, lines, down, true)
  }
  return across === null ? null : sheetOf(table, upright, across, false)
}

/** Names of calls may hold words of headers, `(~4/2 접수)`; of real headers at least half say something we know. */
function isMostlyKnown({ assignment: { columns } }: Header): boolean {
  const filled = columns.filter(({ header }) => header.trim() !== '')
  return filled.filter(({ role }) => role !== null).length * 2 >= filled.length
}

function namedSheet(table: Table, headers: readonly string[], named: ColumnNames): Sheet | null {
  const lines = table.rows.map(toLine)
  const own = { title: table.titleColumn ?? null, nameIsKnown: table.kind === 'page' }
  const header = namedHeader(headers, lines, named, own)
  return header === null ? null : sheetOf(table, lines, header, false)
}

function sheetOf(table: Table, lines: readonly Line[], found: Header, sideways: boolean): Sheet {
  const header = lines[found.at]?.cells.map((cell) => cell.text).join('\u0000')
  const filled = lines
    .slice(found.last + 1)
    .filter((line) => line.cells.some((cell) => !isBlank(cell)))
    .filter((line) => line.cells.map((cell) => cell.text).join('\u0000') !== header)
  // Only the rows of a simple table stand as people see them: a database is sorted by each view anew.
  const rows = (table.kind === 'table' && !sideways ? withoutDittos(filled) : filled).map((line, index) => ({
    ...line,
    number: index + 1,
  }))
  const recognised = found.assignment.columns.map((column) => ({ ...column, header: oneLine(column.header) }))
  const columns = withSplitPeriod(recognised, rows)
  return {
    table,
    columns,
    // Where two columns turned out to be one period, neither was left out.
    rivals: found.assignment.rivals.filter(({ kept, left }) => columns === recognised || kept !== left),
    rows: sideways ? withSidewaysIds(table, rows, columns) : rows,
    dead:
      rows.length < 2 ? [] : (['name', 'deadline'] as const).filter((role) => isDead(role, columns, rows)),
    sideways,
  }
}

function isDead(role: Role, columns: readonly Column[], rows: readonly SheetRow[]): boolean {
  const column = columns.find((one) => one.role === role)
  return column !== undefined && rows.every(({ cells }) => isBlank(cells[column.index] ?? emptyCell))
}

/** What a table that was left alone lacks to be one of programmes; null when it is about something else. */
export function missingColumn(table: Table, named: ColumnNames): 'name' | 'deadline' | null {
  const header = (table.columns ?? []).map((text) => ({ text, links: [], dates: [] }))
  const lines =
    table.columns === null ? table.rows.map(toLine) : [{ id: '', url: null, createdAt: null, cells: header }]
  return missingFrom(lines, named)
}
