import type { Finding, FindingCode } from './finding.ts'
import type { RowReading } from './read-row.ts'

/** A form that is always understood. */
export const example = '2023. 4. 2.(일) 23:30까지'

type Words = Pick<Finding, 'problem' | 'mend'>

/** A finding about one cell of a row. */
export function columnFinding(
  code: FindingCode,
  row: RowReading,
  column: string,
  text: string,
  needsPerson: boolean,
  words: Words,
): Finding {
  return { code, place: row.place, column: column === '' ? null : column, text, needsPerson, ...words }
}
