import type { Finding } from '../finding.ts'
import { cellFinding, type Words } from '../finding-words.ts'
import type { RowReading } from '../read-row.ts'
import { cutMarkIn } from '../values/cut-text.ts'

/** `(후략)` and its like: what stands behind it is only at the source. A remark; nobody has to do anything. */
export function cutText(row: RowReading): readonly Finding[] {
  if (row.programme === null) return []
  return [...row.texts.values()].flat().flatMap(({ header, text }) => {
    const mark = cutMarkIn(text)
    if (mark === null) return []
    return cellFinding(
      'cut-text',
      row,
      { column: header, text: mark, needsPerson: false },
      wordsFor(header, mark),
    )
  })
}

function wordsFor(header: string, mark: string): Words {
  return {
    problem: {
      ko: `‘${header}’ 칸에 ${mark} 표시가 있어 뒷부분이 빠져 있습니다.`,
      en: `“${header}” says ${mark}: the rest was left out.`,
    },
    mend: {
      ko: '전체 내용은 공고 링크에서 볼 수 있습니다.',
      en: 'The whole text stands behind the link of the call.',
    },
  }
}
