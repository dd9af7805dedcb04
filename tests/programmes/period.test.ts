import { describe, expect, test } from 'vitest'
import { parse } from '../../src/deadlines/index.ts'
import type { Document, Table } from '../../src/documents/document.ts'
import { example } from '../../src/programmes/finding-words.ts'
import { readProgrammes } from '../../src/programmes/index.ts'
import { cell, page, table } from './page.ts'

const header = ['사업명', '접수 기간']

/** What the last row of a table comes to: kind and end. */
function last(
  rows: readonly (readonly (string | ReturnType<typeof cell>)[])[],
  more: Partial<Document> = {},
  of: Partial<Table> = {},
) {
  const { programmes } = readProgrammes(page([table([header, ...rows], of)], more), { columns: {} })
  const { kind, closes } = programmes.at(-1)?.period.reading ?? {}
  return [kind, closes]
}

const imported = { createdAt: '2026-11-20T03:00:00.000Z', editedAt: '2026-11-20T03:00:00.000Z' }

describe('a year left out', () => {
  test('the name has it, though the page was imported years later', () => {
    expect(last([['2023 가', '4. 4.(화) 17:00']], imported)).toEqual(['datetime', '2023-04-04T17:00+09:00'])
  })

  test('the name runs ahead of the calendar, the weekday tells', () => {
    expect(last([['2022학년도 가', '9.21(화)까지']])).toEqual(['date', '2021-09-21'])
  })

  test('the name may run ahead of a page made in the year before: in autumn unknown, else the name’s year', () => {
    const year22 = { createdAt: '2022-11-01T00:00:00.000Z' }
    expect([
      last([['2023 신춘문예', '12/18까지']], year22),
      last([['2023 신춘문예', '12/18(월)까지']], year22),
      last([['2023 신춘문예', '4/18까지']], year22),
      last([['2023 신춘문예', '12/18까지']], { createdAt: '2023-01-01T00:00:00.000Z' }),
    ]).toEqual([
      ['unknown', null],
      ['date', '2023-12-18'],
      ['date', '2023-04-18'],
      ['date', '2023-12-18'],
    ])
  })

  test('the name has a year that lies ahead, of what it is about: the page’s age has it', () => {
    const names = ['2050 탄소중립 가', '2030 부산 나', 'Vision 2040', '2025 월드컵 다']
    expect(names.map((name) => last([[name, '3/31까지']]))).toEqual(names.map(() => ['date', '2023-03-31']))
    expect(last([['2024 가', '3/31까지']])).toEqual(['date', '2024-03-31'])
  })

  test('a year column has it', () => {
    const { programmes } = readProgrammes(
      page([
        table([
          ['연도', ...header],
          ['2024', '가', '4. 4.까지'],
        ]),
      ]),
      { columns: {} },
    )
    expect([programmes[0]?.period.reading.closes, programmes[0]?.year?.value]).toEqual(['2024-04-04', 2024])
  })

  test('the heading, then the title of the page has it', () => {
    expect(last([['가', '4. 4.까지']], { title: '2024 모음' }, { title: '상반기' })).toEqual([
      'date',
      '2024-04-04',
    ])
    expect(last([['가', '4. 4.까지']], { title: '2024 모음' }, { title: '2025 상반기' })).toEqual([
      'date',
      '2025-04-04',
    ])
  })

  test('what the table stands under has it, the nearest first', () => {
    const under = (title: string, within: readonly string[]) =>
      last([['가', '4. 4.까지']], { title: '2026 모음' }, { title, within })
    expect([
      under('상반기', ['2024년', '2025년']),
      under('2023년', ['2024년']),
      under('자세히', ['창업']),
    ]).toEqual([
      ['date', '2024-04-04'],
      ['date', '2023-04-04'],
      ['date', '2026-04-04'],
    ])
  })

  test('nothing has it, the next such day from the day the page was made', () => {
    expect(last([['가', '2. 4.까지']])).toEqual(['date', '2024-02-04'])
  })

  test('the page was imported years after its rows, the next such day from its own first date', () => {
    const rows = [
      ['가', '2023.03.17까지'],
      ['나', '4. 4.까지'],
    ]
    expect(last(rows, imported)).toEqual(['date', '2023-04-04'])
  })

  test('the weekday refutes the only guess, unknown', () => {
    expect(last([['가', '4. 4.(화)까지']], imported)).toEqual(['unknown', null])
  })

  test('another row that is corrected, the same reading', () => {
    const later = { editedAt: '2024-12-01T00:00:00.000Z' }
    expect(last([['가', '4. 4.까지']], later)).toEqual(last([['가', '4. 4.까지']]))
  })
})

describe('a day that counts from the day of writing', () => {
  test.each(['D-3', '오는 6일까지', '이달 22일 오후 1시까지'])(
    'in a table of a page: %s, not understood',
    (text) => {
      expect(last([['가', text]])[1]).toBeNull()
    },
  )

  test('in a row that knows its own day, counted from there', () => {
    const row = {
      id: 'x',
      url: null,
      createdAt: '2023-03-01T03:00:00.000Z',
      cells: [cell('가'), cell('이달 22일까지')],
    }
    const database = table([], { kind: 'database', columns: header, headerRow: false, rows: [row] })
    const { programmes } = readProgrammes(page([database], imported), { columns: {} })
    expect(programmes[0]?.period.reading.closes).toBe('2023-03-22')
  })
})

