import { cut } from '../lib/text.ts'
import type { Finding, FindingCode } from './finding.ts'
import type { RowReading } from './read-row.ts'

/** A form that is always understood. */
export const example = '2023. 4. 2.(일) 23:30까지'
/** What a finding quotes of a cell: enough to know it again. */
const longestQuote = 300

export type Words = Pick<Finding, 'problem' | 'mend'>
type Cell = { readonly column: string; readonly text: string; readonly needsPerson: boolean }

/** A finding about one cell of a row. */
export function cellFinding(code: FindingCode, row: RowReading, cell: Cell, words: Words): Finding {
  return {
    code,
    place: row.place,
    column: cell.column === '' ? null : cell.column,
    text: cut(cell.text, longestQuote),
    needsPerson: cell.needsPerson,
    ...words,
  }
}

/** A finding about the cell that gave the period. */
export function periodFinding(
  code: FindingCode,
  row: RowReading,
  needsPerson: boolean,
  words: Words,
): Finding {
  const { column, text } = row.period
  return cellFinding(code, row, { column, text, needsPerson }, words)
}
