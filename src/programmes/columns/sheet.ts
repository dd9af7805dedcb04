import type { Cell, Row, Table } from '../../documents/document.ts'
import { hash } from '../../lib/hash.ts'
import { oneLine } from '../../lib/text.ts'
import type { ColumnNames } from '../options.ts'
import { type Assignment, assignRoles, type Column, type Rivalry } from './assign.ts'
import type { Role } from './roles.ts'

/** One line of data: a row, or a column of a table that lies on its side. `number` counts from 1, blank ones left out. */
export type SheetRow = {
  readonly id: string
  readonly url: string | null
  readonly createdAt: string | null
  readonly cells: readonly Cell[]
  readonly number: number
}

/** A table with its columns recognised. `sideways`: the headers stand in its first column and each column is a programme. */
export type Sheet = {
  readonly table: Table
  readonly columns: readonly Column[]
  readonly rivals: readonly Rivalry[]
  readonly rows: readonly SheetRow[]
  readonly sideways: boolean
}

export const emptyCell: Cell = { text: '', links: [], dates: [] }
/** How far down (or across) a header may stand: a title line or an empty line above it is common. */
const headerDepth = 5

type Line = Omit<SheetRow, 'number'>
type Found = { readonly at: number; readonly assignment: Assignment; readonly score: number }

/**
 * Finds the headers of a table by their words and gives its rows of data; null when it holds no programmes:
 * no column for a deadline, or none for a name.
 */
export function toSheet(table: Table, named: ColumnNames): Sheet | null {
  if (table.columns !== null) return namedSheet(table, table.columns, named)
  const upright = table.rows.map(toLine)
  const across = findHeader(upright, table.headerRow, named)
  if (across !== null && !table.headerColumn) return sheetOf(table, upright, across, false)
  const sideways = turned(table)
  const down = findHeader(sideways, table.headerColumn, named)
  if (down !== null && down.score > (across?.score ?? 0)) return sheetOf(table, sideways, down, true)
  return across === null ? null : sheetOf(table, upright, across, false)
}

function namedSheet(table: Table, headers: readonly string[], named: ColumnNames): Sheet | null {
  const lines = table.rows.map(toLine)
  const assignment = withTitle(assignRoles(headers, counter(lines), named), table.titleColumn ?? null)
  return isProgrammes(assignment.columns, table.kind === 'page')
    ? sheetOf(table, lines, { at: -1, assignment, score: 0 }, false)
    : null
}

/** The source's own title column is the name where no header says so more clearly. */
function withTitle(assignment: Assignment, title: number | null): Assignment {
  if (title === null || has(assignment.columns, 'name')) return assignment
  const columns = assignment.columns.map((column) =>
    column.index === title ? { ...column, role: 'name' as const, score: 50 } : column,
  )
  return { ...assignment, columns }
}

function findHeader(lines: readonly Line[], marked: boolean, named: ColumnNames): Found | null {
  let best: Found | null = null
  const count = counter(lines)
  for (const [at, line] of lines.slice(0, headerDepth).entries()) {
    const assignment = assignRoles(
      line.cells.map((cell) => cell.text),
      count,
      named,
    )
    if (!isProgrammes(assignment.columns, false)) continue
    const score = sum(assignment.columns) + (marked && at === 0 ? 50 : 0)
    if (best === null || score > best.score) best = { at, assignment, score }
  }
  return best
}

function isProgrammes(columns: readonly Column[], nameIsKnown: boolean): boolean {
  return has(columns, 'deadline') && (nameIsKnown || has(columns, 'name'))
}

function sheetOf(table: Table, lines: readonly Line[], found: Found, sideways: boolean): Sheet {
  const header = lines[found.at]?.cells.map((cell) => cell.text).join('\u0000')
  const rows = lines
    .slice(found.at + 1)
    .filter((line) => line.cells.some((cell) => !isBlank(cell)))
    .filter((line) => line.cells.map((cell) => cell.text).join('\u0000') !== header)
    .map((line, index) => ({ ...line, number: index + 1 }))
  const columns = found.assignment.columns.map((column) => ({ ...column, header: oneLine(column.header) }))
  return {
    table,
    columns,
    rivals: found.assignment.rivals,
    rows: sideways ? withIds(table, rows, columns) : rows,
    sideways,
  }
}

export function isBlank(cell: Cell): boolean {
  return cell.dates.length === 0 && cell.links.length === 0 && /^[\s\u200b\ufeff]*$/.test(cell.text)
}

/** The cells of a row whose columns have this role, blank ones left out. */
export function cellsOf(sheet: Sheet, row: SheetRow, role: Role): readonly { header: string; cell: Cell }[] {
  return sheet.columns
    .filter((column) => column.role === role)
    .map((column) => ({ header: column.header, cell: row.cells[column.index] ?? emptyCell }))
    .filter(({ cell }) => !isBlank(cell))
}

function toLine(row: Row): Line {
  return { id: row.id, url: row.url, createdAt: row.createdAt ?? null, cells: row.cells }
}

/** The columns of a table as lines; `sheetOf` gives them their ids, once it is known which of their cells is the name. */
function turned(table: Table): readonly Line[] {
  const width = Math.max(0, ...table.rows.slice(0, headerDepth).map((row) => row.cells.length))
  return Array.from({ length: width }, (_, at) => ({
    id: '',
    url: null,
    createdAt: null,
    cells: table.rows.map((row) => row.cells[at] ?? emptyCell),
  }))
}

/** A column has no id of its own: its name is the steadiest thing about it, wherever it is moved. */
export function sidewaysId(table: Table, name: string): string {
  return `${table.id}:${hash(oneLine(name)).slice(0, 16)}`
}

function withIds(table: Table, rows: readonly SheetRow[], columns: readonly Column[]): readonly SheetRow[] {
  const name = columns.find(({ role }) => role === 'name')
  const used = new Map<string, number>()
  return rows.map((row) => {
    const id = sidewaysId(table, row.cells[name?.index ?? -1]?.text ?? '')
    const times = (used.get(id) ?? 0) + 1
    used.set(id, times)
    return { ...row, id: times === 1 ? id : `${id}-${times}` }
  })
}

/** How many cells of a column are filled. */
function counter(lines: readonly Line[]): (index: number) => number {
  const counts: number[] = []
  for (const { cells } of lines)
    for (const [index, cell] of cells.entries())
      counts[index] = (counts[index] ?? 0) + (isBlank(cell) ? 0 : 1)
  return (index) => counts[index] ?? 0
}

function has(columns: readonly Column[], role: Role): boolean {
  return columns.some((column) => column.role === role)
}

function sum(columns: readonly Column[]): number {
  return columns.reduce((total, column) => total + Math.min(column.score, 100), 0)
}
