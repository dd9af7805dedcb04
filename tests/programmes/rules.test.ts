import { describe, expect, test } from 'vitest'
import type { Document } from '../../src/documents/document.ts'
import { readProgrammes } from '../../src/programmes/index.ts'
import { cell, page, table } from './page.ts'

const header = ['사업명', '지원 접수 기간', '모집 대상', '링크', '문의']
const good = ['가 사업', '2023.03.17(금)까지', '스타트업', 'https://a.kr/1', 'a@a.kr']

/** The findings on one row beside a sound one, as code, column, text and whether a person is asked. */
function findings(row: readonly string[], more: Partial<Document> = {}) {
  const line = header.map((_, at) => row[at] ?? '')
  const read = readProgrammes(page([table([header, good, line])], more), { columns: {} })
  return read.findings.map(({ code, column, text, needsPerson }) => [code, column, text, needsPerson])
}

function held(row: readonly string[]): boolean {
  const line = header.map((_, at) => row[at] ?? '')
  return readProgrammes(page([table([header, line])]), { columns: {} }).heldRows.length > 0
}

const column = '지원 접수 기간'

describe('a sound row', () => {
  test.each([
    [['나 사업', '2023.03.17(금)까지', '스타트업', 'https://a.kr/2', 'a@a.kr']],
    [['나 사업', '2023. 3. 6.(월) ~ 3. 17.(금) 18:00', '누구나', 'a.kr/2', '사업운영팀']],
    [['나 사업 (~3/17 접수)', '2023.03.17(금)까지', '', '', '']],
    [['나 사업 (~3/17 접수)', '2023.03.17(금) 24:00까지', '', '', '']],
    [['나 사업', '상시 모집', '', '-', '-']],
    [['나 사업', '2023.03.17(금)까지', '', '추후 공지', '공고문 참고']],
    [['나 사업', '2023.03.17(금)까지', '', 'apply@a.kr', '트위터 @magam']],
    [['나 사업', '2023.03.17(금)까지', '', '', '국번없이 1357 (평일 09:00~18:00, 점심 12:00~13:00)']],
    [['1차 서류 나 사업 (구 다 사업)', '2023.03.17(금)까지', '', '', '']],
  ])('%j, nothing to say', (row) => {
    expect(findings(row)).toEqual([])
  })
})

describe('no-name', () => {
  test('a period without a name, a person is asked and the row held', () => {
    expect([findings(['', '2023.03.20(월)까지']), held(['', '2023.03.20(월)까지'])]).toEqual([
      [['no-name', '사업명', '', true]],
      true,
    ])
  })

  test('a line of remarks without a name, nobody is asked', () => {
    expect(findings(['', '※ 기간은 바뀔 수 있습니다'])).toEqual([])
  })
})

describe('no-deadline-text', () => {
  test('a row that is filled but for its period, a person is asked', () => {
    const row = ['나 사업', '', '스타트업']
    expect([findings(row), held(row)]).toEqual([[['no-deadline-text', column, '', true]], true])
  })

  test('nothing but a name yet, a remark', () => {
    expect(findings(['나 사업'])).toEqual([['no-deadline-text', column, '', false]])
  })

  test.each(['미정', '추후 공지', '추후공지 예정', 'TBD', '-', '예정'])(
    '%s, said by a person already: a remark, held',
    (text) => {
      expect([findings(['나 사업', text, '스타트업']), held(['나 사업', text, '스타트업'])]).toEqual([
        [['no-deadline-text', column, text, false]],
        true,
      ])
    },
  )

  test('the name tells the deadline, taken from there', () => {
    const read = readProgrammes(
      page([table([header, good, ['2023 나 사업 (~3/20 접수)', '', '', '', '']])]),
      {
        columns: {},
      },
    )
    const [, second] = read.programmes
    expect([
      second?.period.column,
      second?.period.text,
      second?.period.reading.closes,
      read.heldRows,
    ]).toEqual(['사업명', '~3/20 접수', '2023-03-20', []])
  })
})

