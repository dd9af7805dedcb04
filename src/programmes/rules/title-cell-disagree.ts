import type { Moment, Reading } from '../../deadlines/reading.ts'
import type { Finding } from '../finding.ts'
import { periodFinding } from '../finding-words.ts'
import { dayMeant, writtenMoment } from '../moment-words.ts'
import type { RowReading } from '../read-row.ts'

/** The name tells a deadline, `(~4/2 접수)`, and the cell another. The cell stands; a person must say which is right. */
export function titleCellDisagree(row: RowReading): readonly Finding[] {
  const { inName, reading, cell, column } = row.period
  if (inName === null || cell === '' || !row.understood || reading.closes === null) return []
  if (reading.warnings.includes('extended') || agree(inName.reading, reading)) return []
  const told = writtenMoment(inName.reading.closes ?? '')
  return [
    periodFinding('title-cell-disagree', row, true, {
      problem: {
        ko: `이름에는 (${inName.text})라고 되어 있는데 ‘${column}’ 칸은 ${writtenMoment(reading.closes)}입니다.`,
        en: `The name says (${inName.text}) but “${column}” says ${writtenMoment(reading.closes)}.`,
      },
      mend: {
        ko: `칸의 날짜로 올렸습니다. 이름이 맞다면 칸을 고쳐 주세요: ${told}까지`,
        en: `The cell was taken. If the name is right, write into the cell: ${told}까지`,
      },
    }),
  ]
}

/** Days are compared without their year, which names seldom tell; any round's end or the first day is agreement. */
function agree(inName: Reading, inCell: Reading): boolean {
  const days = [inCell.opens, inCell.closes, ...inCell.rounds.map(({ closes }) => closes)].flatMap(daysOf)
  return daysOf(inName.closes).some((day) => days.includes(day))
}

/** The month and day of a moment; midnight may mean either of the days that it parts. */
function daysOf(moment: Moment | null): readonly string[] {
  return moment === null ? [] : [moment.slice(5, 10), dayMeant(moment).slice(5)]
}
