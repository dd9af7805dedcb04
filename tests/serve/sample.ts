import { hash } from '../../src/lib/hash.ts'
import type { PublicEntry, PublicProgramme } from '../../src/plan/publication.ts'
import type { Published, PublishedBase } from '../../src/serve/view.ts'
import { type FeedOptions, feedOptions } from '../../src/sinks/public-feed/options.ts'
import { publicFeedSink } from '../../src/sinks/public-feed/sink.ts'
import { memoryOf } from '../sinks/public-feed/entries.ts'

/** Monday 2023-03-20, 09:00 in Korea: the day the sample is judged by. */
export const NOW = Date.parse('2023-03-20T00:00:00Z')

type Sample = Partial<PublicProgramme> & {
  readonly name: string
  readonly closes?: string | null
  readonly opens?: string
}

/** A public programme with one deadline (none where `closes` is null). */
export function programmeOf(sample: Sample): PublicProgramme {
  const { closes = '2023-03-30', opens = null, ...parts } = sample
  const id = parts.id ?? `row-${hash(sample.name).slice(0, 8)}`
  const programme: PublicProgramme = {
    id,
    edition: null,
    year: 2023,
    hosts: [],
    partners: [],
    targets: [],
    fields: [],
    support: [],
    links: ['https://example.kr/notice'],
    emails: [],
    phones: [],
    amountsWon: [],
    background: null,
    firstSeenAt: '2023-03-10T00:00:00Z',
    period: {
      text: closes === null ? '상시 모집' : `${closes}까지`,
      understood:
        closes === null
          ? { ko: '상시 모집', en: 'Open-ended' }
          : { ko: `${closes} 마감`, en: `Closes ${closes}` },
      kind: closes === null ? 'open-ended' : closes.length > 10 ? 'datetime' : 'date',
      opens,
      closes,
    },
    ...parts,
    entries: [],
  }
  return {
    ...programme,
    entries: parts.entries ?? (closes === null ? [] : [entryFor(programme, closes, opens)]),
  }
}

function entryFor(programme: PublicProgramme, closes: string, opens: string | null): PublicEntry {
  const end = closes.length > 10 ? Date.parse(closes) : 0
  const utc = (ms: number) => `${new Date(ms).toISOString().slice(0, 19)}Z`
  return {
    key: `${programme.id}#1`,
    id: hash(programme.id).slice(0, 26),
    label: '',
    opens,
    closes,
    content: {
      title: `[마감] ${programme.name}`,
      when:
        closes.length > 10
          ? { kind: 'time', start: utc(end - 1_800_000), end: utc(end) }
          : { kind: 'day', date: closes },
      description: `기간: ${programme.period.text}\n대상: ${programme.targets.join(', ')}\n분야: ${programme.fields.join(', ')}\n링크: ${programme.links[0] ?? ''}`,
      url: programme.links[0] ?? null,
      categories: programme.fields,
    },
    stamp: { sequence: 0, createdAt: '2023-03-10T00:00:00Z', changedAt: '2023-03-10T00:00:00Z' },
  }
}

/** A knowledge base that publishes the given programmes. */
export async function baseOf(
  programmes: readonly PublicProgramme[],
  options: Partial<FeedOptions> = {},
  parts: Partial<PublishedBase> = {},
): Promise<PublishedBase> {
  const feed = feedOptions.parse({ slug: 'open-innovation', title: '오픈이노베이션 마감', ...options })
  const memory = memoryOf()
  const sink = publicFeedSink('sample', feed, memory, () => '2023-03-20T00:00:00Z')
  for (const programme of programmes) {
    for (const { key, id, content, stamp } of programme.entries) {
      const entry = { key, id, rows: [programme.id], slot: 1, twin: 't', content, sourceUrl: '', stamp }
      await sink.apply({ action: 'create', entry, why: 'new' })
    }
  }
  return {
    feed,
    programmes,
    rows: [...memory.rows.values()],
    lastGoodRun: '2023-03-20T00:00:00Z',
    findings: [],
    ...parts,
  }
}

