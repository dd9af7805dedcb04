import type { Document } from '../documents/document.ts'
import type { Sheet } from './columns/sheet.ts'
import type { Finding } from './finding.ts'
import type { RowReading } from './read-row.ts'
import { contactNotUnderstood } from './rules/contact-not-understood.ts'
import { cutText } from './rules/cut-text.ts'
import { deadColumn } from './rules/dead-column.ts'
import { endBeforeStart } from './rules/end-before-start.ts'
import { impossibleDate } from './rules/impossible-date.ts'
import { noDeadlineText } from './rules/no-deadline-text.ts'
import { noName } from './rules/no-name.ts'
import { notALink } from './rules/not-a-link.ts'
import { notUnderstood } from './rules/not-understood.ts'
import { titleCellDisagree } from './rules/title-cell-disagree.ts'
import { weekdayMismatch } from './rules/weekday-mismatch.ts'
import { yearGuessed } from './rules/year-guessed.ts'

/** A check on one row: nothing, or what a person should look at. */
export type RowRule = (row: RowReading) => readonly Finding[]
/** A check on a table as a whole. */
export type SheetRule = (document: Document, sheet: Sheet, rows: readonly RowReading[]) => readonly Finding[]

/** Every check on rows, in the order in which findings are told. A new check is one file and one line here. */
export const rowRules: readonly RowRule[] = [
  noName,
  noDeadlineText,
  notUnderstood,
  impossibleDate,
  endBeforeStart,
  weekdayMismatch,
  titleCellDisagree,
  yearGuessed,
  notALink,
  contactNotUnderstood,
  cutText,
]

export const sheetRules: readonly SheetRule[] = [deadColumn]
