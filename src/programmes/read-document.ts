import type { Document, Table } from '../documents/document.ts'
import { emptyCell, isBlank } from './columns/lines.ts'
import { missingColumn, type Sheet, toSheet } from './columns/sheet.ts'
import { mayBeSideways, sidewaysId } from './columns/sideways.ts'
import type { Finding } from './finding.ts'
import { leftAlone, type Note, rivalColumns } from './notes.ts'
import type { ProgrammeOptions } from './options.ts'
import type { Programme } from './programme.ts'
import { isUnclear, type RowReading, readRow } from './read-row.ts'
import { rowSources } from './row-source.ts'
import { rowRules, sheetRules } from './rules.ts'
import { toldTwice } from './same-as-page.ts'
import { sectionsByLink } from './values/background.ts'

/** A table that was read and what its columns hold: where a status or a link may be written back. */
export type Layout = Pick<Sheet, 'columns' | 'sideways'> & {
  readonly tableId: string
  readonly kind: Table['kind']
}

/** What one document holds. Plain data, without the document's text as a whole: a hundred thousand rows of it fit. */
export type DocumentProgrammes = {
  readonly documentId: string
  /** Every row with a name and more, also those whose period cannot be understood (`unclearRows` says which). */
  readonly programmes: readonly Programme[]
  readonly findings: readonly Finding[]
  /** Ids of rows that look like programmes and cannot be understood. A page's status asks these. */
  readonly unclearRows: readonly string[]
  /**
   * Ids of all rows whose entries are neither changed nor removed: every row that gave no period, and every row of a
   * table that was left alone, for its header may just have been renamed; also the lines down to the headers where
   * these are not the first, for another line may just have been taken for them. A plan asks these.
   */
  readonly heldRows: readonly string[]
  readonly notes: readonly Note[]
  readonly layouts: readonly Layout[]
}

/** Reads the programmes of one document. Findings that need other documents come from `acrossDocuments`. */
export function readDocument(document: Document, options: ProgrammeOptions): DocumentProgrammes {
  const tables = document.tables.map((table) => ({ table, sheet: toSheet(table, options.columns) }))
  const sheets = usedSheets(tables.flatMap(({ sheet }) => (sheet === null ? [] : [sheet])))
  const unread = tables.filter(({ sheet }) => sheet === null || !sheets.includes(sheet))
  const sections = sectionsByLink(document)
  const read = sheets.map((sheet) => ({ sheet, rows: rowSources(document, sheet, sections).map(readRow) }))
  const rows = read.flatMap((one) => one.rows)
  const held = rows.filter((row) => row.programme === null || !row.understood).map(({ row }) => row.id)
  return {
    documentId: document.id,
    programmes: programmesOf(rows),
    findings: [
      ...read.flatMap((one) => sheetRules.flatMap((rule) => rule(document, one.sheet, one.rows))),
      ...rows.flatMap((row) => rowRules.flatMap((rule) => rule(row))),
    ],
    unclearRows: rows.filter(isUnclear).map(({ row }) => row.id),
    heldRows: [...held, ...unread.flatMap(({ table }) => rowIds(table)), ...sheets.flatMap(besideSheet)],
    notes: tables.flatMap((one) => notesOn(document, one.table, one.sheet, options)),
    layouts: sheets.map(({ table, columns, sideways }) => ({
      tableId: table.id,
      kind: table.kind,
      columns,
      sideways,
    })),
  }
}

function programmesOf(rows: readonly RowReading[]): readonly Programme[] {
  const found = rows.flatMap(({ sheet, programme }) =>
    programme === null ? [] : [{ programme, ofPage: sheet.table.kind === 'page' }],
  )
  const of = (page: boolean) =>
    found.filter(({ ofPage }) => ofPage === page).map(({ programme }) => programme)
  const one = toldTwice(of(true), of(false))
  return one === null ? found.map(({ programme }) => programme) : [one]
}

function notesOn(
  document: Document,
  table: Table,
  sheet: Sheet | null,
  { columns }: ProgrammeOptions,
): readonly Note[] {
  if (sheet !== null) return rivalColumns(document, sheet)
  return table.kind === 'page' || table.rows.length === 0
    ? []
    : [leftAlone(document, table, missingColumn(table, columns))]
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

/** Lines with words in them that are no rows: titles, or rows above one that reads like headers since these were renamed. */
function besideSheet({ table, rows, sideways }: Sheet): readonly string[] {
  const read = new Set(rows.map(({ id }) => id))
  const beside = table.rows.filter(({ id, cells }) => !read.has(id) && !cells.every(isBlank))
  // It may have stood upright until its headers were renamed: then its rows were programmes.
  if (sideways) return beside.map(({ id }) => id)
  // One line is the headers, where they always stood.
  return beside.length === 1 ? [] : beside.map(({ id }) => id)
}

/** The ids under which a table left alone may have been read before: a renamed header must not remove its entries. */
function rowIds(table: Table): readonly string[] {
  const own = table.rows.map((row) => row.id)
  if (!mayBeSideways(table)) return own
  const cells = table.rows.flatMap((row) => row.cells.filter((cell) => !isBlank(cell)))
  return [...own, ...cells.map((cell) => sidewaysId(table, cell.text))]
}
