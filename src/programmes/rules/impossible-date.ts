import type { Finding } from '../finding.ts'
import { example, periodFinding } from '../finding-words.ts'
import type { RowReading } from '../read-row.ts'

/** A day that no calendar has. An impossible first day beside a real deadline leaves the deadline right: then nobody is asked. */
export function impossibleDate(row: RowReading): readonly Finding[] {
  const { reading, column } = row.period
  const isObstacle = reading.obstacle === 'impossible-date'
  if (row.name.text === '' || !(isObstacle || reading.warnings.includes('impossible-date'))) return []
  return [
    periodFinding('impossible-date', row, isObstacle, {
      problem: {
        ko: `‘${column}’ 칸에 달력에 없는 날짜가 있습니다.`,
        en: `“${column}” holds a date that no calendar has.`,
      },
      mend: { ko: `날짜를 고쳐 주세요. 예: ${example}`, en: `Mend the date, for example ${example}` },
    }),
  ]
}
