import type { Table } from '../../documents/document.ts'
import { hash } from '../../lib/hash.ts'
import { oneLine } from '../../lib/text.ts'
import type { Column } from './assign.ts'
import type { Line } from './lines.ts'

/** A table that lies on its side has a row for each thing told; of a longer one no column was ever a programme. */
const sidewaysRows = 30

export function mayBeSideways(table: Table): boolean {
  return table.columns === null && table.rows.length <= sidewaysRows
}

/** A column has no id of its own: its name is the steadiest thing about it, wherever it is moved. */
export function sidewaysId(table: Table, name: string): string {
  return `${table.id}:${hash(oneLine(name)).slice(0, 16)}`
}

/** The columns of a table that are programmes, each with its id. */
export function withSidewaysIds<T extends Line>(
  table: Table,
  rows: readonly T[],
  columns: readonly Column[],
): readonly T[] {
  const name = columns.find(({ role }) => role === 'name')
  const used = new Map<string, number>()
  return rows.map((row) => {
    const id = sidewaysId(table, row.cells[name?.index ?? -1]?.text ?? '')
    const times = (used.get(id) ?? 0) + 1
    used.set(id, times)
    return { ...row, id: times === 1 ? id : `${id}-${times}` }
  })
}
