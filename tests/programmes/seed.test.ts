import { describe, expect, test } from 'vitest'
import { readProgrammes } from '../../src/programmes/index.ts'
import type { Derived, Programme } from '../../src/programmes/programme.ts'
import { seed, weconomy } from './seed.ts'

const read = readProgrammes(seed, { columns: {} })

function values<T>(all: readonly Derived<T>[]): readonly T[] {
  return all.map(({ value }) => value)
}

/** What a row came to, without where each value came from. */
function facts(programme: Programme | undefined) {
  if (programme === undefined) return undefined
  const { reading, text, column } = programme.period
  return {
    id: programme.id,
    name: programme.name,
    period: [column, text, reading.kind, reading.opens, reading.closes],
    edition: programme.edition?.value ?? null,
    year: programme.year?.value ?? null,
    hosts: values(programme.hosts),
    partners: values(programme.partners),
    targets: values(programme.targets),
    fields: values(programme.fields),
    support: values(programme.support),
    footnotes: values(programme.footnotes),
    links: values(programme.links),
    emails: values(programme.emails),
    phones: values(programme.phones),
    contacts: values(programme.contacts),
    eligibility: values(programme.eligibility),
    amounts: values(programme.amounts),
    background: programme.background,
    cutColumns: programme.cutColumns,
  }
}

const nothing = {
  edition: null,
  hosts: [],
  partners: [],
  targets: [],
  fields: [],
  support: [],
  footnotes: [],
  emails: [],
  phones: [],
  contacts: [],
  eligibility: [],
  amounts: [],
  background: null,
  cutColumns: [],
}
const column = '지원 접수 기간'
const underSevenYears = { kind: 'company-age', years: 7, bound: 'below' }

