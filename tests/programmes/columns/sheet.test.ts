import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Table } from '../../../src/documents/document.ts'
import { missingColumn, type Sheet, toSheet } from '../../../src/programmes/columns/sheet.ts'
import { table } from '../page.ts'

const header = ['사업명', '모집 대상', '지원 접수 기간', '링크']
const rows = [
  ['가 사업', '스타트업', '2023.03.17까지', 'https://a.kr/1'],
  ['나 사업', '예비창업자', '2023.03.18까지', 'https://a.kr/2'],
]

/** A sheet as plain words: each row's cells by role. */
function words(sheet: Sheet | null): readonly Readonly<Record<string, string>>[] | null {
  if (sheet === null) return null
  return sheet.rows.map((row) =>
    Object.fromEntries(
      sheet.columns.flatMap(({ role, index }) =>
        role === null ? [] : [[role, row.cells[index]?.text ?? '']],
      ),
    ),
  )
}

const expected = rows.map(([name, target, deadline, link]) => ({ name, target, deadline, link }))

describe('a simple table', () => {
  test('header row marked, read below it', () => {
    const sheet = toSheet(table([header, ...rows]), {})
    expect([words(sheet), sheet?.rows.map(({ id, number }) => [id, number])]).toEqual([
      expected,
      [
        ['r1', 1],
        ['r2', 2],
      ],
    ])
  })

  test('header row not marked, found by its words', () => {
    expect(words(toSheet(table([header, ...rows], { headerRow: false }), {}))).toEqual(expected)
  })

  test('a title and an empty line above the header, passed over', () => {
    const above = [
      ['2023 공모 목록', '', '', ''],
      ['', '', '', ''],
    ]
    expect(words(toSheet(table([...above, header, ...rows]), {}))).toEqual(expected)
  })

  test('empty rows and columns, left out without a gap in the numbers', () => {
    const wide = [header, ['', '', '', ''], ...rows].map((line) => ['', ...line, ''])
    const sheet = toSheet(table(wide), {})
    expect([words(sheet), sheet?.rows.map(({ id, number }) => [id, number])]).toEqual([
      expected,
      [
        ['r2', 1],
        ['r3', 2],
      ],
    ])
  })

  test('the header repeated further down, no row', () => {
    expect(words(toSheet(table([header, ...rows.slice(0, 1), header, ...rows.slice(1)]), {}))).toEqual(
      expected,
    )
  })

  test('headers in the first column, each column a programme with an id that its place does not change', () => {
    const sideways = (lines: readonly (readonly string[])[]) =>
      header.map((name, at) => [name, ...lines.map((line) => line[at] ?? '')])
    const one = toSheet(table(sideways(rows), { headerRow: false, headerColumn: true }), {})
    const other = toSheet(table(sideways(rows.toReversed()), { headerRow: false, headerColumn: false }), {})
    expect(words(one)).toEqual(expected)
    expect(words(other)).toEqual(expected.toReversed())
    expect(other?.rows.map(({ id }) => id)).toEqual(one?.rows.map(({ id }) => id).toReversed())
  })

  test('two columns of one name lying on its side, two ids', () => {
    const same = header.map((name, at) => [name, rows[0]?.[at] ?? '', rows[0]?.[at] ?? ''])
    const ids =
      toSheet(table(same, { headerRow: false, headerColumn: true }), {})?.rows.map(({ id }) => id) ?? []
    expect(new Set(ids).size).toBe(2)
  })

  test.each([
    [
      'no deadline',
      [
        ['이름', '부서', '전화'],
        ['가', '나', '02-361-5404'],
      ],
    ],
    [
      'no name',
      [
        ['구분', '접수 기간'],
        ['가', '2023.03.17까지'],
      ],
    ],
    [
      'days of something else',
      [
        ['행사명', '행사 기간', '장소'],
        ['가', '2023.03.17', '서울'],
      ],
    ],
    [
      'a list of days',
      [
        ['이름', '날짜', '메모'],
        ['회의', '2023.03.17', ''],
      ],
    ],
    [
      'a calendar in English',
      [
        ['Name', 'Date', 'Notes'],
        ['Meeting', '2023-03-17', ''],
      ],
    ],
    [
      'events',
      [
        ['행사명', '날짜', '장소', '주최'],
        ['축제', '2023.03.17', '서울', '시청'],
      ],
    ],
    [
      'a plan of meetings',
      [
        ['주제', '일정', '카테고리', '담당자'],
        ['가', '2023.03.17', '나', '다'],
      ],
    ],
    [
      'exhibitions',
      [
        ['전시회명', '일정', '장소', '업종'],
        ['가', '2023.03.17', '서울', '나'],
      ],
    ],
    [
      'money paid out',
      [
        ['이름', '지급액', '날짜', '조건'],
        ['가', '100만원', '2023.03.17', '나'],
      ],
    ],
    [
      'days of results',
      [
        ['사업명', '일정(발표)', '지원 내용'],
        ['가', '2023.03.17', '나'],
      ],
    ],
    [
      'how long something is supported',
      [
        ['사업명', '지원기간', '지원내용'],
        ['가', '2023.04 ~ 2023.12', '나'],
        ['다', '협약일로부터 10개월', '라'],
      ],
    ],
    ['no rows', []],
    [
      'prose in cells',
      [
        [
          '사업명과 접수 기간을 여기에 적어 주시면 담당자가 확인하고 나서 다시 연락을 드리도록 하겠습니다. 감사합니다.',
          '',
        ],
      ],
    ],
  ])('%s, no programmes', (_case, lines) => {
    expect(toSheet(table(lines), {})).toBeNull()
  })

  test('rows shorter than the header, the rest is empty', () => {
    expect(words(toSheet(table([header, ['가 사업']]), {}))).toEqual([
      { name: '가 사업', target: '', deadline: '', link: '' },
    ])
  })
})

