import { liveChildren } from '../look.ts'
import { type RichText, runs } from '../rich-text.ts'
import { type Block, known, type Store } from '../store.ts'
import { moveBlock, putIn, removeBlock } from './blocks.ts'
import type { NotionPeople, Place } from './doings.ts'
import type { Edit } from './edit.ts'

function cellsOf(row: Block): RichText[][] {
  return [...(row.content.cells as RichText[][])]
}

type TableDoings = Pick<
  NotionPeople,
  | 'editCell'
  | 'addRow'
  | 'moveRow'
  | 'deleteRow'
  | 'cutAndPasteRow'
  | 'addColumn'
  | 'moveColumn'
  | 'deleteColumn'
  | 'setHeaderRow'
>

/** Doings in simple tables. */
export function tableDoings(store: Store, person: string, edit: Edit): TableDoings {
  const rowsOf = (table: string) => liveChildren(store, table).map(edit.block)
  const eachRow = (table: string, change: (cells: RichText[][], index: number) => void) => {
    for (const [index, row] of rowsOf(table).entries()) {
      const cells = cellsOf(row)
      change(cells, index)
      row.content = { cells }
    }
    const block = edit.block(table)
    const first = rowsOf(table)[0]
    if (first) block.content = { ...block.content, table_width: cellsOf(first).length }
    edit.done(block)
  }
  return {
    editCell(id, column, words) {
      const row = edit.block(id)
      const cells = cellsOf(row)
      if (column < 0 || column >= cells.length) throw new RangeError(`the row has no column ${column}`)
      cells[column] = runs(words)
      row.content = { cells }
      edit.done(row)
    },
    addRow(table, cells, place = 'end') {
      const width = edit.block(table).content.table_width as number
      const full = Array.from({ length: width }, (_, index) => runs(cells[index] ?? ''))
      return putIn(
        store,
        person,
        edit,
        table,
        { type: 'table_row', content: { cells: full }, children: [] },
        place,
      )
    },
    moveRow: (row, place) => moveBlock(store, edit, row, place),
    deleteRow: (row) => removeBlock(edit, row),
    cutAndPasteRow(id, place, into) {
      const row = edit.block(id)
      const table = known(row.parent.kind === 'block' ? row.parent.id : null, 'table of the row')
      const siblings = liveChildren(store, table)
      const before = siblings[siblings.indexOf(id) - 1]
      const there: Place = before === undefined ? 'start' : { after: before }
      const where = place ?? (into === undefined ? there : 'end')
      removeBlock(edit, id)
      const pasted = { type: 'table_row', content: { cells: cellsOf(row) }, children: [] }
      return putIn(store, person, edit, into ?? table, pasted, where)
    },
    addColumn: (table, header, index) =>
      eachRow(
        table,
        (cells, row) => void cells.splice(index ?? cells.length, 0, row === 0 ? runs(header) : []),
      ),
    moveColumn: (table, from, to) =>
      eachRow(table, (cells) => void cells.splice(to, 0, ...cells.splice(from, 1))),
    deleteColumn: (table, index) => eachRow(table, (cells) => void cells.splice(index, 1)),
    setHeaderRow(table, on) {
      const block = edit.block(table)
      block.content = { ...block.content, has_column_header: on }
      edit.done(block)
    },
  }
}