describe('not-understood', () => {
  test.each(['상반기 중', '홈페이지 참조', '발표: 2023.03.20', 'D-3'])(
    '%s, a person is asked and the row held',
    (text) => {
      expect([findings(['나 사업', text]), held(['나 사업', text])]).toEqual([
        [['not-understood', column, text, true]],
        true,
      ])
    },
  )
})

test('a call that recurs, its next deadline is asked for', () => {
  const { findings: all } = readProgrammes(page([table([header, ['나 사업', '매월 둘째 주 금요일']])]), {
    columns: {},
  })
  expect(all.map(({ code, mend }) => [code, mend.ko])).toEqual([
    ['not-understood', '다음 마감일을 적거나 ‘상시’라고 적어 주세요. 예: 2023. 4. 2.(일) 23:30까지'],
  ])
})

describe('dates that cannot be', () => {
  test('a day no calendar has, asked and held', () => {
    const row = ['나 사업', '2023.02.29까지']
    expect([findings(row), held(row)]).toEqual([[['impossible-date', column, row[1], true]], true])
  })

  test('an end before its start, asked and held', () => {
    const row = ['나 사업', '2023.03.20 ~ 2023.03.10']
    expect([findings(row), held(row)]).toEqual([[['end-before-start', column, row[1], true]], true])
  })

  test('a weekday of another date, asked; the date stands', () => {
    const row = ['나 사업', '2023.03.20(금)까지']
    expect([findings(row), held(row)]).toEqual([[['weekday-mismatch', column, row[1], true]], false])
  })
})

describe('weekdays', () => {
  test('only the first day has a wrong one, the deadline is right: a remark', () => {
    const text = '2023.03.06(금) ~ 2023.03.20(월)'
    expect(findings(['나 사업', text])).toEqual([['weekday-mismatch', column, text, false]])
  })

  test('the last minute of a day, its own weekday', () => {
    expect(findings(['나 사업', '2023.03.17(금) 24:00까지'])).toEqual([])
  })
})

describe('what nobody can help', () => {
  test('closed, without a day: a remark', () => {
    expect(findings(['나 사업', '마감되었습니다'])).toEqual([
      ['not-understood', column, '마감되었습니다', false],
    ])
  })

  test('not announced, in a sentence: a remark', () => {
    const text = '일정은 추후 공지 예정입니다'
    expect(findings(['나 사업', text, '스타트업'])).toEqual([['no-deadline-text', column, text, false]])
  })

  test('an impossible first day beside a sound deadline: a remark', () => {
    const text = '2023.02.30 ~ 2023.03.20'
    expect(findings(['나 사업', text])).toEqual([['impossible-date', column, text, false]])
  })
})

describe('year-guessed', () => {
  test('the name has the year, a remark', () => {
    expect(findings(['2023 나 사업', '3. 20.(월)까지'])).toEqual([
      ['year-guessed', column, '3. 20.(월)까지', false],
    ])
  })

  test('only the age of the page tells, and the page is young: a remark', () => {
    expect(findings(['나 사업', '3. 20.까지'])).toEqual([['year-guessed', column, '3. 20.까지', false]])
  })

  test('only the age of the page tells, and it is edited a year later: a person is asked', () => {
    expect(findings(['나 사업', '3. 20.까지'], { editedAt: '2024-03-10T03:00:00.000Z' })).toEqual([
      ['year-guessed', column, '3. 20.까지', true],
    ])
  })

  test('the heading above the table has the year, as good as the name', () => {
    const lines = [header, good, ['나 사업', '3. 20.까지', '', '', '']]
    const document = page([table(lines, { title: '2024 상반기' })])
    expect(readProgrammes(document, { columns: {} }).programmes[1]?.period.reading.closes).toBe('2024-03-20')
  })
})