describe('the seed page', () => {
  test.each([
    {
      ...nothing,
      id: 'r1',
      name: '2023 INNOX 오픈이노베이션 2기',
      period: [column, '2023.03.17.(금)까지', 'date', null, '2023-03-17'],
      edition: '2기',
      year: 2023,
      targets: ['7년미만스타트업', '투자를 받을 수 있는 기업'],
      fields: ['2차전지', 'Al', '메타버스', '이외 미래 분야*의 기업'],
      support: ['CES 2024 참가 지원', '엑셀러레이팅', '판교 사무 공간'],
      footnotes: ['반도체,스마트카,소/부/장'],
      links: ['https://openbridge.kr/innox/'],
      emails: ['yerin@ccei.kr', 'tkdgh2529@ccei.kr'],
      contacts: ['경기창조경제혁신센터 오픈이노베이션 팀'],
      eligibility: [underSevenYears],
    },
    {
      ...nothing,
      id: 'r2',
      name: '제4회 삼성금융 Open Collaboration',
      period: [column, '2023.04.02(일) 23:30까지', 'datetime', null, '2023-04-02T23:30+09:00'],
      edition: '제4회',
      year: 2023,
      targets: ['데이터 활용 서비스(AI 포함) 외 5가지 과제*를 함께 풀 스타트업 및 중소기업'],
      fields: [
        '고객 맞춤형 투자 정보',
        '데이터 활용 서비스',
        '법인 전용 서비스',
        '통합앱에 들어갈 서비스/상품/기술',
      ],
      support: ['새 사업 모델 공동 개발', '시상금'],
      links: ['https://event-us.kr/markncompany/event/58105'],
      emails: ['contact@markncompany.co.kr'],
    },
    {
      ...nothing,
      id: 'r3',
      name: '『신한 스퀘어브릿지 서울』 신한 오픈이노베이션 7기 모집',
      period: [column, '2023.03.30(목) 23:59 까지', 'datetime', null, '2023-03-30T23:59+09:00'],
      edition: '7기',
      year: 2023,
      targets: [
        '대기업·중견기업과 협업하려는 스타트업',
        '모집 마감일 기준 법인등기부등본 상 설립(성립)일 7년 미만 법인 사업자',
        '최대주주가 상장사가 아닌 기업',
      ],
      fields: ['대교', '교육', '시니어', '업무 효율'],
      support: ['1:1 협업 미팅', '밋업 참여', '그 밖에 4가지'],
      links: [
        'https://www.k-startup.go.kr/web/contents/bizpbanc-ongoing.do?schM=view&pbancSn=163660&page=1&schStr=regist&pbancEndYn=N',
      ],
      emails: ['seoul@s2bridge.com'],
      eligibility: [underSevenYears],
      cutColumns: ['지원 분야'],
    },
    {
      ...nothing,
      id: 'r4',
      name: '2023 아트코리아랩 예술×기술 융합 오픈이노베이션 지원사업',
      period: [column, '2023.03.31(금) 14:59 까지', 'datetime', null, '2023-03-31T14:59+09:00'],
      year: 2023,
      partners: ['(주)호텔롯데 롯데월드', '(주)현대리바트'],
      targets: ['파트너사*의 주제로 협업이 가능한 예술 기업'],
      fields: ['(주)호텔롯데롯데월드', '캐릭터 IP 아트웍 개발', '영상 디지털 복원 및 상영'],
      support: ['PoC 협업 지원', '현업부서가 참여하는 협업* 지원'],
      footnotes: ['(주)호텔롯데 롯데월드, (주)현대리바트 (2개사)', '협업기간 약 6개월'],
      links: [
        'https://www.k-startup.go.kr/web/contents/bizpbanc-ongoing.do?schM=view&pbancSn=163610&page=1&schStr=regist&pbancEndYn=N',
      ],
      emails: ['akl@gokams.or.kr'],
      phones: ['+82220982931'],
      contacts: ['아트코리아랩추진단'],
      cutColumns: ['지원 분야', '지원 내용'],
    },
    {
      ...nothing,
      id: 'r5',
      name: '2023 Weconomy Startup Challenge 참여 스타트업 모집',
      period: [column, '2023.04.14(금) 23:59 까지', 'datetime', null, '2023-04-14T23:59+09:00'],
      year: 2023,
      partners: ['넥센타이어', '대웅제약', '라파스', '롯데중앙연구소', '롯데케미칼', '범한산업', '삼진제약'],
      targets: ['마곡 기업의 수요기술을 가진 창업 7년 미만 스타트업'],
      fields: ['AI', 'Web 3.0(메타버스)', '플랫폼', '바이오'],
      support: ['PoC(Proof of Concept) 지원금 최대 1천만원', '그밖의 3가지'],
      footnotes: ['등 12개 부문', '입주완료 기업 限'],
      links: [weconomy.replace('&&', '&')],
      emails: ['Lager88@sba.seoul.kr'],
      phones: ['+8223615404'],
      eligibility: [underSevenYears],
      amounts: [
        { won: 10_000_000, bound: 'at-most' },
        { won: 30_000_000_000, bound: 'about' },
      ],
      background: {
        heading: '예시) 2023 Weconomy Startup Challenge 참여 스타트업 모집',
        facts: [
          { label: '선발규모', text: '총 15개사 내외' },
          {
            label: '참여기업',
            text: '넥센타이어, 대웅제약, 라파스, 롯데중앙연구소, 롯데케미칼, 범한산업, 삼진제약 등',
          },
          { label: '입주지원', text: '서울창업허브 M+ 공간 (최대 2년, 20.9~102.1m2)' },
          { label: '투자유치', text: '마곡 Weconomy 펀드(약 300억 규모) 등 투자 연계' },
          { label: '성장촉진', text: 'PoC(Proof of Concept) 지원금 최대 1천만원 ※입주완료 기업 限' },
          { label: '사업협력', text: '마곡 기업과의 협력 연계' },
        ],
        companies: 15,
      },
    },
    {
      ...nothing,
      id: 'r6',
      name: '한솔 V 프론티어스(FRONTIERS) 4기',
      period: [column, '2023.03.17(금)까지', 'date', null, '2023-03-17'],
      edition: '4기',
      year: 2023,
      targets: ['2인이상 스타트업 또는 예비창업자'],
      fields: ['ICT 서비스 & 솔루션 (AI, IoT, Cloud service, 통신, 소프트웨어 등)'],
      support: ['전문가의 PoC 검증', '그룹과 협업할 기회'],
      footnotes: ['외 6개 부문'],
      links: ['https://hs-vfrontiers.com/'],
      emails: ['oi-info@blueepoint.ac'],
      eligibility: [{ kind: 'team-size', people: 2, bound: 'at-least' }],
      cutColumns: ['지원 내용'],
    },
    {
      ...nothing,
      id: 'r7',
      name: '[한국무역협회 x LG전자] 오픈이노베이션 Biznovator 2023 개최 안내 (~4/2 접수)',
      period: [column, '2023.04.02(일) 23:30까지', 'datetime', null, '2023-04-02T23:30+09:00'],
      year: 2023,
      hosts: ['한국무역협회', 'LG전자'],
      links: ['https://www.kita.net/asocGuidance/notice/noticeDetail.do?nIndex=1831820&pageIndex=1'],
    },
    {
      ...nothing,
      id: 'r8',
      name: '2023 콘텐츠 오픈이노베이션 지원사업(콘피니티)',
      period: [column, '4. 4.(화) 17:00', 'datetime', null, '2023-04-04T17:00+09:00'],
      year: 2023,
      links: [
        'https://www.kocca.kr/kocca/pims/view.do?intcNo=123D00068005&menuNo=204104&recptSt=204104&category=&pageIndex=1&search=01&searchWrd=',
      ],
    },
  ])('$name, read whole', (expected) => {
    expect(facts(read.programmes.find(({ id }) => id === expected.id))).toEqual(expected)
  })

  test('eight programmes, none held, no note', () => {
    expect([read.programmes.length, read.heldRows, read.notes]).toEqual([8, [], []])
  })

  test('remarks only, nobody is asked to do anything', () => {
    expect(
      read.findings.map(({ code, place, column, needsPerson }) => [code, place.row, column, needsPerson]),
    ).toEqual([
      ['cut-text', 3, '지원 분야', false],
      ['cut-text', 4, '지원 분야', false],
      ['cut-text', 4, '지원 내용', false],
      ['cut-text', 6, '지원 내용', false],
      ['year-guessed', 8, column, false],
    ])
  })

  test('every derived value, says which words of which column gave it', () => {
    const origins = (row: number) => {
      const { edition, year, hosts, emails, phones, contacts, eligibility, amounts, partners } = read
        .programmes[row] as Programme
      return [
        edition,
        year,
        ...hosts,
        ...partners,
        ...emails,
        ...phones,
        ...contacts,
        ...eligibility,
        ...amounts,
      ]
        .filter((one) => one !== null)
        .map(({ origin }) => [origin.from, origin.of, origin.text])
    }
    expect([origins(0), origins(1), origins(6)]).toEqual([
      [
        ['name', '사업명', '2기'],
        ['name', '사업명', '2023'],
        ['column', 'Contact', 'yerin@ccei.kr'],
        ['column', 'Contact', 'tkdgh2529@ccei.kr'],
        ['column', 'Contact', '경기창조경제혁신센터 오픈이노베이션 팀'],
        ['column', '모집 대상', '7년미만'],
      ],
      [
        ['name', '사업명', '제4회'],
        ['column', column, '2023.04.02(일) 23:30까지'],
        ['column', 'Contact', 'contact@markncompany.co.kr'],
      ],
      [
        ['name', '사업명', '2023'],
        ['name', '사업명', '[한국무역협회 x LG전자]'],
        ['name', '사업명', '[한국무역협회 x LG전자]'],
      ],
    ])
    expect(origins(4).at(-1)).toEqual([
      'section',
      '예시) 2023 Weconomy Startup Challenge 참여 스타트업 모집',
      '약 300억',
    ])
  })
})
