import type { Document, Table } from '../documents/document.ts'
import { type Sheet, toSheet } from './columns/sheet.ts'
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
  /** Ids of rows that look like programmes and cannot be understood: their entries are neither changed nor removed. */
  readonly heldRows: readonly string[]
  readonly notes: readonly Note[]
  /** The tables that were read, with their columns: where a status or a link may be written back. */
  readonly sheets: readonly Sheet[]
}

/** Reads the programmes of one document. Findings that need other documents come from `acrossDocuments`. */
export function readDocument(document: Document, options: ProgrammeOptions): DocumentProgrammes {
  const sheets: Sheet[] = []
  const notes: Note[] = []
  for (const table of document.tables) {
    const sheet = toSheet(table, options.columns)
    if (sheet !== null) notes.push(...rivalColumns(document, sheet))
    else if (table.kind !== 'page') notes.push(leftAlone(document, table))
    if (sheet !== null && !isUnusedPage(table, sheet)) sheets.push(sheet)
  }
  const rows = sheets.flatMap((sheet) => sheet.rows.map((row) => readRow({ document, sheet, row })))
  return {
    documentId: document.id,
    programmes: rows.flatMap((row) => (row.programme === null ? [] : [row.programme])),
    findings: [
      ...sheets.flatMap((sheet) => sheetRules.flatMap((rule) => rule(document, sheet))),
      ...rows.flatMap((row) => rowRules.flatMap((rule) => rule(row))),
    ],
    heldRows: rows.flatMap((row) => (row.understood && row.programme !== null ? [] : [row.row.id])),
    notes,
    sheets,
  }
}

/** Every page has properties; they mean a programme only where the one for the deadline is filled. */
function isUnusedPage(table: Table, sheet: Sheet): boolean {
  if (table.kind !== 'page') return false
  const deadline = sheet.columns.find((column) => column.role === 'deadline')
  return sheet.rows.every((row) => {
    const cell = row.cells[deadline?.index ?? -1]
    return cell === undefined || (cell.text.trim() === '' && cell.dates.length === 0)
  })
}
