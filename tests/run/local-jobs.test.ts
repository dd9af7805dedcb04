import { expect, test } from 'vitest'
import { localJobs } from '../../src/run/local-jobs.ts'

/** A gate that work waits at until it is opened. */
function gate() {
  let open: () => void = () => undefined
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  return { open, opened }
}

const throwBug = (error: unknown) => {
  throw error
}

test('jobs, asked five times while running, run exactly once more', async () => {
  const jobs = localJobs({ onBug: throwBug })
  const first = gate()
  const log: string[] = []
  await jobs.run(async (base, why) => {
    log.push(`${base} ${why}`)
    if (log.length === 1) await first.opened
  })
  await jobs.request(['a'], 'schedule')
  await Promise.resolve()
  for (let ask = 0; ask < 5; ask += 1) await jobs.request(['a'], 'webhook')
  first.open()
  await new Promise((resolve) => setTimeout(resolve, 10))
  expect(log).toEqual(['a schedule', 'a webhook'])
  expect(await jobs.stop(1000)).toBe(true)
})

test('jobs, many knowledge bases, never two runs of one at a time', async () => {
  const jobs = localJobs({ concurrency: 4, onBug: throwBug })
  const running = new Map<string, number>()
  let overlaps = 0
  let done = 0
  await jobs.run(async (base) => {
    running.set(base, (running.get(base) ?? 0) + 1)
    if ((running.get(base) ?? 0) > 1) overlaps += 1
    await new Promise((resolve) => setImmediate(resolve))
    running.set(base, (running.get(base) ?? 0) - 1)
    done += 1
  })
  for (let ask = 0; ask < 400; ask += 1) {
    await jobs.request([`kb-${ask % 20}`], 'schedule')
    if (ask % 50 === 0) await new Promise((resolve) => setImmediate(resolve))
  }
  await new Promise((resolve) => setTimeout(resolve, 100))
  expect(overlaps).toBe(0)
  expect(done).toBeGreaterThanOrEqual(20)
  await jobs.stop(1000)
})

test('jobs, stopped, tell the running work and wait for it', async () => {
  const jobs = localJobs({ onBug: throwBug })
  let aborted = false
  await jobs.run(
    (_base, _why, signal) =>
      new Promise((resolve) => {
        signal.addEventListener('abort', () => {
          aborted = true
          resolve()
        })
      }),
  )
  await jobs.request(['a'], 'hand')
  await new Promise((resolve) => setImmediate(resolve))
  expect(await jobs.stop(1000)).toBe(true)
  expect(aborted).toBe(true)
  await jobs.request(['a'], 'hand')
})

test('jobs, work that does not stop, is given up after the time allowed', async () => {
  const jobs = localJobs({ onBug: throwBug })
  await jobs.run(() => new Promise(() => undefined))
  await jobs.request(['a'], 'hand')
  await new Promise((resolve) => setImmediate(resolve))
  expect(await jobs.stop(5)).toBe(false)
})

test('jobs, work that throws, tells the bug and goes on', async () => {
  const bugs: unknown[] = []
  const jobs = localJobs({ onBug: (error) => bugs.push(error) })
  const log: string[] = []
  await jobs.run(async (base) => {
    log.push(base)
    if (base === 'bad') throw new Error('bug')
  })
  await jobs.request(['bad'], 'hand')
  await jobs.request(['good'], 'hand')
  await new Promise((resolve) => setTimeout(resolve, 10))
  expect(log).toEqual(['bad', 'good'])
  expect(bugs).toEqual([new Error('bug')])
  await jobs.stop(1000)
})
