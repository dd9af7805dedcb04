import type { Document, Table } from '../documents/document.ts'
import { emptyCell, isBlank } from './columns/lines.ts'
import { type Sheet, toSheet } from './columns/sheet.ts'
import { mayBeSideways, sidewaysId } from './columns/sideways.ts'
import type { Finding } from './finding.ts'
import { leftAlone, type Note, rivalColumns } from './notes.ts'
import type { ProgrammeOptions } from './options.ts'
import type { Programme } from './programme.ts'
import { readRow } from './read-row.ts'
import { rowRules, sheetRules } from './rules.ts'

/** What one document holds. Plain data; nothing in it refers to the document's text as a whole. */
export type DocumentProgrammes = {
  readonly documentId: string
  /** Every row with a name, also those whose period cannot be understood (`heldRows` says which). */
  readonly programmes: readonly Programme[]
  readonly findings: readonly Finding[]
  /**
   * Ids of rows whose entries are neither changed nor removed: rows that look like programmes and cannot be understood,
   * and every row of a table that was left alone (its header may just have been renamed).
   */
  readonly heldRows: readonly string[]
  readonly notes: readonly Note[]
  /** The tables that were read, with their columns: where a status or a link may be written back. */
  readonly sheets: readonly Sheet[]
}

/** Reads the programmes of one document. Findings that need other documents come from `acrossDocuments`. */
export function readDocument(document: Document, options: ProgrammeOptions): DocumentProgrammes {
  const tables = document.tables.map((table) => ({ table, sheet: toSheet(table, options.columns) }))
  const sheets = usedSheets(tables.flatMap(({ sheet }) => (sheet === null ? [] : [sheet])))
  const rows = sheets.flatMap((sheet) => sheet.rows.map((row) => readRow({ document, sheet, row })))
  const isRead = new Set(
    rows.filter((row) => row.programme !== null && row.understood).map((row) => row.row.id),
  )
  return {
    documentId: document.id,
    programmes: rows.flatMap((row) => (row.programme === null ? [] : [row.programme])),
    findings: [
      ...sheets.flatMap((sheet) => sheetRules.flatMap((rule) => rule(document, sheet))),
      ...rows.flatMap((row) => rowRules.flatMap((rule) => rule(row))),
    ],
    heldRows: [
      ...rows.map((row) => row.row.id),
      ...tables
        .filter(({ sheet }) => sheet === null || !sheets.includes(sheet))
        .flatMap(({ table }) => rowIds(table)),
    ].filter((id) => !isRead.has(id)),
    notes: tables.flatMap(({ table, sheet }) => {
      if (sheet !== null) return rivalColumns(document, sheet)
      return table.kind === 'page' ? [] : [leftAlone(document, table)]
    }),
    sheets,
  }
}

/** Every page has properties; where its body holds programmes, they mean one of their own only with a deadline in them. */
function usedSheets(sheets: readonly Sheet[]): readonly Sheet[] {
  const inBody = sheets.some(({ table, rows }) => table.kind !== 'page' && rows.length > 0)
  return sheets.filter((sheet) => sheet.table.kind !== 'page' || !inBody || hasDeadline(sheet))
}

function hasDeadline(sheet: Sheet): boolean {
  const deadline = sheet.columns.find((column) => column.role === 'deadline')
  return sheet.rows.some((row) => !isBlank(row.cells[deadline?.index ?? -1] ?? emptyCell))
}

/** The ids under which a table left alone may have been read before: a renamed header must not remove its entries. */
function rowIds(table: Table): readonly string[] {
  const own = table.rows.map((row) => row.id)
  if (!mayBeSideways(table)) return own
  const cells = table.rows.flatMap((row) => row.cells.filter((cell) => !isBlank(cell)))
  return [...own, ...cells.map((cell) => sidewaysId(table, cell.text))]
}
