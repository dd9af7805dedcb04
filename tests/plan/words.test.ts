import { describe, expect, test } from 'vitest'
import { planChanges } from '../../src/plan/plan.ts'
import { changeLines, tell } from '../../src/plan/words.ts'
import { content, context, entry, held } from './examples.ts'

describe('changeLines', () => {
  const lines = (...input: Parameters<typeof planChanges>) =>
    planChanges(...input).flatMap((change) => changeLines(tell(change)))

  test('a plan, reads as what is done, why, and from what to what', () => {
    const before = entry('R2')
    const after = entry('R2', {
      content: content({
        title: '[마감] 새 이름',
        when: { kind: 'time', start: '2023-04-02T14:00:00Z', end: '2023-04-02T14:30:00Z' },
        description: '접수 기간: 2023.04.02(일) 23:30까지\n링크: https://openbridge.kr/innox/',
        url: null,
      }),
    })
    expect(lines([entry('R1'), after], [held(before), held(entry('R3'))], context())).toEqual([
      '＋ 2023-03-17 [마감] 2023 INNOX 오픈이노베이션 2기',
      '    a row asks for it and the calendar does not have it',
      '~ 2023-04-02 23:00–23:30 [마감] 새 이름',
      '    its row says something else now',
      '    title: [마감] 2023 INNOX 오픈이노베이션 2기 → [마감] 새 이름',
      '    when: 2023-03-17 → 2023-04-02 23:00–23:30',
      '    description:',
      '      − 접수 기간: 2023.03.17.(금)까지',
      '      ＋ 접수 기간: 2023.04.02(일) 23:30까지',
      '    url: https://openbridge.kr/innox/ → (nothing)',
      '− 2023-03-17 [마감] 2023 INNOX 오픈이노베이션 2기',
      '    no row asks for it any more',
    ])
  })

  test('an entry whose content the calendar does not tell, is still named', () => {
    expect(lines([], [held(entry('R1'), { content: null })], context())).toEqual([
      '− an entry whose title is not known',
      '    no row asks for it any more',
    ])
  })

  test('a deadline at midnight, is told on the day that it ends', () => {
    const when = { kind: 'time', start: '2023-12-31T14:30:00Z', end: '2023-12-31T15:00:00Z' } as const
    expect(lines([entry('R1', { content: content({ when }) })], [], context())[0]).toBe(
      '＋ 2023-12-31 23:30–24:00 [마감] 2023 INNOX 오픈이노베이션 2기',
    )
  })

  test('what Magam notes for itself, is not shown value by value', () => {
    expect(lines([entry('R1')], [held(entry('R1'), { rows: ['R9'] })], context())).toEqual([
      '~ 2023-03-17 [마감] 2023 INNOX 오픈이노베이션 2기',
      '    only what Magam notes in it for itself is out of date',
    ])
  })

  test('text with line breaks and no end, stays on its line', () => {
    const long = entry('R1', { content: content({ title: `가\n${'나'.repeat(300)}` }) })
    const [, , title] = lines([long], [held(entry('R1'))], context())
    expect(title?.length).toBeLessThan(220)
  })
})
