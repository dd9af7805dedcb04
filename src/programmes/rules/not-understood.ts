import type { Finding } from '../finding.ts'
import { columnFinding, example } from '../finding-words.ts'
import type { RowReading } from '../read-row.ts'

/** A period that cannot be understood. */
export function notUnderstood(row: RowReading): readonly Finding[] {
  if (row.name.text === '' || row.period.text === '' || !row.held) return []
  return [
    columnFinding('not-understood', row, row.period.column, row.period.text, true, {
      problem: {
        ko: '접수 기간을 이해하지 못했습니다.',
        en: 'The application period could not be understood.',
      },
      mend: { ko: `날짜로 적어 주세요. 예: ${example}`, en: `Write it as a date, for example ${example}` },
    }),
  ]
}
