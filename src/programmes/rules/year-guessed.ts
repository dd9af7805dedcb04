import type { Finding } from '../finding.ts'
import { periodFinding } from '../finding-words.ts'
import { writtenMoment } from '../moment-words.ts'
import { dayInKorea } from '../posting.ts'
import type { RowReading } from '../read-row.ts'

/** A page that is still edited this long after a deadline may hold rows that mean the year after. */
const doubtfulAfterDays = 180

/**
 * A year that the text leaves out. Mostly a remark: the name's year or the weekday settles it. A person is asked only
 * where the page's age alone gave the year and the page has lived on so long that the next year is as likely.
 */
export function yearGuessed(row: RowReading): readonly Finding[] {
  const { reading, column } = row.period
  const { closes } = reading
  if (
    row.name.text === '' ||
    closes === null ||
    !row.understood ||
    !reading.warnings.includes('year-inferred')
  )
    return []
  const form = writtenMoment(closes)
  return [
    periodFinding('year-guessed', row, isDoubtful(row, closes), {
      problem: {
        ko: `‘${column}’ 칸에 연도가 없어 ${closes.slice(0, 4)}년으로 읽었습니다.`,
        en: `“${column}” tells no year; it was read as ${closes.slice(0, 4)}.`,
      },
      mend: {
        ko: `연도까지 적어 주세요. 예: ${form}까지`,
        en: `Write the year as well, for example ${form}까지`,
      },
    }),
  ]
}

function isDoubtful({ period, row, document }: RowReading, closes: string): boolean {
  const byAgeAlone = period.reading.why.some(
    ({ part, inferred }) => part === 'closes' && inferred === 'posted',
  )
  const edited = dayInKorea(document.editedAt)
  if (!byAgeAlone || row.createdAt !== null || edited === null) return false
  return Date.parse(edited) - Date.parse(closes.slice(0, 10)) >= doubtfulAfterDays * 86_400_000
}
