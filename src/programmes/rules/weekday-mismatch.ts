import type { Finding } from '../finding.ts'
import { periodFinding } from '../finding-words.ts'
import { weekday, writtenMoment } from '../moment-words.ts'
import type { RowReading } from '../read-row.ts'

/** A weekday that is not that of its date: one of the two is wrong, and only a person can tell which. The date stands meanwhile. */
export function weekdayMismatch(row: RowReading): readonly Finding[] {
  const { reading, column } = row.period
  const { closes, opens } = reading
  const moment = closes ?? opens
  if (row.name.text === '' || moment === null || !reading.warnings.includes('weekday-mismatch')) return []
  const day = writtenMoment(moment.slice(0, 10))
  return [
    periodFinding('weekday-mismatch', row, true, {
      problem: {
        ko: `‘${column}’ 칸의 요일이 날짜와 맞지 않습니다. ${moment.slice(0, 10)}은 ${weekday(moment).ko}요일입니다.`,
        en: `The weekday in “${column}” is not that of its date: ${moment.slice(0, 10)} is a ${weekday(moment).en}.`,
      },
      mend: {
        ko: `요일과 날짜 가운데 틀린 쪽을 고쳐 주세요. 날짜가 맞다면: ${day}`,
        en: `Mend whichever of the two is wrong; if the date is right: ${day}`,
      },
    }),
  ]
}
