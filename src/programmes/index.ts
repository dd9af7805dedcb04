import type { Document } from '../documents/document.ts'
import { acrossDocuments } from './across-documents.ts'
import type { Finding } from './finding.ts'
import { callSummary } from './identity.ts'
import type { Note } from './notes.ts'
import type { ProgrammeOptions } from './options.ts'
import type { Programme } from './programme.ts'
import { readDocument } from './read-document.ts'

export { acrossDocuments } from './across-documents.ts'
export type { Column } from './columns/assign.ts'
export type { Role } from './columns/roles.ts'
export { type CallSummary, callSummary } from './identity.ts'
export type { Note } from './notes.ts'
export type { ColumnNames, ColumnRole, ProgrammeOptions } from './options.ts'
export { type DocumentProgrammes, type Layout, readDocument } from './read-document.ts'

export type Programmes = {
  readonly programmes: readonly Programme[]
  readonly findings: readonly Finding[]
  /** See `DocumentProgrammes`. */
  readonly unclearRows: readonly string[]
  readonly heldRows: readonly string[]
  readonly notes: readonly Note[]
}

/**
 * The programmes of all documents, what a person should look at, and the rows whose entries are held because they
 * cannot be understood. For bases too large to hold at once: `readDocument` for each, keeping `callSummary` of its
 * programmes, then `acrossDocuments`.
 */
export function readProgrammes(
  documents: Document | readonly Document[],
  options: ProgrammeOptions,
): Programmes {
  const read = ('id' in documents ? [documents] : documents).map((document) =>
    readDocument(document, options),
  )
  const programmes = read.flatMap((one) => one.programmes)
  const summaries = programmes.map(callSummary).filter((summary) => summary !== null)
  return {
    programmes,
    findings: [...read.flatMap((one) => one.findings), ...acrossDocuments(summaries)],
    unclearRows: read.flatMap((one) => one.unclearRows),
    heldRows: read.flatMap((one) => one.heldRows),
    notes: read.flatMap((one) => one.notes),
  }
}
