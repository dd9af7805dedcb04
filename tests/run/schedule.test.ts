import { createTask } from 'node-cron'
import { describe, expect, test } from 'vitest'
import { missedSince, startSchedule, type TickStore } from '../../src/run/schedule.ts'

function memoryTicks(last: string | null): TickStore & { last(): string | null } {
  let held = last === null ? null : { value: last, version: 1 }
  return {
    value: async () => held,
    async putValue(_space, _name, value, version) {
      if ((held?.version ?? 0) !== version) return false
      held = { value, version: version + 1 }
      return true
    },
    last: () => held?.value ?? null,
  }
}

describe('missed moments', () => {
  const daily = createTask('0 9 * * *', () => undefined, { timezone: 'Asia/Seoul' })
  const matches = (date: Date) => daily.match(date)
  test.each([
    ['2026-03-01T00:00:00Z', '2026-03-01T23:59:00Z', false],
    ['2026-03-01T00:00:00Z', '2026-03-02T00:00:00Z', true],
    ['2026-03-01T00:00:30Z', '2026-03-02T00:00:10Z', true],
    ['2026-03-02T00:00:10Z', '2026-03-02T00:00:50Z', false],
    ['2026-01-01T00:00:00Z', '2026-03-02T00:00:00Z', true],
    ['2026-03-02T00:00:00Z', '2026-03-01T00:00:00Z', false],
  ])('09:00 in Seoul, last %s, now %s, missed %s', (last, now, missed) => {
    expect(missedSince(matches, new Date(last), new Date(now))).toBe(missed)
  })
})

async function fires(last: string | null, now: string): Promise<{ fired: number; last: string | null }> {
  const store = memoryTicks(last)
  let fired = 0
  const schedule = await startSchedule({
    expression: '0 9 * * *',
    timezone: 'Asia/Seoul',
    store,
    now: () => new Date(now),
    fire: async () => {
      fired += 1
    },
    onTrouble: (error) => {
      throw error
    },
  })
  await schedule.stop()
  return { fired, last: store.last() }
}

test('schedule, never ran before, fires at once', async () => {
  expect(await fires(null, '2026-03-01T05:00:00Z')).toEqual({ fired: 1, last: '2026-03-01T05:00:00.000Z' })
})

test('schedule, a moment was missed, catches up exactly once', async () => {
  expect(await fires('2026-02-20T00:00:00Z', '2026-03-01T05:00:00Z')).toEqual({
    fired: 1,
    last: '2026-03-01T05:00:00.000Z',
  })
})

test('schedule, nothing was missed, waits for its moment', async () => {
  expect(await fires('2026-03-01T00:00:00Z', '2026-03-01T05:00:00Z')).toEqual({
    fired: 0,
    last: '2026-03-01T00:00:00Z',
  })
})