export function publishedOf(...bases: readonly PublishedBase[]): Published {
  return { bases, unshown: [], changedAt: '2023-03-20T00:00:00Z' }
}

/** The eight calls of the knowledge-base page that Magam was born from, and three that show what it lacks. */
export const CALLS: readonly PublicProgramme[] = [
  programmeOf({
    name: '2023 INNOX 오픈이노베이션 2기',
    closes: '2023-03-17',
    hosts: ['경기창조경제혁신센터'],
    targets: ['7년미만스타트업', '투자유치 가능한기업'],
    fields: ['2차전지', 'AI', '메타버스', '이외 미래혁신분야'],
    support: [
      'CES 2024 진출 지원',
      '기업 성장 엑셀러레이팅',
      '글로벌 진출 및 대기업 연계 등 후속 지원 프로그램 제공',
      '판교 내 사무 공간 지원',
    ],
    links: ['https://openbridge.kr/innox/'],
    emails: ['yerin@ccei.kr', 'tkdgh2529@ccei.kr'],
    period: {
      text: '2023.03.17.(금)까지',
      understood: { ko: '2023년 3월 17일(금) 하루가 끝날 때까지', en: 'Until the end of Fri 17 March 2023' },
      kind: 'date',
      opens: null,
      closes: '2023-03-17',
    },
  }),
  programmeOf({
    name: '제4회 삼성금융 Open Collaboration',
    closes: '2023-04-02T23:30+09:00',
    hosts: ['삼성금융네트웍스'],
    targets: [
      '신기술 및 데이터 활용 서비스(AI 포함) 외 5가지 과제를 통한 새로운 사업 모델과 솔루션을 만들 수 있는 스타트업 및 중소기업',
    ],
    fields: [
      '고객 맞춤형 투자 정보 서비스',
      '신기술 및 데이터 활용 서비스',
      '異 업종사 제휴 서비스',
      '법인 전용 서비스',
    ],
    support: [
      '신규 사업모델 및 솔루션 공동 개발',
      '시상금 제공',
      '삼성금융네트웍스 임직원과의 협업',
      '후속사와 협력 및 지분투자',
    ],
    links: ['https://event-us.kr/markncompany/event/58105'],
    emails: ['contact@markncompany.co.kr'],
    period: {
      text: '2023.04.02(일) 23:30까지',
      understood: { ko: '2023년 4월 2일(일) 23:30까지', en: 'Until Sun 2 April 2023, 23:30' },
      kind: 'datetime',
      opens: null,
      closes: '2023-04-02T23:30+09:00',
    },
  }),
  programmeOf({
    name: '『신한 스퀘어브릿지 서울』 신한 오픈이노베이션 7기 모집',
    closes: '2023-03-30T23:59+09:00',
    hosts: ['신한 스퀘어브릿지 서울'],
    partners: ['대교'],
    targets: [
      '대기업·중견기업과 협업을 희망하는 全 분야의 스타트업',
      '법인 설립일 7년 미만 법인 사업자',
      '최대주주가 국내외 상장사가 아닌 기업',
    ],
    fields: ['교육', '시니어', '업무 효율'],
    support: [
      '매칭된 대·중견기업과의 1:1 협업미팅 제공',
      '‘오픈이노베이션 밋업’ 참여 기회',
      '그 밖에 4가지 지원 사항',
    ],
    links: ['https://www.k-startup.go.kr/web/contents/bizpbanc-ongoing.do?schM=view&pbancSn=163660'],
    emails: ['seoul@s2bridge.com'],
    period: {
      text: '2023.03.30(목) 23:59 까지',
      understood: { ko: '2023년 3월 30일(목) 23:59까지', en: 'Until Thu 30 March 2023, 23:59' },
      kind: 'datetime',
      opens: null,
      closes: '2023-03-30T23:59+09:00',
    },
  }),
  programmeOf({
    name: '2023 아트코리아랩 예술×기술 융합 오픈이노베이션 지원사업',
    closes: '2023-03-31T14:59+09:00',
    hosts: ['아트코리아랩추진단'],
    partners: ['(주)호텔롯데 롯데월드', '(주)현대리바트'],
    targets: ['파트너사에서 제시한 주제로 PoC 협업이 가능한 예술 기업'],
    fields: ['캐릭터 IP 기반 신규 아트웍 개발', '융복합 영상 디지털 복원 및 상영'],
    support: ['파트너사 현업부서 임직원 참여 PoC 협업', '협업기간 약 6개월'],
    links: ['https://www.k-startup.go.kr/web/contents/bizpbanc-ongoing.do?schM=view&pbancSn=163610'],
    emails: ['akl@gokams.or.kr'],
    phones: ['+82220982931'],
  }),
  programmeOf({
    name: '2023 Weconomy Startup Challenge 참여 스타트업 모집',
    closes: '2023-04-14T23:59+09:00',
    opens: '2023-03-16',
    hosts: ['서울창업허브 M+', 'SBA'],
    targets: ['마곡 대‧중견기업 수요기술 관련 역량을 보유한 창업 7년 미만 스타트업'],
    fields: ['AI', 'Web 3.0(메타버스)', '플랫폼', '바이오'],
    support: ['보유기술 사업화 촉진을 위한 PoC 지원금 최대 1천만원'],
    links: [
      'https://mplus.startup-plus.kr/cms_for_bcb/process/propose/program/view.do?nowPage=1&show_no=3720',
    ],
    emails: ['Lager88@sba.seoul.kr'],
    phones: ['+8223615404'],
    amountsWon: [10_000_000],
    background: {
      heading: '예시) 2023 Weconomy Startup Challenge 참여 스타트업 모집',
      facts: [
        { label: '선발규모', text: '총 15개사 내외' },
        {
          label: '참여기업',
          text: '넥센타이어, 대웅제약, 라파스, 롯데중앙연구소, 롯데케미칼, 범한산업, 삼진제약 등',
        },
      ],
    },
  }),
  programmeOf({
    name: '한솔 V 프론티어스(FRONTIERS) 4기',
    closes: '2023-03-17',
    hosts: ['한솔그룹'],
    targets: ['2인이상 스타트업 또는 예비창업자'],
    fields: ['ICT 서비스 & 솔루션 (AI, IoT, Cloud service, 통신, 소프트웨어 등)'],
    support: ['한솔 그룹 전문가 PoC 검증', '한솔 그룹과 스타트업간의 전략적 협업 가능성 발굴'],
    links: ['https://hs-vfrontiers.com/'],
    emails: ['oi-info@blueepoint.ac'],
  }),
  programmeOf({
    name: '[한국무역협회 x LG전자] 오픈이노베이션 Biznovator 2023 개최 안내',
    closes: '2023-04-02T23:30+09:00',
    hosts: ['한국무역협회', 'LG전자'],
    links: ['https://www.kita.net/asocGuidance/notice/noticeDetail.do?nIndex=1831820'],
  }),
  programmeOf({
    name: '2023 콘텐츠 오픈이노베이션 지원사업(콘피니티)',
    closes: '2023-04-04T17:00+09:00',
    hosts: ['한국콘텐츠진흥원'],
    links: ['https://www.kocca.kr/kocca/pims/view.do?intcNo=123D00068005'],
  }),
  programmeOf({
    name: '서울 AI 허브 입주기업 모집',
    closes: '2023-03-22T18:00+09:00',
    opens: '2023-03-06',
    hosts: ['서울 AI 허브'],
    fields: ['AI'],
    targets: ['창업 7년 미만 스타트업'],
  }),
  programmeOf({
    name: '초기창업패키지 창업기업 모집',
    closes: '2023-04-20T16:00+09:00',
    opens: '2023-03-28T10:00+09:00',
    hosts: ['창업진흥원'],
    fields: ['플랫폼', '바이오'],
    targets: ['창업 3년 이내 기업'],
  }),
  programmeOf({
    name: '판교 경기문화창조허브 오픈 이노베이션 상시 상담',
    closes: null,
    hosts: ['경기콘텐츠진흥원'],
    fields: ['콘텐츠'],
  }),
]
