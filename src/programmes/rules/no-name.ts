import type { Finding } from '../finding.ts'
import { columnFinding } from '../finding-words.ts'
import type { RowReading } from '../read-row.ts'

/** A period without a name beside it. */
export function noName(row: RowReading): readonly Finding[] {
  if (row.name.text !== '') return []
  return [
    columnFinding('no-name', row, row.name.column, '', true, {
      problem: {
        ko: '접수 기간은 있는데 이름이 비어 있습니다.',
        en: 'There is an application period but no name.',
      },
      mend: { ko: '사업이나 공고의 이름을 적어 주세요.', en: 'Write the name of the programme.' },
    }),
  ]
}
