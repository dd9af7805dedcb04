import { describe, expect, test } from 'vitest'
import type { Document, Table } from '../../src/documents/document.ts'
import { readProgrammes } from '../../src/programmes/index.ts'
import { page, section, table } from './page.ts'

const header = ['사업명', '접수 기간', '링크']
const row = (name: string, day = '2023.03.17', link = '') => [name, `${day}까지`, link]

function read(document: Document) {
  const { programmes, findings, unclearRows, heldRows, notes } = readProgrammes(document, { columns: {} })
  return {
    names: programmes.map(({ name, place }) => [name, place.tableId, place.row]),
    findings: findings.map(({ code, needsPerson }) => [code, needsPerson]),
    unclear: unclearRows,
    // Ids made for the columns of tables that may lie on their side are not rows that a person sees.
    heldRows: heldRows.filter((id) => !id.includes(':')),
    notes: notes.map(({ code, tableId }) => [code, tableId]),
  }
}

describe('tables of a page', () => {
  test('several, each read, and one without programmes left alone and said so once', () => {
    const document = page([
      table([header, row('가')], { id: 't1' }),
      table(
        [
          ['이름', '전화'],
          ['담당', '02-361-5404'],
        ],
        { id: 't2' },
      ),
      table([header, row('나', '2023.03.18')], { id: 't3', headerRow: false }),
    ])
    expect(read(document)).toEqual({
      names: [
        ['가', 't1', 1],
        ['나', 't3', 1],
      ],
      findings: [],
      unclear: [],
      heldRows: ['t2-r0', 't2-r1'],
      notes: [['table-left-alone', 't2']],
    })
  })

  test('a header that was renamed, its rows are held: they are unread, not gone', () => {
    const document = page([table([['사업명', '언제?', '링크'], row('가')])])
    expect(read(document)).toEqual({
      names: [],
      findings: [],
      unclear: [],
      heldRows: ['r0', 'r1'],
      notes: [['table-left-alone', 't']],
    })
  })

  test('a renamed header of a table lying on its side, its programmes are held', () => {
    const lines = [
      ['사업명', '가', '나'],
      ['접수 기간', '2023.03.17까지', '2023.03.18까지'],
    ]
    const sideways = (name: string) =>
      page([
        table([lines[0] ?? [], [name, ...(lines[1] ?? []).slice(1)]], {
          headerRow: false,
          headerColumn: true,
        }),
      ])
    const ids = readProgrammes(sideways('접수 기간'), { columns: {} }).programmes.map(({ id }) => id)
    expect(ids.length).toBe(2)
    const { heldRows } = readProgrammes(sideways('언제?'), { columns: {} })
    expect(ids.filter((id) => !heldRows.includes(id))).toEqual([])
  })

  test('a divider, a remark and a row just begun, held and nothing more', () => {
    const lines = [header, ['상반기', '', ''], row('가'), ['', '※ 기간은 바뀔 수 있음', ''], ['나', '', '']]
    expect(read(page([table(lines)]))).toEqual({
      names: [['가', 't', 2]],
      findings: [
        ['no-deadline-text', false],
        ['no-deadline-text', false],
      ],
      unclear: [],
      heldRows: ['r1', 'r3', 'r4'],
      notes: [],
    })
  })

  test('a row that says it is closed, held and not unclear', () => {
    const document = page([table([header, ['가', '마감되었습니다', 'https://a.kr/1']])])
    expect(read(document)).toMatchObject({ unclear: [], heldRows: ['r1'] })
  })

  test('a row that cannot be understood, unclear and held', () => {
    const document = page([table([header, ['가', '상반기 중', 'https://a.kr/1']])])
    expect(read(document)).toMatchObject({ unclear: ['r1'], heldRows: ['r1'] })
  })

  test('a row of a database whose name column is empty, named by its own title', () => {
    const rows = [['제목 가', '', '2023.03.17까지']]
    const columns = ['이름', '사업명', '접수 기간']
    const document = page([table(rows, { kind: 'database', columns, titleColumn: 0, headerRow: false })])
    expect(read(document).names).toEqual([['제목 가', 't', 1]])
  })

  test('headers renamed and a row below that reads like headers, the rows above it held', () => {
    const renamed = ['사업명', '그 밖의 이야기', '링크']
    const like = ['공고', '곧 마감', 'https://x.kr/a']
    const { names, heldRows } = read(page([table([renamed, row('가'), like, row('나')])]))
    expect({ names, heldRows }).toEqual({ names: [['나', 't', 1]], heldRows: ['r0', 'r1', 'r2'] })
  })

  test('a programme and its part in two columns, both are the name', () => {
    const lines = [
      ['사업명', '세부사업명', '접수 기간'],
      ['가 사업', '디딤돌', '2023.03.17까지'],
      ['가 사업', '전략형', '2023.03.17까지'],
      ['', 'TIPS', '2023.03.18까지'],
      ['나 사업', '-', '2023.03.19까지'],
      ['다 사업', '다 사업 2차', '2023.03.20까지'],
    ]
    expect(read(page([table(lines)]))).toEqual({
      names: [
        ['가 사업 - 디딤돌', 't', 1],
        ['가 사업 - 전략형', 't', 2],
        ['TIPS', 't', 3],
        ['나 사업', 't', 4],
        ['다 사업 2차', 't', 5],
      ],
      findings: [],
      unclear: [],
      heldRows: [],
      notes: [],
    })
  })

  test('names in a column for parts alone, the names', () => {
    const lines = [
      ['세부 사업명', '접수 기간'],
      ['디딤돌', '2023.03.17까지'],
    ]
    expect(read(page([table(lines)])).names).toEqual([['디딤돌', 't', 1]])
  })

  test('ditto marks, the nearest filled cell above', () => {
    const lines = [
      ['사업명', '접수 기간', '주관', '링크'],
      ['가', '2023.03.17까지', '가나진흥원', 'https://a.kr/1'],
      ['', '', '', ''],
      ['나', '상동', '〃', 'https://a.kr/2'],
      ['〃', '2023.03.20까지', '(상동)', '〃'],
      ['〃 (청소년부)', '2023.03.21까지', '', 'https://a.kr/3'],
    ]
    const { programmes, findings } = readProgrammes(page([table(lines)]), { columns: {} })
    expect(
      programmes.map(({ name, period, hosts, links }) => [
        name,
        period.text,
        ...[...hosts, ...links].map(({ value }) => value),
      ]),
    ).toEqual([
      ['가', '2023.03.17까지', '가나진흥원', 'https://a.kr/1'],
      ['나', '2023.03.17까지', '가나진흥원', 'https://a.kr/2'],
      ['나', '2023.03.20까지', '가나진흥원', 'https://a.kr/2'],
      ['나 (청소년부)', '2023.03.21까지', 'https://a.kr/3'],
    ])
    expect(findings.filter(({ needsPerson }) => needsPerson)).toEqual([])
  })

  test.each(['합계', '소 계', '총 2건', '2건', 'Total'])(
    'a line that adds up the others, held: %s',
    (name) => {
      const lines = [
        [...header, '지원 내용'],
        [...row('가'), ''],
        [name, '2건', '', '총 3억원'],
      ]
      expect(read(page([table(lines)]))).toEqual({
        names: [['가', 't', 1]],
        findings: [],
        unclear: [],
        heldRows: ['r2'],
        notes: [],
      })
    },
  )

  test('a row whose cells were all emptied, gone', () => {
    expect(read(page([table([header, row('가'), ['', '', '']])])).heldRows).toEqual([])
  })
})

