import { describe, expect, test } from 'vitest'
import { parse } from '../../src/deadlines/index.ts'
import { type DesiredOptions, desiredEntries } from '../../src/plan/desired.ts'
import type { Programme } from '../../src/programmes/programme.ts'
import { derived, programme } from './examples.ts'

const OPTIONS: DesiredOptions = {
  minutesBefore: 30,
  keepPast: true,
  now: '2023-03-01T00:00:00Z',
  heldRows: new Set(),
}
const saying = (id: string, text: string, over: Partial<Programme> = {}) =>
  programme(id, {
    period: { text, column: '지원 접수 기간', reading: parse(text, { title: '', posted: '2023-03-01' }) },
    ...over,
  })
const drafts = (programmes: readonly Programme[], over: Partial<DesiredOptions> = {}) =>
  desiredEntries(programmes, { ...OPTIONS, ...over })
const titles = (programmes: readonly Programme[], over: Partial<DesiredOptions> = {}) =>
  drafts(programmes, over).map(({ content }) => content.title)

describe('desiredEntries', () => {
  test('a row of the seed page, is said in full', () => {
    const samsung = saying('R1', '2023.04.02(일) 23:30까지', {
      name: '제4회 삼성금융\nOpen Collaboration',
      targets: derived('스타트업', '중소기업'),
      fields: derived('고객 맞춤형 투자 정보 서비스', '제휴 서비스'),
      support: derived('시상금 제공'),
      links: derived('https://event-us.kr/markncompany/event/58105'),
      emails: derived('contact@markncompany.co.kr'),
    })
    expect(drafts([samsung])).toEqual([
      {
        rows: ['R1'],
        slot: 1,
        twin: 'twin of R1:1',
        content: {
          title: '[마감] 제4회 삼성금융 Open Collaboration',
          when: { kind: 'time', start: '2023-04-02T14:00:00Z', end: '2023-04-02T14:30:00Z' },
          description: [
            '접수 기간: 2023.04.02(일) 23:30까지',
            '마감: 2023년 4월 2일(일) 23:30까지',
            '모집 대상: 스타트업 · 중소기업',
            '지원 분야: 고객 맞춤형 투자 정보 서비스 · 제휴 서비스',
            '지원 내용: 시상금 제공',
            '링크: https://event-us.kr/markncompany/event/58105',
            '문의: contact@markncompany.co.kr',
          ].join('\n'),
          url: 'https://event-us.kr/markncompany/event/58105',
          categories: ['고객 맞춤형 투자 정보 서비스', '제휴 서비스'],
        },
        sourceUrl: 'https://www.notion.so/page1',
      },
    ])
  })

  test('a date, is the whole day', () => {
    expect(drafts([saying('R1', '2023.03.17.(금)까지')])[0]?.content.when).toEqual({
      kind: 'day',
      date: '2023-03-17',
    })
  })

  test('rounds, give an entry each with their labels', () => {
    const rows = drafts([saying('R1', '1차: 2023.03.17까지, 2차: 2023.05.19까지', { name: '사업' })])
    expect(rows.map(({ slot, twin, content }) => [slot, twin, content.title, content.when])).toEqual([
      [1, 'twin of R1:1', '[마감] 사업 (1차)', { kind: 'day', date: '2023-03-17' }],
      [2, 'twin of R1:2', '[마감] 사업 (2차)', { kind: 'day', date: '2023-05-19' }],
    ])
  })

  test('what has no fixed end or is not understood, asks for nothing', () => {
    expect(titles([saying('R1', '상시'), saying('R2', ''), saying('R3', '추후 공지')])).toEqual([])
  })

  test('a row that needs a person, asks for nothing', () => {
    expect(titles([saying('R1', '2023.03.17까지')], { heldRows: new Set(['R1']) })).toEqual([])
  })

  test('a passed deadline, is kept as history or left out', () => {
    const past = saying('R1', '2023.02.17까지')
    expect(titles([past])).toEqual(['[마감] 사업 R1'])
    expect(titles([past], { keepPast: false })).toEqual([])
  })

  test('two rows of one call, give one entry with both and the other name', () => {
    const [first, second] = [
      saying('R1', '2023.03.17까지', { call: 'c', name: '사업' }),
      saying('R2', '~ 2023. 3. 17.', { call: 'c', name: '사업 (재공고)' }),
    ]
    const [draft, ...others] = drafts([first, second])
    expect(others).toEqual([])
    expect(draft?.rows).toEqual(['R1', 'R2'])
    expect(draft?.content.description.split('\n').at(-1)).toBe('같은 공고: 사업 (재공고)')
  })

  test('two rows of one call that close on different days, give an entry each', () => {
    const rows = ['2023.03.17까지', '2023.03.24까지'].map((text, at) => saying(`R${at}`, text, { call: 'c' }))
    expect(drafts(rows).map(({ rows: of }) => of)).toEqual([['R0'], ['R1']])
  })

  test('pages read in another order, say the same', () => {
    const on = (id: string, documentId: string) =>
      saying(id, '2023.03.17까지', { call: 'c', place: { ...programme(id).place, documentId } })
    const rows = [on('R1', 'b'), on('R2', 'a'), on('R3', 'a')]
    expect(drafts(rows)).toEqual(drafts(rows.toReversed().sort((x, y) => (x.id < y.id ? -1 : 1))))
    expect(drafts(rows)[0]?.rows).toEqual(['R2', 'R3', 'R1'])
  })

  test('a contact that stands in prose only, stays out', () => {
    const origin = { from: 'section', of: '', text: '' } as const
    const row = saying('R1', '2023.03.17까지', {
      emails: [{ value: 'inner@x.kr', origin }, ...derived('desk@x.kr')],
      phones: [{ value: '+82212345678', origin }],
    })
    expect(drafts([row])[0]?.content.description).toContain('문의: desk@x.kr')
    expect(JSON.stringify(drafts([row]))).not.toMatch(/inner|\+82/)
  })

  test('overlong values, are cut at a character with an ellipsis', () => {
    const row = saying('R1', '2023.03.17까지', {
      name: '👩‍💻'.repeat(200),
      targets: derived('가'.repeat(5_000)),
      fields: derived(...Array.from({ length: 50 }, (_, at) => `${at}${'나'.repeat(200)}`)),
      support: derived('다'.repeat(5_000)),
      footnotes: derived('라'.repeat(5_000)),
      partners: derived('마'.repeat(5_000)),
      hosts: derived('바'.repeat(5_000)),
    })
    const content = drafts([row])[0]?.content
    expect(content?.title).toMatch(/^\[마감\] (?:👩‍💻)+…$/u)
    expect(content?.title.length).toBeLessThanOrEqual(300)
    expect(content?.description.length).toBeLessThanOrEqual(7_500)
    expect(content?.description.endsWith('…')).toBe(true)
    expect(content?.categories).toHaveLength(10)
  })

  test('text full of markup, leaves room for what calendars must write for it', () => {
    const row = saying('R1', '2023.03.17까지', {
      targets: derived('<b>&amp;'.repeat(200)),
      fields: derived('<b>&amp;'.repeat(200)),
      support: derived('<b>&amp;'.repeat(200)),
      footnotes: derived('<b>&amp;'.repeat(200)),
      hosts: derived('<b>&amp;'.repeat(200)),
      partners: derived('<b>&amp;'.repeat(200)),
    })
    const text = drafts([row])[0]?.content.description ?? ''
    expect(text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').length).toBeLessThanOrEqual(7_500)
    expect(text.length).toBeGreaterThan(3_000)
  })

  test('a call in very many rows, remembers a hundred of them', () => {
    const rows = Array.from({ length: 300 }, (_, at) => saying(`R${at}`, '2023.03.17까지', { call: 'c' }))
    expect(drafts(rows).map(({ rows: of }) => of.length)).toEqual([100])
  })

  test('line breaks, control characters and loose Hangul, come out as one clean line', () => {
    const row = saying('R1', '2023.03.17까지', { name: ' 사업\u0000명\r\n둘째\u202e 줄 \u1100\u1161 ' })
    expect(titles([row])).toEqual(['[마감] 사업명 둘째 줄 가'])
  })

  test('a link that no calendar can open, is left out', () => {
    const urls = ['javascript:alert(1)', 'not a link', `https://x.kr/${'a'.repeat(3_000)}`, '']
    for (const url of urls) {
      expect(drafts([saying('R1', '2023.03.17까지', { links: derived(url) })])[0]?.content.url).toBeNull()
    }
    const korean = saying('R1', '2023.03.17까지', { links: derived('https://x.kr/공고?이름=값') })
    expect(drafts([korean])[0]?.content.url).toBe(
      'https://x.kr/%EA%B3%B5%EA%B3%A0?%EC%9D%B4%EB%A6%84=%EA%B0%92',
    )
  })
})
