import type { Finding } from '../finding.ts'
import { columnFinding, example } from '../finding-words.ts'
import type { RowReading } from '../read-row.ts'

/** A name without a period. */
export function noDeadlineText(row: RowReading): readonly Finding[] {
  if (row.name.text === '' || row.period.text !== '') return []
  return [
    columnFinding('no-deadline-text', row, row.period.column, '', true, {
      problem: { ko: '접수 기간이 비어 있습니다.', en: 'The application period is empty.' },
      mend: { ko: `마감일을 적어 주세요. 예: ${example}`, en: `Write the deadline, for example ${example}` },
    }),
  ]
}
