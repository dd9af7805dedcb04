import { describe, expect, test } from 'vitest'
import { editionIn, yearIn } from '../../../src/programmes/values/edition.ts'
import { programmeName } from '../../../src/programmes/values/name.ts'
import {
  hostsInName,
  labelledOrganisations,
  organisationsIn,
} from '../../../src/programmes/values/organisations.ts'

describe('programmeName', () => {
  test.each([
    ['several lines, one line', '2023 INNOX\n오픈이노베이션 2기', '2023 INNOX 오픈이노베이션 2기'],
    ['brackets and quotes, kept', '『가』 [나] (다)', '『가』 [나] (다)'],
    ['a list mark, dropped', '- 가 사업', '가 사업'],
    ['a name that begins with a sign of its own, kept', '-1도의 기적', '1도의 기적'],
    ['hidden marks, dropped', '\u202e가\u0000\u200b 사업', '가 사업'],
  ])('%s', (_case, text, name) => {
    expect(programmeName(text)).toBe(name)
  })

  test('a name of 100 kB, cut where nobody reads on', () => {
    const name = programmeName('가'.repeat(100_000))
    expect([name.length, name.at(-1)]).toEqual([300, '…'])
  })
})

test.each([
  ['오픈이노베이션 2기', '2기'],
  ['제4회 삼성금융', '제4회'],
  ['제 12 기 서포터즈', '제12기'],
  ['오픈이노베이션 7기 모집', '7기'],
  ['The 3rd Challenge', '3rd'],
  ['시즌 2', '시즌 2'],
  ['4차 산업혁명 2023', null],
  ['2023 콘텐츠', null],
  ['5회차 진행', null],
  ['전기차 3기업', null],
])('editionIn, %s', (name, edition) => {
  expect(editionIn(name)?.value ?? null).toBe(edition)
})

test.each([
  ['2023 INNOX', 2023],
  ['Biznovator 2023 개최', 2023],
  ['2023년도 지원', 2023],
  ['’23년 상반기', 2023],
  ['제4회 삼성금융', null],
  ['상금 2000만원', null],
  ['2,023개', null],
  ['20230317', null],
])('yearIn, %s', (name, year) => {
  expect(yearIn(name)?.value ?? null).toBe(year)
})

test.each([
  ['[한국무역협회 x LG전자] 오픈이노베이션', ['한국무역협회', 'LG전자']],
  ['[A사 × B재단 × C은행] 공모', ['A사', 'B재단', 'C은행']],
  ['[경기도x경기콘텐츠진흥원] 지원', ['경기도', '경기콘텐츠진흥원']],
  ['[한국콘텐츠진흥원] 공모', ['한국콘텐츠진흥원']],
  ['[서울] 지원사업', []],
  ['[긴급] 모집', []],
  ['[AI x Bio] 공모', []],
  ['[대학생 x 직장인] 해커톤', []],
  ['『신한 스퀘어브릿지 서울』 7기', []],
  ['(~4/2 접수) 공모', []],
])('hostsInName, %s', (name, hosts) => {
  expect(hostsInName(name).map(({ value }) => value)).toEqual(hosts)
})

test.each([
  ['중소벤처기업부, 창업진흥원', ['중소벤처기업부', '창업진흥원']],
  ['주최: 과학기술정보통신부 / 주관: 정보통신산업진흥원', ['과학기술정보통신부', '정보통신산업진흥원']],
  ['- 넥센타이어\n- 대웅제약 등', ['넥센타이어', '대웅제약']],
  ['과학기술정보통신부·정보통신산업진흥원', ['과학기술정보통신부', '정보통신산업진흥원']],
  ['소재·부품기업협의회', ['소재·부품기업협의회']],
  ['(주)가나, ㈜다라', ['(주)가나', '㈜다라']],
  ['LG전자/LG화학', ['LG전자', 'LG화학']],
  ['A/S센터', ['A/S센터']],
  ['서울특별시·서울경제진흥원(SBA)', ['서울특별시', '서울경제진흥원(SBA)']],
  ['한국콘텐츠진흥원(KOCCA, 나주)', ['한국콘텐츠진흥원(KOCCA, 나주)']],
  ['Samsung Electronics Co., Ltd.', ['Samsung Electronics Co., Ltd.']],
  ['삼성, LG 등 10개사', ['삼성', 'LG']],
  ['서울시 外 3개 기관', ['서울시']],
  ['1. 환경부\n2. 산업부', ['환경부', '산업부']],
  ['미정', []],
  ['-', []],
])('organisationsIn, %s', (text, names) => {
  expect(organisationsIn(text)).toEqual(names)
})

test.each([
  ['주최: 환경부, 주관: 공단', ['host 환경부', 'host 공단']],
  ['주최 환경부 / 주관 NIPA', ['host 환경부', 'host NIPA']],
  ['(주최) 환경부 (후원) 한국환경공단', ['host 환경부', 'partner 한국환경공단']],
  ['환경부(주최·주관), 한국환경공단(후원)', ['host 환경부', 'partner 한국환경공단']],
  ['주최: 가재단\n후원: 나은행, 다사', ['host 가재단', 'partner 나은행', 'partner 다사']],
  ['주최/후원: 환경부', ['host 환경부']],
  ['과기정통부 (주관: NIPA)', ['null 과기정통부', 'host NIPA']],
  ['참여연대, 운영위원회', ['null 참여연대', 'null 운영위원회']],
])('labelledOrganisations, %s', (text, names) => {
  expect(labelledOrganisations(text).map(({ name, as }) => `${as} ${name}`)).toEqual(names)
})
