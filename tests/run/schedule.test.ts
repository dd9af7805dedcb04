import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { startSchedule } from '../../src/run/schedule.ts'

beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse('2026-03-01T05:00:30Z') })
})
afterEach(() => {
  vi.useRealTimers()
})

const MINUTE = 60_000

/** A schedule that fires every ten minutes, and the moments at which it did, by the clock of Seoul. */
async function everyTenMinutes() {
  const fired: string[] = []
  const troubles: unknown[] = []
  const broken = { now: false }
  const schedule = await startSchedule({
    expression: '*/10 * * * *',
    timezone: 'Asia/Seoul',
    fire: async () => {
      fired.push(new Date(Date.now() + 9 * 60 * MINUTE).toISOString().slice(11, 16))
      if (broken.now) throw new Error('broken')
    },
    onTrouble: (error) => void troubles.push(error),
  })
  return { schedule, fired, troubles, broken }
}

test('schedule, started, fires at once, so that what the last end left is taken up, and then at its moments', async () => {
  const { schedule, fired, troubles } = await everyTenMinutes()
  expect(fired).toEqual(['14:00'])
  await vi.advanceTimersByTimeAsync(20 * MINUTE)
  expect([fired, troubles]).toEqual([['14:00', '14:10', '14:20'], []])
  expect(schedule.next()?.toISOString()).toBe('2026-03-01T05:30:00.000Z')
  await schedule.stop()
  await vi.advanceTimersByTimeAsync(20 * MINUTE)
  expect(fired).toHaveLength(3)
})

test('schedule, the machine slept over its moments, fires when it wakes and goes on', async () => {
  const { schedule, fired } = await everyTenMinutes()
  vi.setSystemTime(Date.parse('2026-03-01T08:03:00Z'))
  await vi.advanceTimersByTimeAsync(10 * MINUTE)
  const [first, ...woken] = fired
  expect([first, woken.length > 0, new Set(woken).size]).toEqual(['14:00', true, 1])
  fired.splice(0)
  await vi.advanceTimersByTimeAsync(10 * MINUTE)
  expect(fired).toEqual(['17:20'])
  await schedule.stop()
})

test('schedule, what it fires fails, is told of it and fires again', async () => {
  const { schedule, fired, troubles, broken } = await everyTenMinutes()
  broken.now = true
  await vi.advanceTimersByTimeAsync(10 * MINUTE)
  broken.now = false
  await vi.advanceTimersByTimeAsync(10 * MINUTE)
  expect([fired, troubles]).toEqual([['14:00', '14:10', '14:20'], [new Error('broken')]])
  await schedule.stop()
})
