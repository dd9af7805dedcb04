import type { Moment } from '../../deadlines/reading.ts'
import type { Finding } from '../finding.ts'
import { periodFinding } from '../finding-words.ts'
import { dayMeant, weekday, writtenMoment } from '../moment-words.ts'
import type { RowReading } from '../read-row.ts'

/**
 * A weekday that is not that of its date: one of the two is wrong, and only a person can tell which. The date stands
 * meanwhile. Where only the first day's weekday is wrong the deadline is right: then nobody is asked.
 */
export function weekdayMismatch(row: RowReading): readonly Finding[] {
  const { reading, column } = row.period
  if (row.name.text === '' || !reading.warnings.includes('weekday-mismatch')) return []
  const wrong = mismatched(row, 'closes')
  const moment = wrong ?? mismatched(row, 'opens') ?? dayMeant(reading.closes ?? reading.opens ?? '')
  if (moment === '') return []
  return [
    periodFinding('weekday-mismatch', row, wrong !== null || mismatched(row, 'opens') === null, {
      problem: {
        ko: `‘${column}’ 칸의 요일이 날짜와 맞지 않습니다. 달력으로는 ${writtenMoment(moment)}입니다.`,
        en: `The weekday in “${column}” is not that of its date: by the calendar it is ${writtenMoment(moment)}, a ${weekday(moment).en}.`,
      },
      mend: {
        ko: `요일과 날짜 가운데 틀린 쪽을 고쳐 주세요. 예: ${writtenMoment(moment)}`,
        en: `Mend whichever of the two is wrong, for example ${writtenMoment(moment)}`,
      },
    }),
  ]
}

/** The moment of this part beside which another weekday is written; null when none is. */
function mismatched({ period }: RowReading, part: 'opens' | 'closes'): Moment | null {
  const found = period.reading.why.find((reason) => {
    const words = period.text.slice(reason.from, reason.to)
    const told = /[(（]\s?([월화수목금토일])|([월화수목금토일])요일/u.exec(words)
    const day = told?.[1] ?? told?.[2]
    return (
      reason.part === part &&
      day !== undefined &&
      reason.value !== '' &&
      day !== weekday(dayMeant(reason.value)).ko
    )
  })
  return found === undefined ? null : dayMeant(found.value)
}
