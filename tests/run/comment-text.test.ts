import { expect, test } from 'vitest'
import type { Document } from '../../src/documents/document.ts'
import { readProgrammes } from '../../src/programmes/index.ts'
import { commentText } from '../../src/run/comment-text.ts'
import { page, table } from '../programmes/page.ts'

function comment(lines: readonly (readonly string[])[], more: Partial<Document>): readonly string[] {
  const { findings } = readProgrammes(page([table(lines)], more), { columns: {} })
  return findings.filter(({ needsPerson }) => needsPerson).map(commentText)
}

test('row of a Korean page, told in Korean', () => {
  const lines = [
    ['사업명', '접수 마감'],
    ['Accelerator', '2023.02.29'],
  ]
  expect(comment(lines, { title: 'Open calls' })).toEqual([
    '📌 1행 › 접수 마감\n‘접수 마감’ 칸에 달력에 없는 날짜가 있습니다. 날짜를 고쳐 주세요. 예: 2023. 4. 2.(일) 23:30까지',
  ])
})

test('row of a page without a word of Korean, told in English', () => {
  const lines = [
    ['Program', 'Application deadline'],
    ['Accelerator', '2023.02.29'],
  ]
  expect(comment(lines, { title: 'Open calls' })).toEqual([
    '📌 row 1 › Application deadline\n“Application deadline” holds a date that no calendar has. Mend the date, for example 2023. 4. 2.(일) 23:30까지',
  ])
})
