import type { Document } from '../../documents/document.ts'
import type { Sheet } from '../columns/sheet.ts'
import type { Finding } from '../finding.ts'
import { example } from '../finding-words.ts'
import type { RowReading } from '../read-row.ts'
import { tablePlace } from '../row-source.ts'

/**
 * A column for names or deadlines that nobody fills: most likely they stand in another column. One finding for all its
 * rows. Nobody is asked while the rows hold no more than names, nor where the names tell the deadlines themselves.
 */
export function deadColumn(
  document: Document,
  sheet: Sheet,
  rows: readonly RowReading[],
): readonly Finding[] {
  if (sheet.table.kind === 'page') return []
  return sheet.dead.flatMap((role) => {
    const concerned = rows.filter(({ name, begun, understood }) =>
      role === 'name' ? name.text === '' && understood : begun && !understood,
    )
    return concerned.length === 0 ? [] : [finding(document, sheet, role)]
  })
}

function finding(document: Document, sheet: Sheet, role: 'name' | 'deadline'): Finding {
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
