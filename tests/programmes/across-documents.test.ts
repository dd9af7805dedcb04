import { describe, expect, test } from 'vitest'
import { readProgrammes } from '../../src/programmes/index.ts'
import { page, table } from './page.ts'

type Row = readonly [name: string, day: string, link: string]

/** One page for each row; what is said of them together. */
function together(...rows: readonly Row[]) {
  const documents = rows.map(([name, day, link], at) =>
    page(
      [
        table(
          [
            ['사업명', '접수 기간', '링크'],
            [name, day, link],
          ],
          { id: `t${at}` },
        ),
      ],
      { id: `d${at}`, title: `쪽 ${at}` },
    ),
  )
  const { programmes, findings } = readProgrammes(documents, { columns: {} })
  return {
    calls: new Set(programmes.map(({ call }) => call)).size,
    findings: findings.map(({ code, place, needsPerson }) => [code, place.documentId, needsPerson]),
  }
}

const notice = 'https://a.kr/notice?id=7'
const repeat = [['duplicate-programme', 'd1', false]]
const contradiction = [['duplicate-programme', 'd1', true]]

describe('one call in two pages', () => {
  test.each<readonly [string, Row, Row, number, unknown]>([
    [
      'same link and day',
      ['가', '2023.03.17', notice],
      ['가 (재공고)', '2023.03.17', `${notice}&utm_source=x`],
      1,
      repeat,
    ],
    ['no link, same name and day', ['가 사업', '2023.03.17', ''], ['가사업', '2023.03.17', ''], 1, repeat],
    [
      'front page, same name and day',
      ['가', '2023.03.17', 'https://a.kr'],
      ['가', '2023.03.17', 'https://a.kr/'],
      1,
      repeat,
    ],
    [
      'same link and name, another day',
      ['가', '2023.03.17', notice],
      ['가', '2023.03.20', notice],
      2,
      contradiction,
    ],
    [
      'same link, another name and day',
      ['가 1차', '2023.03.17', notice],
      ['가 2차', '2023.03.20', notice],
      2,
      repeat,
    ],
    [
      'front page, another name',
      ['가', '2023.03.17', 'https://a.kr'],
      ['나', '2023.03.17', 'https://a.kr'],
      2,
      [],
    ],
    ['same name, another day', ['가', '2023.03.17', ''], ['가', '2024.03.17', ''], 2, []],
    ['nothing in common', ['가', '2023.03.17', ''], ['나', '2023.03.18', ''], 2, []],
  ])('%s', (_case, one, other, calls, findings) => {
    expect(together(one, other)).toEqual({ calls, findings })
  })
})

test('the same link and name a year apart, two editions: a remark', () => {
  expect(together(['가', '2023.03.17', notice], ['가', '2024.03.17', notice])).toEqual({
    calls: 2,
    findings: repeat,
  })
})

test('the same link and name side by side in one page, two rounds: a remark', () => {
  const lines = [
    ['사업명', '접수 기간', '링크'],
    ['가', '2023.03.17', notice],
    ['가', '2023.04.17', notice],
  ]
  const { findings } = readProgrammes(page([table(lines)]), { columns: {} })
  expect(findings.map(({ code, place, needsPerson }) => [code, place.row, needsPerson])).toEqual([
    ['duplicate-programme', 2, false],
  ])
})

test('pages in any order, the same row is the copy', () => {
  const documents = ['d0', 'd1'].map((id) =>
    page(
      [
        table(
          [
            ['사업명', '접수 기간'],
            ['가', '2023.03.17'],
          ],
          { id: `t-${id}` },
        ),
      ],
      { id },
    ),
  )
  const one = readProgrammes(documents, { columns: {} }).findings
  expect(readProgrammes(documents.toReversed(), { columns: {} }).findings).toEqual(one)
})

test('rows that are not understood, compared with nothing', () => {
  expect(together(['가', '미정', notice], ['가', '미정', notice]).findings).toEqual([
    ['no-deadline-text', 'd0', false],
    ['no-deadline-text', 'd1', false],
  ])
})

test('a row that was cut and pasted, the same twin under a new id', () => {
  const lines = [
    ['사업명', '접수 기간', '링크'],
    ['가', '2023.03.17', notice],
  ]
  const [before, after] = ['t1', 't2'].map(
    (id) => readProgrammes(page([table(lines, { id })]), { columns: {} }).programmes[0],
  )
  expect([before?.id === after?.id, before?.twin === after?.twin]).toEqual([false, true])
})