describe('title-cell-disagree', () => {
  test('name and cell tell different days, asked; the cell stands', () => {
    const row = ['나 사업 (~3/21 접수)', '2023.03.20(월)까지']
    expect([findings(row), held(row)]).toEqual([[['title-cell-disagree', column, row[1], true]], false])
  })

  test('the cell tells that it was extended, no disagreement', () => {
    expect(findings(['나 사업 (~3/20 접수)', '(당초) 2023.03.20(월) → (연장) 2023.03.27(월)'])).toEqual([])
  })

  test('when it takes place, no deadline', () => {
    expect(findings(['나 캠프 (3/25(토)~3/26(일))', '2023.03.20(월)까지'])).toEqual([])
  })

  test('a bracket about something else, no deadline', () => {
    expect(findings(['나 사업 (3/2 설명회)', '2023.03.20(월)까지'])).toEqual([])
  })
})

describe('links and contacts', () => {
  test('words where a link should be, a remark', () => {
    expect(findings(['나 사업', '2023.03.20(월)까지', '', '공고문을 보세요'])).toEqual([
      ['not-a-link', '링크', '공고문을 보세요', false],
    ])
  })

  test('an address that would run in a browser, no link', () => {
    const read = readProgrammes(
      page([
        table([
          header,
          [...good.slice(0, 3), cell('신청', { links: [{ text: '신청', url: 'javascript:alert(1)' }] }), ''],
        ]),
      ]),
      { columns: {} },
    )
    expect([read.programmes[0]?.links, read.findings.map(({ code }) => code)]).toEqual([[], ['not-a-link']])
  })

  test.each(['02-361-54O4-1234', 'akl@gokams', '문의 12345678901234'])(
    'a broken contact, a remark: %s',
    (text) => {
      expect(findings(['나 사업', '2023.03.20(월)까지', '', '', text])).toEqual([
        ['contact-not-understood', '문의', text, false],
      ])
    },
  )
})

describe('dead-column', () => {
  test('a deadline column that no row fills, one finding for the table and remarks for its rows', () => {
    const lines = [header, ['가', '', '나', '', ''], ['다', '', '라', '', '']]
    const read = readProgrammes(page([table(lines, { title: '표' })]), { columns: {} })
    expect([
      read.findings.map(({ code, place, needsPerson }) => [code, place.row, place.rowId, needsPerson]),
      read.heldRows,
    ]).toEqual([
      [
        ['dead-column', 0, 't', true],
        ['no-deadline-text', 1, 'r1', false],
        ['no-deadline-text', 2, 'r2', false],
      ],
      ['r1', 'r2'],
    ])
  })
})

test('a deadline column that no row fills, with the deadlines in the names: nothing to say', () => {
  const lines = [
    header,
    ['가 (~2023.3.20 접수)', '', '나', '', ''],
    ['다 (~2023.3.21 접수)', '', '라', '', ''],
  ]
  expect(readProgrammes(page([table(lines)]), { columns: {} }).findings).toEqual([])
})

test('a table just begun, remarks only', () => {
  const lines = [header, ['가', '', '', '', ''], ['나', '', '', '', '']]
  const { findings: all } = readProgrammes(page([table(lines)]), { columns: {} })
  expect(all.filter(({ needsPerson }) => needsPerson)).toEqual([])
})

test('a name column that no row fills, one finding for the table', () => {
  const lines = [header, ['', '2023.03.20(월)까지', '', '', ''], ['', '2023.03.21(화)까지', '', '', '']]
  const { findings: all } = readProgrammes(page([table(lines)]), { columns: {} })
  expect(all.map(({ code, place, needsPerson }) => [code, place.row, needsPerson])).toEqual([
    ['dead-column', 0, true],
    ['no-name', 1, false],
    ['no-name', 2, false],
  ])
})

test('a name column that no row fills beside titles of the rows, nothing to say', () => {
  const rows = [
    ['가', '', '2023.03.20(월)까지'],
    ['나', '', '2023.03.21(화)까지'],
  ]
  const columns = ['이름', '사업명', '접수 기간']
  const database = table(rows, { kind: 'database', columns, titleColumn: 0, headerRow: false })
  expect(readProgrammes(page([database]), { columns: {} }).findings).toEqual([])
})

