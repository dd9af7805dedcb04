import { afterEach, expect, test, vi } from 'vitest'
import { seededRandom } from '../../../src/sandbox/faults.ts'
import { newLimiter } from '../../../src/sandbox/notion/rate.ts'
import { DEFAULT_SETTINGS } from '../../../src/sandbox/notion/settings.ts'
import { PRIORITY, politeQueue } from '../../../src/sources/notion/api/queue.ts'

afterEach(() => vi.useRealTimers())

/** Requests of a stormy run, each taking its time and sent again at once when it failed. Gives when each was sent. */
async function storm(seed: number, perMinute: number): Promise<readonly number[]> {
  const random = seededRandom(seed)
  const queue = politeQueue(perMinute)
  const sent: number[] = []
  const request = async (): Promise<void> => {
    const failed = await queue.run(async () => {
      sent.push(Date.now())
      await new Promise((resolve) => setTimeout(resolve, random() * 3_000))
      return random() < 0.3
    }, PRIORITY.page)
    if (failed) await request()
  }
  const all = Promise.all(Array.from({ length: 5 * perMinute }, request))
  await vi.runAllTimersAsync()
  await all
  return sent
}

test.each([180, 600])(
  '%d requests a minute, in storms, are never exceeded as Notion counts them',
  async (perMinute) => {
    vi.useFakeTimers({ now: Date.parse('2026-03-02T00:00:00Z') })
    for (let seed = 1; seed <= 5; seed += 1) {
      const start = Date.now()
      const sent = await storm(seed, perMinute)
      const inAnyMinute = sent.map((from) => sent.filter((at) => at >= from && at < from + 60_000).length)
      expect(Math.max(...inAnyMinute), `seed ${seed}`).toBeLessThanOrEqual(perMinute)
      // The sandbox's own count, by windows that begin with the first request in them.
      let now = start
      const limited = newLimiter({ now: () => now, set: () => {}, advance: () => {} })
      const refused = sent.filter((at) => {
        now = at
        return limited({ ...DEFAULT_SETTINGS, rate: { windowLimit: perMinute } }) !== null
      })
      expect(refused, `seed ${seed}`).toEqual([])
      vi.advanceTimersByTime(120_000)
    }
  },
)
