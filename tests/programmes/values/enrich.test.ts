import { expect, test } from 'vitest'
import { readProgrammes } from '../../../src/programmes/index.ts'
import { cell, page, table } from '../page.ts'

type Cells = Readonly<Record<string, string | ReturnType<typeof cell>>>

/** The programme of a row with these cells, by column. */
function programme(cells: Cells) {
  const row = { 공고명: '가', 접수기간: '2024.3.15까지', ...cells }
  return readProgrammes(page([table([Object.keys(row), Object.values(row)])]), { columns: {} }).programmes[0]
}

function derivedFrom(all: readonly { value: unknown; origin: { from: string; of: string } }[] | undefined) {
  return all?.map(({ value, origin }) => [value, origin.from, origin.of])
}

test('hosts and partners in columns of their own, then those of the name, each once', () => {
  const read = programme({
    공고명: '[가나진흥원 x 다라재단] 공모',
    '주최/주관': '가나진흥원, 마바사',
    후원: '아자차 / 카타파',
  })
  expect([derivedFrom(read?.hosts), derivedFrom(read?.partners)]).toEqual([
    [
      ['가나진흥원', 'column', '주최/주관'],
      ['마바사', 'column', '주최/주관'],
      ['다라재단', 'name', '공고명'],
    ],
    [
      ['아자차', 'column', '후원'],
      ['카타파', 'column', '후원'],
    ],
  ])
})

test('sponsors in a column of hosts, partners', () => {
  const read = programme({ '주최/주관/후원': '주최: 가나진흥원, 주관: 마바사\n후원: 다라재단' })
  expect([derivedFrom(read?.hosts), derivedFrom(read?.partners)]).toEqual([
    [
      ['가나진흥원', 'column', '주최/주관/후원'],
      ['마바사', 'column', '주최/주관/후원'],
    ],
    [['다라재단', 'column', '주최/주관/후원']],
  ])
})

test('contacts in several columns, all of them', () => {
  const read = programme({
    담당자: '사업운영팀',
    이메일: 'a@a.kr',
    전화: '02-361-5404',
    링크: 'mailto:b@a.kr',
  })
  expect([derivedFrom(read?.contacts), derivedFrom(read?.emails), derivedFrom(read?.phones)]).toEqual([
    [['사업운영팀', 'column', '담당자']],
    [
      ['a@a.kr', 'column', '이메일'],
      ['b@a.kr', 'column', '링크'],
    ],
    [['+8223615404', 'column', '전화']],
  ])
})

test('what is not known yet, nothing; what is open to all, as it says', () => {
  const read = programme({ 주최: '미정', 지원대상: '제한 없음', 지원분야: '-', 지원내용: '추후 공지' })
  expect([read?.hosts, derivedFrom(read?.targets), read?.fields, read?.support]).toEqual([
    [],
    [['제한 없음', 'column', '지원대상']],
    [],
    [],
  ])
})

test('a number alone, in the unit of its header', () => {
  const read = programme({
    '지원금\n(단위: 만원)': '3,000',
    '상금 (백만원)': '최대 5',
    '장학금액(원)': '전액',
  })
  expect([read?.support.map(({ value }) => value), read?.amounts.map(({ value }) => value)]).toEqual([
    ['3,000만원', '최대 5백만원', '전액'],
    [
      { won: 30_000_000, bound: null },
      { won: 5_000_000, bound: 'at-most' },
    ],
  ])
})

test('several links, the notice of a portal before pages, front pages and forms; each once', () => {
  const read = programme({
    공고명: cell('가', { links: [{ text: '가', url: 'https://blog.a.kr/7' }] }),
    링크: [
      'https://forms.gle/x',
      'https://a.kr/',
      'https://www.k-startup.go.kr/v.do?page=1&pbancSn=1',
      'https://k-startup.go.kr/v.do?pbancSn=1',
    ].join('\n'),
  })
  expect(derivedFrom(read?.links)).toEqual([
    ['https://www.k-startup.go.kr/v.do?page=1&pbancSn=1', 'column', '링크'],
    ['https://blog.a.kr/7', 'column', '공고명'],
    ['https://a.kr/', 'column', '링크'],
    ['https://forms.gle/x', 'column', '링크'],
  ])
})

test('how to apply, its addresses count as well, and words there are no fault', () => {
  const read = readProgrammes(
    page([
      table([
        ['공고명', '접수기간', '신청방법', '제출서류'],
        [
          '가',
          '2024.3.15까지',
          cell('온라인 (https://a.kr/apply), 이메일 apply@a.kr', { links: [] }),
          'https://a.kr/form',
        ],
        ['나', '2024.3.15까지', '방문 접수', ''],
      ]),
    ]),
    { columns: {} },
  )
  const [first] = read.programmes
  expect([derivedFrom(first?.links), derivedFrom(first?.emails), read.findings]).toEqual([
    [['https://a.kr/apply', 'column', '신청방법']],
    [['apply@a.kr', 'column', '신청방법']],
    [],
  ])
})

test('a page of the workspace, no link; one that it shows to everybody, one', () => {
  const id = '0123456789abcdef0123456789abcdef'
  const read = programme({
    공고명: cell('가', { links: [{ text: '가', url: `https://www.notion.so/team/Title-${id}` }] }),
    링크: `https://app.notion.com/p/${id} https://team.notion.site/${id} https://www.notion.com/startups`,
  })
  expect(derivedFrom(read?.links)).toEqual([
    [`https://team.notion.site/${id}`, 'column', '링크'],
    ['https://www.notion.com/startups', 'column', '링크'],
  ])
})

test('the year, from the name, else from its column, else from the period; a guessed one never', () => {
  const years = [
    programme({ 공고명: '2023 가' }),
    programme({ 연도: '2022년' }),
    programme({}),
    programme({ 접수기간: '3. 15.까지' }),
    programme({ 접수기간: '2023. 12. 31. 24:00까지' }),
    programme({ 공고명: '2050 탄소중립 공모전' }),
  ].map((read) => [read?.year?.value, read?.year?.origin.of])
  expect(years).toEqual([
    [2023, '공고명'],
    [2022, '연도'],
    [2024, '접수기간'],
    [undefined, undefined],
    [2023, '접수기간'],
    [2024, '접수기간'],
  ])
})

test('a row that tells nothing more, nothing derived but the year of its period', () => {
  const { id: _, place: __, twin: ___, call: ____, name, period, ...derived } = programme({}) ?? {}
  expect([name, period?.text, derived]).toEqual([
    '가',
    '2024.3.15까지',
    {
      edition: null,
      year: { value: 2024, origin: { from: 'column', of: '접수기간', text: '2024.3.15까지' } },
      hosts: [],
      partners: [],
      targets: [],
      fields: [],
      support: [],
      footnotes: [],
      links: [],
      emails: [],
      phones: [],
      contacts: [],
      eligibility: [],
      amounts: [],
      background: null,
      cutColumns: [],
    },
  ])
})
