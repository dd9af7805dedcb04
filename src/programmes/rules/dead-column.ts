import type { Document } from '../../documents/document.ts'
import { isBlank } from '../columns/lines.ts'
import type { Sheet } from '../columns/sheet.ts'
import type { Finding } from '../finding.ts'
import { example } from '../finding-words.ts'
import { tablePlace } from '../row-source.ts'

/** A table of this many rows whose deadline column no row fills: one finding for all of them, rather than one each. */
const rowsFrom = 2

/** Whether the deadline column of a table is empty from top to bottom. */
export function isDead(sheet: Sheet): boolean {
  const column = sheet.columns.find(({ role }) => role === 'deadline')
  if (column === undefined || sheet.rows.length < rowsFrom) return false
  return sheet.rows.every(({ cells }) => {
    const cell = cells[column.index]
    return cell === undefined || isBlank(cell)
  })
}

/** A deadline column that nobody fills: most likely the deadlines stand in another column. */
export function deadColumn(document: Document, sheet: Sheet): readonly Finding[] {
  if (sheet.table.kind === 'page' || !isDead(sheet)) return []
  const header = sheet.columns.find(({ role }) => role === 'deadline')?.header ?? ''
  return [
    {
      code: 'dead-column',
      place: tablePlace(document, sheet),
      column: header,
      text: '',
      needsPerson: true,
      problem: {
        ko: `‘${header}’ 열이 모든 행에서 비어 있습니다.`,
        en: `Column “${header}” is empty in every row.`,
      },
      mend: {
        ko: `마감일을 이 열에 적어 주세요. 예: ${example}. 다른 열에 있다면 설정의 columns.deadline에 그 열의 이름을 적어 주세요.`,
        en: `Write the deadlines into it, for example ${example}; if they stand in another column, name that one under \`columns.deadline\` in the settings.`,
      },
    },
  ]
}
