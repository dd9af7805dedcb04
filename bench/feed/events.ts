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
      description: `접수 기간: ${date} 까지\n모집 대상: 창업 7년 미만 스타트업, 투자 유치가 가능한 기업\n지원 분야: AI, 바이오, 모빌리티\n지원 내용: ${'사업화 자금과 협업 공간, 후속 투자 연계를 지원합니다. '.repeat(5)}\n링크: https://example.kr/notice?no=${n}\n문의: 02-2098-2931, contact${n}@example.kr`,
      url: `https://example.kr/notice?no=${n}`,
      categories: ['AI', '바이오'],
    },
    sourceUrl: '',
    stamp: { sequence: n % 3, createdAt: '2023-01-01T00:00:00Z', changedAt: '2023-02-01T00:00:00Z' },
  }
}
