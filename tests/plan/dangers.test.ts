import { describe, expect, test } from 'vitest'
import type { Change } from '../../src/plan/change.ts'
import { dangers, type SafetyContext } from '../../src/plan/dangers.ts'
import { planChanges } from '../../src/plan/plan.ts'
import { content, context, entry, held } from './examples.ts'

const SAFE: SafetyContext = {
  held: 10,
  documents: { now: 3, before: 3 },
  programmes: { now: 10, before: 10 },
  calendar: { now: 'a@group', before: 'a@group' },
  database: { now: 'db-a', before: 'db-a' },
  name: { now: 'a', before: null },
  clock: { now: '2023-03-01T00:10:00Z', lastRun: '2023-03-01T00:00:00Z' },
  skew: 0,
}
const rows = (count: number) => Array.from({ length: count }, (_, at) => entry(`R${at}`))
const told = (changes: readonly Change[], over: Partial<SafetyContext> = {}) =>
  dangers(changes, { ...SAFE, ...over }).map(({ code, message }) => `${code}: ${message}`)
const deleting = (count: number, of: number) => {
  const all = rows(of)
  return planChanges(
    all.slice(count),
    all.map((one) => held(one)),
    context(),
  )
}
const moving = (count: number, of: number, written: boolean) =>
  planChanges(
    rows(of),
    rows(of).map((one, at) => {
      if (at >= count) return held(one)
      const moved = { ...one, content: content({ when: { kind: 'day', date: '2023-05-05' } }) }
      return written ? held(moved) : held(one, { content: moved.content })
    }),
    context(),
  )

