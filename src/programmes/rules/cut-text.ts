import type { Finding } from '../finding.ts'
import { cellFinding } from '../finding-words.ts'
import type { RowReading } from '../read-row.ts'
import { cutMarkIn } from '../values/cut-text.ts'

/** `(후략)` and its like: what stands behind it is only at the source. A remark; nobody has to do anything. */
export function cutText(row: RowReading): readonly Finding[] {
  return (row.programme?.cutColumns ?? []).map((header) => {
    const column = row.sheet.columns.find((one) => one.header === header)
    const mark = cutMarkIn(row.row.cells[column?.index ?? -1]?.text ?? '') ?? ''
    return cellFinding(
      'cut-text',
      row,
      { column: header, text: mark, needsPerson: false },
      {
        problem: {
          ko: `‘${header}’ 칸의 내용이 줄여져 있습니다.`,
          en: `The text in “${header}” was cut short.`,
        },
        mend: {
          ko: '전체 내용은 공고 링크에서 볼 수 있습니다.',
          en: 'The whole text stands behind the link of the call.',
        },
      },
    )
  })
}
