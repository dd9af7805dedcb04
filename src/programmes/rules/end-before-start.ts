import type { Finding } from '../finding.ts'
import { periodFinding } from '../finding-words.ts'
import type { RowReading } from '../read-row.ts'

/** A period that ends before it starts, both years written: one of the two is wrong. */
export function endBeforeStart(row: RowReading): readonly Finding[] {
  const { reading, column } = row.period
  const isObstacle = reading.obstacle === 'end-before-start'
  if (row.name.text === '' || !(isObstacle || reading.warnings.includes('end-before-start'))) return []
  return [
    periodFinding('end-before-start', row, isObstacle, {
      problem: {
        ko: `‘${column}’ 칸의 끝이 시작보다 앞섭니다.`,
        en: `The period in “${column}” ends before it starts.`,
      },
      mend: {
        ko: '시작과 끝 가운데 틀린 쪽을 고쳐 주세요. 예: 2023. 3. 6. ~ 2023. 4. 2.(일) 23:30',
        en: 'Mend whichever of the two is wrong, for example 2023. 3. 6. ~ 2023. 4. 2.(일) 23:30',
      },
    }),
  ]
}
