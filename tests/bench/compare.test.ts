import { expect, test } from 'vitest'
import type { BenchSetting } from '../../bench/benchmark.ts'
import { against, compare } from '../../bench/compare.ts'
import { isMet, ratio, spread } from '../../bench/spread.ts'

const setting = (rounds: number): BenchSetting => ({ quick: false, rounds, progress: () => {} })

test('a comparison, three rounds, throws the first away and takes turns at going first', async () => {
  const order: string[] = []
  let value = 0
  const contender = (name: string) => ({
    name,
    measure() {
      order.push(name)
      value += 1
      return value
    },
  })
  const figure = await compare(setting(3), {
    what: 'w',
    unit: 'u',
    ours: contender('we'),
    other: contender('they'),
  })
  expect(order).toEqual(['we', 'they', 'they', 'we', 'we', 'they', 'they', 'we'])
  expect(figure).toEqual({
    what: 'w',
    unit: 'u',
    ours: { name: 'we', values: [4, 5, 8] },
    other: { name: 'they', values: [3, 6, 7] },
    goal: null,
  })
})

test('a limit, measured against, may not be exceeded unless another goal is named', async () => {
  const ours = { name: 'memory', measure: () => 65 }
  const figure = { what: 'w', unit: 'MB', ours, limit: 64, limitName: 'allowed' }
  expect(isMet(await against(setting(1), figure))).toBe(false)
  expect(isMet(await against(setting(1), { ...figure, goal: { atLeast: 1 } }))).toBe(true)
})

test('a spread, even and odd counts, takes the middle', () => {
  expect(spread([3, 1, 2])).toEqual({ median: 2, min: 1, max: 3 })
  expect(spread([4, 1, 2, 3])).toEqual({ median: 2.5, min: 1, max: 4 })
  expect(() => spread([])).toThrow('nothing was measured')
})

test('a ratio, is taken round by round', () => {
  const sides = { ours: { name: 'a', values: [1, 9] }, other: { name: 'b', values: [2, 3] } }
  expect(ratio({ what: '', unit: '', ...sides, goal: null })).toEqual({ median: 1.75, min: 0.5, max: 3 })
})
