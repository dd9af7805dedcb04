import type { Finding } from '../finding.ts'
import { example, periodFinding } from '../finding-words.ts'
import type { RowReading } from '../read-row.ts'
import { isUnsaid } from '../unsaid.ts'

/**
 * A name without a period. Nobody is asked about a row that holds nothing but its name (it is being written), nor about
 * one that says itself that the period is not known (`미정`), nor row by row where the whole column is empty.
 */
export function noDeadlineText(row: RowReading): readonly Finding[] {
  const { text, column } = row.period
  if (row.name.text === '' || !(isUnsaid(text) || row.period.reading.obstacle === 'not-announced')) return []
  const needsPerson =
    text === '' && row.begun && row.sheet.table.kind !== 'page' && !row.sheet.dead.includes('deadline')
  return [
    periodFinding('no-deadline-text', row, needsPerson, {
      problem: {
        ko: text === '' ? `‘${column}’ 칸이 비어 있습니다.` : `‘${column}’ 칸에 아직 날짜가 없습니다.`,
        en: text === '' ? `“${column}” is empty.` : `“${column}” holds no date yet.`,
      },
      mend: { ko: `마감일을 적어 주세요. 예: ${example}`, en: `Write the deadline, for example ${example}` },
    }),
  ]
}
