import { PGlite } from '@electric-sql/pglite'
import { fromPglite, PgBoss } from 'pg-boss'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { queuedJobs } from '../../src/run/queued-jobs.ts'

let database: PGlite
beforeAll(async () => {
  database = await PGlite.create()
})
afterAll(() => database.close())

const connection = () => ({ db: fromPglite(database), backend: 'pglite' as const })
const throwTrouble = (error: unknown) => {
  throw error
}
const worker = (onTrouble: (error: unknown) => void = throwTrouble) =>
  queuedJobs(connection(), { concurrency: 2, pollingIntervalSeconds: 0.5, onTrouble })

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
  await one.request(['a'], 'hand')
  await until(() => log.length === 1)
  for (let ask = 0; ask < 5; ask += 1) await two.request(['a'], 'webhook')
  await two.request(['b'], 'schedule')
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
  await one.request(['c'], 'hand')
  await until(() => log.length === 1)
  // Longer than a test may take: only the signal can end it.
  expect(await one.stop(50_000)).toBe(true)
  await two.run(async (base) => void log.push(`${base} again`))
  await until(() => log.length === 3)
  expect(log).toEqual(['c begins', 'c stops', 'c again'])
  expect(await two.stop(5_000)).toBe(true)
}, 40_000)

test('a queued job that throws, is told of, and tried again; what hangs on the error is not kept', async () => {
  const told: unknown[] = []
  const one = await worker((error) => void told.push(error))
  const bug = Object.assign(new TypeError('x is not a function'), {
    config: { headers: { authorization: 'Bearer ya29.secret' } },
  })
  let tries = 0
  await one.run(async () => {
    tries += 1
    if (tries === 1) throw bug
  })
  await one.request(['d'], 'hand')
  const kept = async () => {
    const query = "select output from pgboss.job where singleton_key = 'd' and output is not null"
    return JSON.stringify((await database.query(query)).rows)
  }
  // Until it is tried again.
  await expect.poll(kept, { timeout: 10_000 }).toContain('it is told in the log of the worker')
  expect(await kept()).not.toContain('ya29.secret')
  await until(() => tries === 2)
  expect([tries, told]).toEqual([2, [bug]])
  expect(await one.stop(5_000)).toBe(true)
}, 40_000)

test('a queue that an older Magam made, takes the present options', async () => {
  const old = new PgBoss(connection())
  old.on('error', throwTrouble)
  await old.start()
  await old.updateQueue('sync', { expireInSeconds: 60, heartbeatSeconds: 10 })
  const one = await worker()
  expect(await old.getQueue('sync')).toMatchObject({
    policy: 'stately',
    expireInSeconds: 43_200,
    heartbeatSeconds: 30,
    retryLimit: 5,
  })
  await one.stop(5_000)
  await old.stop({ close: false })
}, 40_000)

test('a schedule, asks at once for those that nobody asked for yet, and is refused in words where the queue cannot read it', async () => {
  const one = await worker()
  const log: string[] = []
  await one.run(async (base, why) => void log.push(`${base} ${why}`))
  const ticking = { timezone: 'Asia/Seoul', all: ['e', 'f'], first: ['f'] }
  await one.tick({ ...ticking, expression: '0 0 1 1 *' })
  await until(() => log.length === 1)
  expect(log).toEqual(['f schedule'])
  await expect(one.tick({ ...ticking, expression: '0 9 * * monday' })).rejects.toMatchObject({
    name: 'UserError',
    problems: [
      {
        what: '`schedule` is `0 9 * * monday`, and the queue there says: Validation error, cannot resolve alias "day"',
        hint: 'write numbers, `*`, lists, steps, ranges that rise, and names of three letters, such as `0 9 * * mon-fri`',
      },
    ],
  })
  expect(await one.stop(5_000)).toBe(true)
}, 40_000)