describe('the page itself', () => {
  const own = (
    deadline: string,
    columns = ['이름', '마감일', 'status'],
    dates: Document['tables'][number]['rows'][number]['cells'][number]['dates'] = [],
  ) =>
    table(
      [['내 공모', deadline, '진행']].map((cells) =>
        cells.map((text) => ({ text, links: [], dates: text === deadline ? dates : [] })),
      ),
      {
        id: 'p',
        kind: 'page',
        headerRow: false,
        columns,
        titleColumn: 0,
      },
    )

  test('a deadline among its properties, a programme under its title', () => {
    expect(read(page([own('2023.03.17')]))).toMatchObject({ names: [['내 공모', 'p', 1]], findings: [] })
  })

  describe('repeated in its body as a table', () => {
    const notice = (name: string, period: string) =>
      table([
        ['구분', '내용'],
        ['사업명', name],
        ['접수 기간', period],
        ['지원 대상', '누구나'],
      ])
    const calls = (...notices: readonly Table[]) =>
      readProgrammes(page([own('2023.03.17'), ...notices]), { columns: {} }).programmes.map(
        ({ id, name, period, targets }) => [
          id,
          name,
          period.reading.closes,
          targets.map(({ value }) => value),
        ],
      )

    test('one call, with the hour and the target that only the table tells', () => {
      expect(calls(notice('2023 내 공모 참가자 모집', '2023.3.6 ~ 3.17 18:00'))).toEqual([
        ['p-r0', '내 공모', '2023-03-17T18:00+09:00', ['누구나']],
      ])
    })

    test('another day, another name or several rows: calls of their own', () => {
      const names = (...notices: readonly Table[]) => calls(...notices).map(([, name]) => name)
      expect(names(notice('2023 내 공모 참가자 모집', '2023.3.18'))).toEqual([
        '내 공모',
        '2023 내 공모 참가자 모집',
      ])
      expect(names(notice('남의 공고', '2023.3.17'))).toEqual(['내 공모', '남의 공고'])
      expect(names(table([header, row('내 공모 1부'), row('내 공모 2부')]))).toEqual([
        '내 공모',
        '내 공모 1부',
        '내 공모 2부',
      ])
    })
  })

  test('no property for a deadline, no programme and no word about it', () => {
    expect(read(page([own('x', ['이름', 'Tags', 'status'])]))).toEqual({
      names: [],
      findings: [],
      unclear: [],
      heldRows: ['p-r0'],
      notes: [],
    })
  })

  test('an empty deadline beside programmes in the body, not a programme', () => {
    const document = page([own(''), table([header, row('가')])])
    expect(read(document)).toEqual({
      names: [['가', 't', 1]],
      findings: [],
      unclear: [],
      heldRows: ['p-r0'],
      notes: [],
    })
  })

  test('an empty deadline and nothing in the body, held with a remark', () => {
    expect(read(page([own('')]))).toEqual({
      names: [],
      findings: [['no-deadline-text', false]],
      unclear: [],
      heldRows: ['p-r0'],
      notes: [],
    })
  })
})