test('a deadline at midnight, told as the end of the day before', () => {
  const lines = [header, ['2023 가', '3. 20.(월) 자정까지', '', '', '']]
  const { findings: all } = readProgrammes(page([table(lines)]), { columns: {} })
  expect(all.map(({ code, mend }) => [code, mend.ko])).toEqual([
    ['year-guessed', '연도까지 적어 주세요. 예: 2023. 3. 20.(월) 24:00까지'],
  ])
})

test('every finding, says its cell and a form that works, in both languages', () => {
  const lines = [
    header,
    ['', '2023.03.20(월)까지', '', '', ''],
    ['나', '', '다', '', ''],
    ['라', '상반기 중', '', '', ''],
    ['마', '2023.02.29까지', '', '', ''],
    ['바', '2023.03.20(금)까지', '', '', ''],
    ['사 (~3/21 접수)', '2023.03.20(월)까지', '', '', ''],
  ]
  const { findings: all } = readProgrammes(page([table(lines)]), { columns: {} })
  expect(all.map(({ code, problem, mend }) => [code, problem, mend])).toEqual([
    [
      'no-name',
      {
        ko: '접수 기간(2023.03.20(월)까지)은 있는데 이름이 비어 있습니다.',
        en: 'There is an application period (2023.03.20(월)까지) but no name.',
      },
      {
        ko: '‘사업명’ 칸에 사업이나 공고의 이름을 적어 주세요.',
        en: 'Write the programme’s name into “사업명”.',
      },
    ],
    [
      'no-deadline-text',
      { ko: '‘지원 접수 기간’ 칸이 비어 있습니다.', en: '“지원 접수 기간” is empty.' },
      {
        ko: '마감일을 적어 주세요. 예: 2023. 4. 2.(일) 23:30까지',
        en: 'Write the deadline, for example 2023. 4. 2.(일) 23:30까지',
      },
    ],
    [
      'not-understood',
      {
        ko: '‘지원 접수 기간’ 칸을 이해하지 못했습니다: 대략의 때만 적혀 있습니다.',
        en: '“지원 접수 기간” could not be understood: it tells only roughly when.',
      },
      {
        ko: '연도와 날짜로 적어 주세요. 예: 2023. 4. 2.(일) 23:30까지',
        en: 'Write it with year, month and day, for example 2023. 4. 2.(일) 23:30까지',
      },
    ],
    [
      'impossible-date',
      {
        ko: '‘지원 접수 기간’ 칸에 달력에 없는 날짜가 있습니다.',
        en: '“지원 접수 기간” holds a date that no calendar has.',
      },
      {
        ko: '날짜를 고쳐 주세요. 예: 2023. 4. 2.(일) 23:30까지',
        en: 'Mend the date, for example 2023. 4. 2.(일) 23:30까지',
      },
    ],
    [
      'weekday-mismatch',
      {
        ko: '‘지원 접수 기간’ 칸의 요일이 날짜와 맞지 않습니다. 달력으로는 2023. 3. 20.(월)입니다.',
        en: 'The weekday in “지원 접수 기간” is not that of its date: by the calendar it is 2023. 3. 20.(월), a Monday.',
      },
      {
        ko: '요일과 날짜 가운데 틀린 쪽을 고쳐 주세요. 예: 2023. 3. 20.(월)',
        en: 'Mend whichever of the two is wrong, for example 2023. 3. 20.(월)',
      },
    ],
    [
      'title-cell-disagree',
      {
        ko: '이름에는 (~3/21 접수)라고 되어 있는데 ‘지원 접수 기간’ 칸은 2023. 3. 20.(월)입니다.',
        en: 'The name says (~3/21 접수) but “지원 접수 기간” says 2023. 3. 20.(월).',
      },
      {
        ko: '칸의 날짜로 올렸습니다. 이름이 맞다면 칸을 고쳐 주세요: 2023. 3. 21.(화)까지',
        en: 'The cell was taken. If the name is right, write into the cell: 2023. 3. 21.(화)까지',
      },
    ],
  ])
})
