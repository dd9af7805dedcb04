import { afterEach, expect, test } from 'vitest'
import { type Service, startService } from '../../src/run/service.ts'
import { type Stage, stage } from './stage.ts'

let here: Stage
let service: Service | null = null
afterEach(async () => {
  await service?.stop(5_000)
  service = null
  await here.close()
})

/** A service, and what became of its runs. */
async function serving() {
  const results: string[] = []
  const wall = () => new Date(here.clock.now())
  service = await startService(
    here.settings,
    here.store,
    { now: wall, wall },
    {
      onReport: ({ result }) => void results.push(result),
      onTrouble: (error) => {
        throw error
      },
    },
    { busyAgainMs: 50 },
  )
  return { service, results }
}

test('a run that finds the lock of a process that was killed, is asked for again once its lease is over', async () => {
  here = await stage('2023-03-20T09:00:00+09:00')
  await here.store.takeLock(
    'sync open-innovation',
    'killed',
    new Date(here.clock.now()).toISOString(),
    60_000,
  )
  const { service: asked, results } = await serving()
  await asked.request(null, 'webhook')
  await expect.poll(() => results.length).toBeGreaterThan(2)
  expect([new Set(results), here.events()]).toEqual([new Set(['busy']), []])
  here.clock.advance(60_001)
  await expect.poll(() => results.at(-1)).toBe('done')
  expect(here.events()).toHaveLength(8)
})