describe('dangers', () => {
  test('a quiet run, has none', () => {
    expect(told([])).toEqual([])
  })

  test('three of ten deletions, are let through', () => {
    expect(told(deleting(3, 10))).toEqual([])
  })

  test('four of ten deletions, are refused with the numbers', () => {
    expect(told(deleting(4, 10))).toEqual([
      'many-deletions-or-moves: 4 of 10 entries would be deleted and 0 moved: 40 % is over 30 %',
    ])
  })

  test('deletions and moves, are counted together', () => {
    expect(told([...deleting(2, 10), ...moving(2, 10, true)])).toEqual([
      'many-deletions-or-moves: 2 of 10 entries would be deleted and 2 moved: 40 % is over 30 %',
    ])
  })

  test('five deletions, are few in fewer than ten entries and in as many as they are a fifth of', () => {
    expect(told(deleting(5, 9), { held: 9 })).toEqual([])
    expect(told(deleting(5, 17), { held: 17 })).toEqual([])
  })

  test('six deletions, are refused where they are more than a fifth, with the numbers', () => {
    expect(told(deleting(6, 30), { held: 30 })).toEqual([])
    expect(told(deleting(6, 29), { held: 29 })).toEqual([
      'many-deletions-or-moves: 6 of 29 entries would be deleted and 0 moved: more than 5 deletions, and 20.7 % is over 20 %',
    ])
    expect(told(deleting(7, 35), { held: 35 })).toEqual([])
  })

  test('six deletions of fewer than ten entries, are refused', () => {
    expect(told(deleting(6, 6), { held: 6 })).toEqual([
      'many-deletions-or-moves: 6 of 6 entries would be deleted and 0 moved: more than 5 deletions, and 100 % is over 20 %',
    ])
  })

  test('moves, are no deletions', () => {
    expect(told(moving(8, 9, true), { held: 9 })).toEqual([])
    expect(told([...deleting(5, 30), ...moving(4, 30, true)], { held: 30 })).toEqual([])
  })

  test('moves by people that are taken back, are not counted', () => {
    expect(moving(8, 10, false)).toHaveLength(8)
    expect(told(moving(8, 10, false))).toEqual([])
  })

  test('past entries that settings no longer keep, are not counted', () => {
    const all = rows(10).map((one) => held(one))
    const past = planChanges([], all, context({ keepPast: false, now: '2024-01-01T00:00:00Z' }))
    expect(past).toHaveLength(10)
    expect(told(past)).toEqual([])
  })

  test('nothing read where something was, is refused', () => {
    expect(told([], { programmes: { now: 0, before: 8 } })).toEqual([
      'nothing-read: No programme was read where there were 8; the calendar holds 10 entries',
    ])
    expect(told([], { programmes: { now: 0, before: null }, held: 1 })).toEqual([
      'nothing-read: No programme was read where there were some; the calendar holds 1 entries',
    ])
  })

  test('nothing read at first, is fine', () => {
    expect(told([], { programmes: { now: 0, before: null }, held: 0 })).toEqual([])
  })

  test('no page where there were some, is lost access', () => {
    expect(told([], { documents: { now: 0, before: 3 } })).toEqual([
      'access-lost: No page was read where there were 3: the pages may no longer be shared with the integration',
    ])
  })

  test('another calendar id, is refused', () => {
    expect(told([], { calendar: { now: 'b@group', before: 'a@group' } })).toEqual([
      'calendar-changed: The settings name the calendar `b@group`; until now it was `a@group`, whose entries would stay there and go stale',
    ])
    expect(told([], { calendar: { now: 'b@group', before: null } })).toEqual([])
    expect(told([], { calendar: { now: null, before: 'a@group' } })).toEqual([])
  })

  test('another database, is told with both ids; none before, is not', () => {
    expect(told([], { database: { now: 'db-b', before: 'db-a' } })).toEqual([
      'database-changed: The settings name the database `db-b`; until now it was `db-a`, whose entries on the calendar would stay there and go stale',
    ])
    expect(told([], { database: { now: 'db-b', before: null } })).toEqual([])
  })

  test('another name for what is in the calendar already, is told with both names', () => {
    expect(told([], { name: { now: 'b', before: 'a' } })).toEqual([
      'name-changed: The settings name the knowledge base `b`; until now it was `a`, whose entries would stay on the calendar, each beside a new one',
    ])
  })

  test('entries that start at another time and end at the same deadline, are not moved', () => {
    const ending = (start: string, end = '2023-03-17T09:00:00Z') =>
      content({ when: { kind: 'time', start, end } })
    const lasting = (start: string, end?: string) =>
      rows(10).map((one) => ({ ...one, content: ending(start, end) }))
    const before = lasting('2023-03-17T08:30:00Z').map((one) => held(one))
    const longer = planChanges(lasting('2023-03-17T08:00:00Z'), before, context())
    expect(longer.map(({ reason }) => reason)).toEqual(Array(10).fill('settings'))
    expect(told(longer)).toEqual([])
    const later = lasting('2023-03-17T08:00:00Z', '2023-03-17T09:00:01Z')
    expect(told(planChanges(later, before, context()))).toEqual([
      'many-deletions-or-moves: 0 of 10 entries would be deleted and 10 moved: 100 % is over 30 %',
    ])
    const renamed = lasting('2023-03-17T08:00:00Z').map((one) => ({
      ...one,
      content: { ...one.content, title: '새 이름' },
    }))
    const both = planChanges(renamed, before, context())
    expect(both.map(({ reason }) => reason)).toEqual(Array(10).fill('edited'))
    expect(told(both)).toEqual([])
  })

  test('a clock that jumped, is refused', () => {
    const lastRun = '2023-03-01T00:00:00Z'
    expect(told([], { clock: { now: '2023-02-28T00:00:00Z', lastRun } })).toEqual([
      'clock-went-back: It is 2023-02-28T00:00:00Z here, and the last run was at 2023-03-01T00:00:00Z: the clock went back by 1440 minutes',
    ])
    expect(told([], { clock: { now: '2038-01-19T00:00:00Z', lastRun } })).toEqual([
      'clock-jumped-ahead: It is 2038-01-19T00:00:00Z here, and the last run was at 2023-03-01T00:00:00Z: the clock jumped ahead by 5438 days',
    ])
    expect(told([], { skew: -3_600_000 })).toEqual([
      'clock-off: The clock of this machine is 60 minutes ahead of Google’s',
    ])
    expect(told([], { clock: null, skew: -3_600_000 })).toEqual([])
    expect(told([], { clock: { now: lastRun, lastRun: null } })).toEqual([])
  })
})
