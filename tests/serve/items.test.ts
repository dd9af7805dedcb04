import { expect, test } from 'vitest'
import { items, judgedUntil, type Standing } from '../../src/serve/items.ts'
import { baseOf, programmeOf } from './sample.ts'

async function standingAt(moment: string, closes: string, opens?: string): Promise<[Standing, number]> {
  const programme = programmeOf(opens === undefined ? { name: 'x', closes } : { name: 'x', closes, opens })
  const [item] = items([await baseOf([programme])], Date.parse(moment))
  if (item === undefined) throw new Error('no item')
  return [item.standing, item.days]
}

test.each<[string, string, Standing, number, string?]>([
  ['2023-03-22T00:00:00+09:00', '2023-03-30', 'open', 8],
  ['2023-03-23T00:00:00+09:00', '2023-03-30', 'soon', 7],
  ['2023-03-27T00:00:00+09:00', '2023-03-30', 'urgent', 3],
  ['2023-03-29T23:59:59+09:00', '2023-03-30', 'urgent', 1],
  ['2023-03-30T00:00:00+09:00', '2023-03-30', 'today', 0],
  ['2023-03-30T23:59:59+09:00', '2023-03-30', 'today', 0],
  ['2023-03-31T00:00:00+09:00', '2023-03-30', 'closed', -1],
  ['2023-03-30T16:59:59+09:00', '2023-03-30T17:00+09:00', 'today', 0],
  ['2023-03-30T17:00:00+09:00', '2023-03-30T17:00+09:00', 'closed', 0],
  ['2023-03-30T23:59:59+09:00', '2023-03-31T00:00+09:00', 'today', 0],
  ['2023-03-31T00:00:00+09:00', '2023-03-31T00:00+09:00', 'closed', -1],
  ['2024-02-28T12:00:00+09:00', '2024-03-01T00:00+09:00', 'urgent', 1],
  ['2023-12-31T12:00:00+09:00', '2024-01-01T00:00+09:00', 'today', 0],
  ['2023-03-20T00:00:00+09:00', '2023-03-30', 'upcoming', 10, '2023-03-21'],
  ['2023-03-21T00:00:00+09:00', '2023-03-30', 'open', 9, '2023-03-21'],
  ['2023-03-21T09:59:59+09:00', '2023-03-30', 'upcoming', 9, '2023-03-21T10:00+09:00'],
  ['2023-03-30T09:00:00+09:00', '2023-03-30', 'today', 0, '2023-03-30T10:00+09:00'],
])('at %s, a deadline at %s, is %s with %i days left', async (moment, closes, standing, days, opens) => {
  expect(await standingAt(moment, closes, opens)).toEqual([standing, days])
})

test('what is judged, holds until midnight in Korea or the next moment that something opens or closes', async () => {
  const base = await baseOf([
    programmeOf({ name: 'a', closes: '2023-03-20T17:00+09:00' }),
    programmeOf({ name: 'b', closes: '2023-03-30', opens: '2023-03-20T10:00+09:00' }),
  ])
  const until = (moment: string) => new Date(judgedUntil([base], Date.parse(moment))).toISOString()
  expect(until('2023-03-20T09:00:00+09:00')).toBe('2023-03-20T01:00:00.000Z')
  expect(until('2023-03-20T10:00:00+09:00')).toBe('2023-03-20T08:00:00.000Z')
  expect(until('2023-03-20T17:00:00+09:00')).toBe('2023-03-20T15:00:00.000Z')
})
