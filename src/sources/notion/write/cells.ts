import type { Cell, Table } from '../../../documents/document.ts'
import type { Api } from '../api/client.ts'
import { type BlockContent, block, blockContent } from '../api/schema.ts'
import { cellOf, EMPTY_CELL } from '../convert/rich-text.ts'
import { ALREADY, carryOut, impossible, type Look, theirs, type WriteOutcome } from './carry-out.ts'
import { type Filling, richTextFor, sameAddress } from './filling.ts'
import { inStyleOf, sendable } from './sendable.ts'

export type CellsWrite = {
  readonly documentId: string
  /** The simple table as it was read: what each row must still say. */
  readonly table: Table
  readonly rowId: string
  /** Columns are counted from 0. */
  readonly cells: readonly { readonly column: number; readonly to: Filling }[]
}

const MOVED = 'a person changed the row since it was read'

/**
 * Fills cells of one row of a simple table. Notion can only replace a row whole, and has no way to say "if unchanged":
 * so the row is read right before, must be as it was when its document was read (its header as well), goes back with
 * the very rich text of all other cells, and is read once more after.
 */
export async function writeCells(api: Api, { table, rowId, cells }: CellsWrite): Promise<WriteOutcome> {
  const expected = table.rows.find(({ id }) => id === rowId)?.cells
  if (table.kind !== 'table' || !expected) return impossible('the row is not in this table')
  const wanted = expected.map(
    (cell, index) => fillingCell(cells.find(({ column }) => column === index)?.to) ?? cell,
  )
  // The row comes last, so that the moment in which a person's edit could be overwritten is as short as it can be.
  const headed = await headerStands(api, table)
  const now = await readRow(api, rowId)
  if (now === null) return theirs('the row is gone')
  const present = now.map(cellOf)
  if (sameCells(present, wanted)) return ALREADY
  if (!headed || !sameCells(present, expected)) return theirs(MOVED)
  const row = now.map((items, index) => {
    const to = cells.find(({ column }) => column === index)?.to
    return to ? inStyleOf(items, richTextFor(to)) : sendable(items)
  })
  if (row.includes(null))
    return impossible('another cell of the row holds something that Notion does not take back')
  const look = async (): Promise<Look> => {
    const found = (await readRow(api, rowId))?.map(cellOf)
    if (!found) return 'other'
    return sameCells(found, wanted) ? 'wanted' : sameCells(found, expected) ? 'before' : 'other'
  }
  return carryOut({
    api,
    async send() {
      await api.write(`writing row ${rowId}`, block, (client) =>
        client.blocks.update({ block_id: rowId, table_row: { cells: row as never } }),
      )
      return look()
    },
    look,
    overtaken: 'a person changed the row at the same moment',
  })
}

/** The row's cells as Notion holds them; null when it is gone. */
async function readRow(api: Api, id: string): Promise<NonNullable<BlockContent['cells']> | null> {
  const json = await api.read(`reading row ${id}`, block, (client) =>
    client.blocks.retrieve({ block_id: id }),
  )
  if (json.in_trash === true) return null
  return blockContent.parse(json[json.type] ?? {}).cells ?? null
}

/** Columns have no ids: when the header says something else, the column may be another one. */
async function headerStands(api: Api, table: Table): Promise<boolean> {
  const [header] = table.rows
  if (!table.headerRow || !header) return true
  const now = await readRow(api, header.id)
  return now !== null && sameCells(now.map(cellOf), header.cells)
}

function fillingCell(filling: Filling | undefined): Cell | undefined {
  if (!filling) return undefined
  const { text, url } = filling
  return { ...EMPTY_CELL, text, links: url === null || text === '' ? [] : [{ text, url }] }
}

/** By words and addresses: Notion joins and reorders what is only style. */
function sameCells(a: readonly Cell[], b: readonly Cell[]): boolean {
  return a.length === b.length && a.every((cell, index) => sameCell(cell, b[index] ?? EMPTY_CELL))
}

function sameCell(a: Cell, b: Cell): boolean {
  return (
    a.text === b.text &&
    a.links.length === b.links.length &&
    a.links.every(
      ({ text, url }, index) => text === b.links[index]?.text && sameAddress(url, b.links[index].url),
    )
  )
}