describe('a day without a word', () => {
  test.each([
    ['3/17', 'date', '2023-03-17'],
    ['3.17', 'date', '2023-03-17'],
    ['03. 17.', 'date', '2023-03-17'],
    ['23.3.17', 'date', '2023-03-17'],
    ['2/30', 'invalid', null],
    ['13/40', 'unknown', null],
  ])('below a header that means a deadline: %s', (text, kind, closes) => {
    expect(last([['가', text]])).toEqual([kind, closes])
  })

  test.each([
    ['3/17', '2023-03-17'],
    ['1.5', null],
  ])('below a header that may mean anything: %s', (text, closes) => {
    const lines = [
      ['사업명', '기간'],
      ['가', text],
    ]
    const [programme] = readProgrammes(page([table(lines)]), { columns: {} }).programmes
    expect(programme?.period.reading.closes).toBe(closes)
  })
})

test('the first day in a column of its own, also of what has no end; one after the end is none', () => {
  const lines = [
    ['사업명', '접수 시작일', '접수 마감일'],
    ['가', '2023.03.06', '2023.03.17'],
    ['나', '3/6', '예산 소진 시까지'],
    ['다', '2023.03.20', '2023.03.17'],
    ['라', '2023.03.06', '미정'],
  ]
  const { programmes } = readProgrammes(page([table(lines)]), { columns: {} })
  expect(programmes.map(({ period: { reading } }) => [reading.kind, reading.opens, reading.closes])).toEqual([
    ['date', '2023-03-06', '2023-03-17'],
    ['open-ended', '2023-03-06', null],
    ['date', null, '2023-03-17'],
    ['unknown', null, null],
  ])
})

test.each([
  ['가 (~3/17 접수)', 'date', '2023-03-17'],
  ['[~3/17(금) 18:00] 가', 'datetime', '2023-03-17T18:00+09:00'],
  ['가(3/6(월)~3/17(금) 접수)', 'date', '2023-03-17'],
  ['가 캠프 (3/25~3/27)', undefined, undefined],
  ['가 (3/2(목) 설명회)', undefined, undefined],
])('a cell left empty, the name tells the deadline: %s', (name, kind, closes) => {
  expect(last([[name, '']])).toEqual([kind, closes])
})

test('the hour in a column of its own, put behind a day that tells none; without a day it is the deadline', () => {
  const closes = (lines: readonly (readonly string[])[]) =>
    readProgrammes(page([table(lines)]), { columns: {} }).programmes.map(
      ({ period }) => period.reading.closes,
    )
  expect(
    closes([
      ['사업명', '마감일', '마감 시간'],
      ['가', '2023.03.17(금)', '18:00'],
      ['나', '3/17', '오후 5시까지'],
      ['다', '2023.03.17 23:59', '18:00'],
      ['라', '2023.03.17까지', '업무시간 내'],
    ]),
  ).toEqual(['2023-03-17T18:00+09:00', '2023-03-17T17:00+09:00', '2023-03-17T23:59+09:00', '2023-03-17'])
  expect(
    closes([
      ['사업명', '마감 시간'],
      ['가', '2023.03.17 18:00'],
    ]),
  ).toEqual(['2023-03-17T18:00+09:00'])
})

test('rounds in columns of their own, a round each', () => {
  const lines = [
    ['사업명', '1차 마감', '2차 마감'],
    ['가', '2023.03.17', '2023.05.17 18:00'],
    ['나', '', '2023.05.18'],
  ]
  const { programmes, notes } = readProgrammes(page([table(lines)]), { columns: {} })
  expect(programmes.map(({ period }) => [period.column, period.text, period.reading.rounds])).toEqual([
    [
      '1차 마감',
      '1차: 2023.03.17\n2차: 2023.05.17 18:00',
      [
        { label: '1차', opens: null, closes: '2023-03-17' },
        { label: '2차', opens: null, closes: '2023-05-17T18:00+09:00' },
      ],
    ],
    ['2차 마감', '2023.05.18', []],
  ])
  expect(notes).toEqual([])
})

describe('structured dates', () => {
  const dated = (text: string, start: string, end: string | null = null) =>
    last([['가', cell(text, { dates: [{ start, end }] })]])

  test('a day, a range, a moment of another zone', () => {
    expect([
      dated('', '2023-03-17'),
      dated('', '2023-03-06', '2023-03-17'),
      dated('', '2023-03-17T09:00:00.000Z'),
      dated('', '2023-03-17T23:30:00.000Z'),
    ]).toEqual([
      ['date', '2023-03-17'],
      ['date', '2023-03-17'],
      ['datetime', '2023-03-17T18:00+09:00'],
      ['datetime', '2023-03-18T08:30+09:00'],
    ])
  })

  test('words around a mention, they say what it is', () => {
    expect([
      dated('2023-03-17 18:00까지', '2023-03-17'),
      dated('결과 발표 2023-03-17', '2023-03-17')[1],
    ]).toEqual([['datetime', '2023-03-17T18:00+09:00'], null])
  })
})

test('the form that findings recommend, understood', () => {
  const { kind, closes, warnings } = parse(example, { title: '', posted: null })
  expect([kind, closes, warnings]).toEqual(['datetime', '2023-04-02T23:30+09:00', []])
})
