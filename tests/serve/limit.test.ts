import { expect, test } from 'vitest'
import { limit } from '../../src/serve/limit.ts'

test('a client, passes as often as allowed, is told how long to wait, and passes again after it', () => {
  let now = 1_000
  const wait = limit(3, () => now)
  expect([wait('a'), wait('a'), wait('a'), wait('a'), wait('b')]).toEqual([0, 0, 0, 60, 0])
  now = 60_500
  expect(wait('a')).toBe(1)
  now = 61_001
  expect([wait('a'), wait('a'), wait('a'), wait('a')]).toEqual([0, 0, 0, 60])
})

test('more clients than are remembered, push out those not heard of for longest and no others', () => {
  const wait = limit(1, () => 1_000, 3)
  expect(['a', 'b', 'c', 'd'].map(wait)).toEqual([0, 0, 0, 0])
  expect([wait('d'), wait('c'), wait('b'), wait('a')]).toEqual([60, 60, 60, 0])
})

test('clients whose minute is over, are forgotten', () => {
  let now = 1_000
  const wait = limit(1, () => now, 3)
  for (const name of ['a', 'b', 'c']) wait(name)
  now = 61_001
  for (const name of ['d', 'e', 'f']) wait(name)
  expect(['d', 'e', 'f'].map(wait)).toEqual([60, 60, 60])
})