describe('columns', () => {
  test('two for the deadline, the clearer one is read and the other told', () => {
    const sheet = toSheet(
      table([
        ['사업명', '기간', '접수 기간'],
        ['가', '6개월', '2023.03.17까지'],
      ]),
      {},
    )
    expect([words(sheet), sheet?.rivals]).toEqual([
      [{ name: '가', deadline: '2023.03.17까지' }],
      [{ role: 'deadline', kept: '접수 기간', left: '기간' }],
    ])
  })

  test('two equally clear, the one with more in it', () => {
    const lines = [
      ['사업명', '모집 기간', '접수 기간'],
      ['가', '', '2023.03.17까지'],
      ['나', '2023.03.18', '2023.03.18까지'],
    ]
    expect(toSheet(table(lines), {})?.rivals).toEqual([
      { role: 'deadline', kept: '접수 기간', left: '모집 기간' },
    ])
  })

  test('named in the settings, that one', () => {
    const lines = [
      ['사업명', '접수 기간', '우리 마감'],
      ['가', '2023.03.17', '2023.03.10'],
    ]
    expect(words(toSheet(table(lines), { deadline: ['우리마감'] }))).toEqual([
      { name: '가', deadline: '2023.03.10' },
    ])
  })

  test('target and period beside each other, never mixed', () => {
    const lines = [
      ['모집 기간', '모집 대상', '사업명'],
      ['2023.03.17', '스타트업', '가'],
    ]
    expect(words(toSheet(table(lines), {}))).toEqual([
      { deadline: '2023.03.17', target: '스타트업', name: '가' },
    ])
  })

  test('shuffled in any way, the same rows', () => {
    const seed = 20230317
    fc.assert(
      fc.property(fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 }), fc.boolean(), (order, headerRow) => {
        const lines = [header, ...rows].map((line) => order.map((at) => line[at] ?? ''))
        expect(words(toSheet(table(lines, { headerRow }), {}))).toEqual(expected)
      }),
      { seed },
    )
  })
})

test.each([
  [
    'words of its own for the name',
    [
      ['사업명', '기간'],
      ['가', '2023.03.17'],
    ],
  ],
  [
    'words of its own for the deadline',
    [
      ['이름', '마감일'],
      ['가', '2023.03.17'],
    ],
  ],
  [
    'a column that only calls have',
    [
      ['이름', '날짜', '모집 대상'],
      ['가', '2023.03.17', '나'],
    ],
  ],
])('%s, programmes', (_case, lines) => {
  expect(toSheet(table(lines), {})?.rows.length).toBe(1)
})

