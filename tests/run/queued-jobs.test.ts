import { PGlite } from '@electric-sql/pglite'
import { fromPglite } from 'pg-boss'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { queuedJobs } from '../../src/run/queued-jobs.ts'

let database: PGlite
beforeAll(async () => {
  database = await PGlite.create()
})
afterAll(() => database.close())

const worker = () =>
  queuedJobs(
    { db: fromPglite(database), backend: 'pglite' },
    {
      concurrency: 2,
      pollingIntervalSeconds: 0.5,
      onTrouble: (error) => {
        throw error
      },
    },
  )

const until = async (done: () => boolean) => {
  for (let tries = 0; tries < 200 && !done(); tries += 1)
    await new Promise((resolve) => setTimeout(resolve, 50))
}

test('queued jobs, asked again and again while running on two workers, run once more and never overlap', async () => {
  const one = await worker()
  const two = await worker()
  const running = new Map<string, number>()
  const log: string[] = []
  let overlaps = 0
  let open: () => void = () => undefined
  const gate = new Promise<void>((resolve) => {
    open = resolve
  })
  const handle = async (base: string) => {
    running.set(base, (running.get(base) ?? 0) + 1)
    if ((running.get(base) ?? 0) > 1) overlaps += 1
    log.push(base)
    if (log.length === 1) await gate
    running.set(base, (running.get(base) ?? 0) - 1)
  }
  await one.run(handle)
  await two.run(handle)
  await one.request('a', 'hand')
  await until(() => log.length === 1)
  for (let ask = 0; ask < 5; ask += 1) await two.request('a', 'webhook')
  await two.request('b', 'schedule')
  await until(() => log.includes('b'))
  open()
  await until(() => log.length === 3)
  await new Promise((resolve) => setTimeout(resolve, 700))
  expect({ log: [...log].sort(), overlaps }).toEqual({ log: ['a', 'a', 'b'], overlaps: 0 })
  expect(await one.stop(5000)).toBe(true)
  expect(await two.stop(5000)).toBe(true)
}, 60_000)

test('a queued job under way, is told to stop with its worker, and another worker takes it up', async () => {
  const [one, two] = [await worker(), await worker()]
  const log: string[] = []
  const stopped = (signal: AbortSignal) =>
    new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
  await one.run(async (base, _why, signal) => {
    log.push(`${base} begins`)
    await stopped(signal)
    log.push(`${base} stops`)
  })
  await one.request('c', 'hand')
  await until(() => log.length === 1)
  // Longer than a test may take: only the signal can end it.
  expect(await one.stop(50_000)).toBe(true)
  await two.run(async (base) => void log.push(`${base} again`))
  await until(() => log.length === 3)
  expect(log).toEqual(['c begins', 'c stops', 'c again'])
  expect(await two.stop(5_000)).toBe(true)
}, 40_000)
