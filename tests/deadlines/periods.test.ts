import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { faults, loadItems } from '../../bench/periods.ts'
import { parse, describe as say } from '../../src/deadlines/index.ts'

const items = loadItems(join(import.meta.dirname, 'periods.jsonl'))

describe('labelled periods', () => {
  test.each(items.map((item) => [item.text, item] as const))('%j, is read as labelled', (_text, item) => {
    const { kind, opens, closes, rounds, warnings } = parse(item.text, item.context)
    expect({
      faults: faults(item, parse(item.text, item.context)),
      warnings: [...warnings].sort(),
      got: { kind, opens, closes, rounds },
    }).toEqual({
      faults: [],
      warnings: [...item.expect.warnings].sort(),
      got: { kind, opens, closes, rounds },
    })
  })

  test.each(items.map((item) => [item.text, item] as const))(
    '%j, said and read again, is the same',
    (_text, item) => {
      const { kind, opens, closes, rounds } = parse(item.text, item.context)
      const refused = kind === 'unknown' || kind === 'invalid'
      const words = say(parse(item.text, item.context))
      for (const again of [words.ko, words.en].map((text) => parse(text, { title: '', posted: null }))) {
        expect({ opens: again.opens, closes: again.closes, rounds: again.rounds }).toEqual(
          refused ? { opens: null, closes: null, rounds: [] } : { opens, closes, rounds },
        )
      }
    },
  )

  test('the file, holds at least 200 items of its own', () => {
    expect(items.length).toBeGreaterThanOrEqual(200)
    expect(new Set(items.map((item) => item.id)).size).toBe(items.length)
  })
})

function read(text: string) {
  const { kind, opens, closes, rounds } = parse(text, { title: '', posted: '2026-04-24' })
  return { kind, opens, closes, rounds }
}

describe('rounds', () => {
  test('one of which alone is said to be applied by, stand in the order of the text', () => {
    expect(read('학생부: 2026. 7. 15.까지, 일반부: 2026. 7. 31.까지 제출')).toEqual({
      kind: 'date',
      opens: null,
      closes: '2026-07-31',
      rounds: [
        { label: '학생부', opens: null, closes: '2026-07-15' },
        { label: '일반부', opens: null, closes: '2026-07-31' },
      ],
    })
  })

  test('told in one sentence, are named without what joins it', () => {
    expect(read('개인은 2026. 4. 30.까지이고 단체는 2026. 5. 8.까지').rounds).toEqual([
      { label: '개인은', opens: null, closes: '2026-04-30' },
      { label: '단체는', opens: null, closes: '2026-05-08' },
    ])
  })

  test.each([
    ['오늘 마감, 오늘 18시까지', 'relative'],
    ['4. 24.까지 (4. 24. 18:00까지)', 'datetime'],
  ])('%j, which tells a day once more with its hour, are none', (text, kind) => {
    expect(read(text)).toEqual({ kind, opens: null, closes: '2026-04-24T18:00+09:00', rounds: [] })
  })

  test('on one day, of which each has a name, are two', () => {
    expect(read('온라인: 오늘까지, 방문: 오늘 18:00까지')).toEqual({
      kind: 'relative',
      opens: null,
      closes: '2026-04-24',
      rounds: [
        { label: '온라인', opens: null, closes: '2026-04-24' },
        { label: '방문', opens: null, closes: '2026-04-24T18:00+09:00' },
      ],
    })
  })
})

describe('one window', () => {
  test.each([
    ['4월 둘째 수요일 마감', 'unknown', null, null],
    ['2026. 3. 20.(금) 3. 27.(금) 연장', 'date', null, '2026-03-27'],
    ['접수 2026. 5. 1. ~ 5. 10. 이용 5. 20. ~ 5. 30. 사용 가능', 'date', '2026-05-01', '2026-05-10'],
    ['오늘이 신청 마지막 날입니다', 'relative', null, '2026-04-24'],
    ['2026. 4. 30.까지 포인트 5,000점 사용 가능', 'unknown', null, null],
  ])('%j, is all that counts', (text, kind, opens, closes) => {
    expect(read(text)).toEqual({ kind, opens, closes, rounds: [] })
  })
})
