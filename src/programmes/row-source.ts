import type { Cell, Document } from '../documents/document.ts'
import { clean } from '../lib/text.ts'
import { isBlank } from './columns/lines.ts'
import type { Role } from './columns/roles.ts'
import { cellsOf, type Sheet, type SheetRow } from './columns/sheet.ts'

/** A row where it stands: its table and its page. */
export type RowSource = { readonly document: Document; readonly sheet: Sheet; readonly row: SheetRow }

/** One filled cell with its column's header and its text made safe. */
export type Text = { readonly header: string; readonly text: string; readonly cell: Cell }

/** The filled cells of a row whose columns have this role. */
export function textsOf(source: RowSource, role: Role): readonly Text[] {
  return cellsOf(source.sheet, source.row, role).map(({ header, cell }) => ({
    header,
    text: clean(cell.text),
    cell,
  }))
}

/** The roles of which the row has a filled cell. */
export function filledRoles({ sheet, row }: RowSource): readonly Role[] {
  return sheet.columns.flatMap(({ role, index }) => {
    const cell = row.cells[index]
    return role === null || cell === undefined || isBlank(cell) ? [] : [role]
  })
}
