import type { Document } from '../../documents/document.ts'
import { isBlank } from '../columns/lines.ts'
import type { Sheet } from '../columns/sheet.ts'
import type { Finding } from '../finding.ts'
import { example } from '../finding-words.ts'
import { tablePlace } from '../row-source.ts'

/** In a table of this many rows an empty column gives one finding for all of them, rather than one each. */
const rowsFrom = 2

type Vital = 'name' | 'deadline'

/** Whether the column of a table that should tell this is empty from top to bottom. */
export function isDead(sheet: Sheet, role: Vital): boolean {
  const column = sheet.columns.find((one) => one.role === role)
  if (column === undefined || sheet.rows.length < rowsFrom) return false
  return sheet.rows.every(({ cells }) => {
    const cell = cells[column.index]
    return cell === undefined || isBlank(cell)
  })
}

/** A column for names or deadlines that nobody fills: most likely they stand in another column. */
export function deadColumn(document: Document, sheet: Sheet): readonly Finding[] {
  if (sheet.table.kind === 'page') return []
  return (['name', 'deadline'] as const).flatMap((role) =>
    isDead(sheet, role) ? [finding(document, sheet, role)] : [],
  )
}

function finding(document: Document, sheet: Sheet, role: Vital): Finding {
  const header = sheet.columns.find((one) => one.role === role)?.header ?? ''
  const { ko, en } = mends[role]
  return {
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
      ko: `${ko} 다른 열에 있다면 설정의 columns.${role}에 그 열의 이름을 적어 주세요.`,
      en: `${en}; if they stand in another column, name that one under \`columns.${role}\` in the settings.`,
    },
  }
}

const mends = {
  name: { ko: '이름을 이 열에 적어 주세요.', en: 'Write the names into it' },
  deadline: {
    ko: `마감일을 이 열에 적어 주세요. 예: ${example}.`,
    en: `Write the deadlines into it, for example ${example}`,
  },
}
