import { cut, oneLine } from '../../lib/text.ts'
import type { Finding } from '../finding.ts'
import { cellFinding } from '../finding-words.ts'
import type { RowReading } from '../read-row.ts'

/** A period that is understood, and no name beside it. Other rows without a name (a remark, a total) are nobody's concern. */
export function noName(row: RowReading): readonly Finding[] {
  if (row.name.text !== '' || !row.understood) return []
  const period = cut(oneLine(row.period.text), 60)
  return [
    cellFinding(
      'no-name',
      row,
      { column: row.name.column, text: '', needsPerson: !row.sheet.dead.includes('name') },
      {
        problem: {
          ko: `접수 기간(${period})은 있는데 이름이 비어 있습니다.`,
          en: `There is an application period (${period}) but no name.`,
        },
        mend: {
          ko: `‘${row.name.column}’ 칸에 사업이나 공고의 이름을 적어 주세요.`,
          en: `Write the programme’s name into “${row.name.column}”.`,
        },
      },
    ),
  ]
}