describe('background', () => {
  const link = 'https://a.kr/notice?id=7'

  test('a section whose heading links to the same notice, joined however its address is written', () => {
    const document = page([table([header, row('가', '2023.03.17', link)])], {
      sections: [
        section('다른 이야기', 'https://a.kr/notice?id=8', ['선발규모 : 9개사']),
        section('가에 대하여', 'http://www.a.kr/notice?utm_source=n&&id=7#top', [
          '선발규모 : 총 15개사 내외',
          '그냥 글',
        ]),
      ],
    })
    expect(readProgrammes(document, { columns: {} }).programmes[0]?.background).toEqual({
      heading: '가에 대하여',
      facts: [
        { label: '선발규모', text: '총 15개사 내외' },
        { label: '', text: '그냥 글' },
      ],
      companies: 15,
    })
  })

  test('a section that links to the front page of the same site, not joined', () => {
    const document = page([table([header, row('가', '2023.03.17', link)])], {
      sections: [section('사이트', 'https://a.kr/', ['선발규모 : 9개사'])],
    })
    expect(readProgrammes(document, { columns: {} }).programmes[0]?.background).toBeNull()
  })
})

test('a first day in a column of its own, the period opens on it', () => {
  const lines = [
    ['사업명', '접수 시작일', '접수 마감일'],
    ['가', '2023.03.06', '2023.03.17'],
    ['나', '2023.03.20', '2023.03.17'],
  ]
  const { programmes } = readProgrammes(page([table(lines)]), { columns: {} })
  expect(programmes.map(({ period }) => [period.reading.opens, period.reading.closes])).toEqual([
    ['2023-03-06', '2023-03-17'],
    [null, '2023-03-17'],
  ])
})