describe('a period over two columns', () => {
  const days = [
    ['가', '2023.03.01', '2023.03.17'],
    ['나', '2023.03.02', '2023.03.18'],
  ]
  const read = days.map(([name, opens, deadline]) => ({ name, opens, deadline }))

  test.each([
    ['each with its end', [['사업명', '접수기간(시작)', '접수기간(종료)']]],
    ['one header and a blank', [['사업명', '접수기간', '']]],
    ['one header twice', [['사업명', '접수기간', '접수기간']]],
    [
      'their ends in a line below',
      [
        ['사업명', '접수기간', ''],
        ['', '시작', '종료'],
      ],
    ],
    [
      'their ends in a line below, each under its header',
      [
        ['사업명', '접수', '접수'],
        ['', '시작일', '마감일'],
      ],
    ],
  ])('%s', (_case, headers) => {
    const sheet = toSheet(table([...headers, ...days]), {})
    expect([words(sheet), sheet?.rivals]).toEqual([read, []])
  })

  test.each([
    ['words beside the day', '2023.03.20 발표'],
    ['a day before it', '2023.02.20'],
    ['nothing', ''],
  ])('below a blank header %s, no end of it', (_case, beside) => {
    const lines = [
      ['사업명', '접수기간', ''],
      ['가', '2023.03.17', beside],
    ]
    expect(words(toSheet(table(lines), {}))).toEqual([{ name: '가', deadline: '2023.03.17' }])
  })

  test('beside a column that says to be the deadline, a day of something else', () => {
    const lines = [
      ['사업명', '마감일', ''],
      ['가', '2023.03.17', '2023.03.20'],
    ]
    expect(words(toSheet(table(lines), {}))).toEqual([{ name: '가', deadline: '2023.03.17' }])
  })
})

test('a second line of headers in another language, no row', () => {
  const english = ['Program', 'Eligibility', 'Deadline', 'Link']
  expect(words(toSheet(table([header, english, ...rows]), {}))).toEqual(expected)
})

describe('an empty corner', () => {
  const lines = (...names: readonly string[]) => [
    ['', '접수 기간', '지원 대상'],
    ...names.map((name) => [name, '2023.03.17', '누구나']),
  ]
  const marks = { headerRow: true, headerColumn: true }

  test('above a column that is marked as headers, its cells are names', () => {
    const names = ['2023 예비창업 지원사업', '나 사업']
    const read = names.map((name) => ({ name, deadline: '2023.03.17', target: '누구나' }))
    expect(words(toSheet(table(lines(...names), marks), {}))).toEqual(read)
  })

  test('above rounds, words of headers, or a column that is not marked, no programmes', () => {
    expect(toSheet(table(lines('1차', '2차'), marks), {})).toBeNull()
    expect(toSheet(table(lines('서류 접수', '결과 발표'), marks), {})).toBeNull()
    expect(toSheet(table(lines('가 사업', '나 사업')), {})).toBeNull()
  })
})

test('a column of flags, no deadline', () => {
  const lines = [
    ['사업명', '기간', '마감'],
    ['가', '2023.03.17', 'O'],
    ['나', '2023.03.18', '진행중'],
  ]
  expect(words(toSheet(table(lines), {}))).toEqual([
    { name: '가', deadline: '2023.03.17' },
    { name: '나', deadline: '2023.03.18' },
  ])
  expect(toSheet(table(lines.map(([name, , flag]) => [name ?? '', flag ?? ''])), {})).toBeNull()
})

test('who may not apply, no target', () => {
  const lines = [
    ['사업명', '지원 제외 대상', '접수 기간'],
    ['가', '유흥업', '2023.03.17'],
  ]
  expect(words(toSheet(table(lines), {}))).toEqual([{ name: '가', other: '유흥업', deadline: '2023.03.17' }])
})

test.each([
  ['deadline', [['사업명', '언제', '모집 대상']]],
  ['name', [['무엇', '접수 기간']]],
  [null, [['이름', '전화', '링크']]],
])('a table left alone, what it lacks: %s', (missing, lines) => {
  expect(missingColumn(table(lines), {})).toBe(missing)
})

describe('a database', () => {
  const database = (columns: readonly string[], more: Partial<Table> = {}) =>
    table(rows, { kind: 'database', headerRow: false, columns, ...more })

  test('columns by their property names', () => {
    expect(words(toSheet(database(header), {}))).toEqual(expected)
  })

  test('a title property of any name, the name', () => {
    const sheet = toSheet(
      database(['우리끼리 부르는 말', '모집 대상', '지원 접수 기간', '링크'], { titleColumn: 0 }),
      {},
    )
    expect(words(sheet)).toEqual(expected)
  })
})
