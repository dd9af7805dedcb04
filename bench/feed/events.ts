import type { Entry } from '../../src/plan/entry.ts'

/** Entries as a large agency has them: half all-day, half timed, 300 characters of Korean with link and contact. */
export function entries(count: number): readonly Entry[] {
  return Array.from({ length: count }, (_, n) => entry(n))
}

function entry(n: number): Entry {
  const at = Date.UTC(2023, 2, 1 + (n % 300), 9)
  const utc = (ms: number) => new Date(ms).toISOString().replace('.000', '')
  const date = new Date(at).toISOString().slice(0, 10)
  return {
    key: `row-${n}#1`,
    id: n.toString(32).padStart(26, '0'),
    rows: [`row-${n}`],
    slot: 1,
    twin: `twin-${n}`,
    content: {
      title: `[마감] ${2023 + (n % 3)} 오픈이노베이션 지원사업 ${n}차 참여 스타트업 모집`,
      when: n % 2 === 0 ? { kind: 'day', date } : { kind: 'time', start: utc(at - 1_800_000), end: utc(at) },
      description: `접수 기간: ${date} 까지\n모집 대상: 창업 7년 미만 스타트업, 투자 유치가 가능한 기업\n지원 분야: AI, 바이오, 모빌리티\n지원 내용: ${sentence(n)}\n링크: https://example.kr/notice?no=${n}\n문의: 02-2098-2931, contact${n}@example.kr`,
      url: `https://example.kr/notice?no=${n}`,
      categories: ['AI', '바이오'],
    },
    sourceUrl: '',
    stamp: { sequence: n % 3, createdAt: '2023-01-01T00:00:00Z', changedAt: '2023-02-01T00:00:00Z' },
  }
}

const WORDS =
  '사업화 자금 협업 공간 후속 투자 연계 글로벌 진출 실증 기술 검증 전문가 상담 시제품 제작 특허 출원 마케팅 판로 개척 인력 채용 입주 공간 교육 네트워킹 데모데이 대기업 중견기업 수요 과제 해결 공동 개발 성과 보상 시상금 멘토링 법률 회계 자문 해외 전시 참가 데이터 클라우드 바우처 바이오 모빌리티 반도체 콘텐츠 친환경 에너지 금융 유통 물류 제조 건설 농식품'.split(
    ' ',
  )

/** Words in an order of its own for each entry, as long as people write: text that repeats itself compresses too well. */
function sentence(seed: number): string {
  let state = seed + 1
  const next = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return WORDS[(state >>> 16) % WORDS.length]
  }
  return Array.from({ length: 45 }, next).join(' ')
}
