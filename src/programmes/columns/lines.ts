import type { Cell, Row, Table } from '../../documents/document.ts'

/** A row of a table, or a column of one that lies on its side. */
export type Line = {
  readonly id: string
  readonly url: string | null
  readonly createdAt: string | null
  readonly cells: readonly Cell[]
}

export const emptyCell: Cell = { text: '', links: [], dates: [] }

export function isBlank(cell: Cell): boolean {
  return cell.dates.length === 0 && cell.links.length === 0 && /^[\s\u200b\ufeff]*$/.test(cell.text)
}

export function toLine(row: Row): Line {
  return { id: row.id, url: row.url, createdAt: row.createdAt ?? null, cells: row.cells }
}

/** The columns of a table as lines. They have no ids of their own: `sideways.ts` gives them some. */
export function turned(table: Table): readonly Line[] {
  const width = table.rows.reduce((most, row) => Math.max(most, row.cells.length), 0)
  return Array.from({ length: width }, (_, at) => ({
    id: '',
    url: null,
    createdAt: null,
    cells: table.rows.map((row) => row.cells[at] ?? emptyCell),
  }))
}

/** How many cells of a column are filled. */
export function counter(lines: readonly Line[]): (index: number) => number {
  const counts: number[] = []
  for (const { cells } of lines)
    for (const [index, cell] of cells.entries())
      counts[index] = (counts[index] ?? 0) + (isBlank(cell) ? 0 : 1)
  return (index) => counts[index] ?? 0
}
