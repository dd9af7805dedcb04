import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import pg from 'pg'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { SHAPES } from '../../src/cli/shapes.ts'
import { queuedJobs } from '../../src/run/queued-jobs.ts'
import { scene } from '../run/scene.ts'
import { magam } from './magam.ts'

const MAIN = join(import.meta.dirname, '../../src/main.ts')
/** Address of a server where a database of our own may be made; without it only the refusal is tested. */
const SERVER = process.env.MAGAM_TEST_POSTGRES ?? ''

test('a worker with its state in a file, is refused with what does the same work', async () => {
  const here = await scene()
  try {
    expect(await magam(['worker', '--json', '--config', here.configFile], { env: here.env })).toEqual({
      code: 2,
      stdout: '',
      stderr:
        'error: workers share their work over PostgreSQL\n  Caused by: `MAGAM_DATABASE_URL` names a file\n\nhint: set it to `postgres://…`; on one machine `magam serve` does the same work\n',
    })
  } finally {
    await here.close()
  }
})

describe.runIf(SERVER !== '')('on a server', () => {
  // One for each test: other tests empty the database that the address names, and what a run remembers of one sandbox
  // would be true of the next by chance.
  let tests = 0
  let name = ''
  let database = ''
  const ask = async (statement: string) => {
    const client = new pg.Client(SERVER)
    await client.connect()
    await client.query(statement).finally(() => client.end())
  }
  beforeEach(async () => {
    tests += 1
    name = `magam_worker_${process.pid}_${tests}`
    database = new URL(`/${name}`, SERVER).href
    await ask(`create database ${name}`)
  })
  afterEach(() => ask(`drop database ${name} with (force)`))

  test('a worker, says that it is ready, then each run in its shape, and stops when told', async () => {
    const here = await scene()
    const args = [MAIN, 'worker', '--json', '--concurrency', '1', '--config', here.configFile]
    const env = { PATH: process.env.PATH, ...here.env, MAGAM_DATABASE_URL: database }
    const child = spawn(process.execPath, [...args, '--now', '2023-03-20T09:00+09:00'], {
      cwd: here.folder,
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const exit = new Promise((resolve) => child.on('exit', resolve))
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
    const next = async () =>
      SHAPES.worker?.parse(JSON.parse(((await lines.next()) as { value: string }).value))
    const asking = await queuedJobs(database, { onTrouble: () => {} })
    try {
      expect(await next()).toEqual({ event: 'ready', concurrency: 1 })
      // Nobody asked for it yet, so the worker itself does.
      expect(await next()).toMatchObject({ event: 'report', trigger: 'schedule', result: 'done' })
      await asking.request(['open-innovation'], 'hand')
      expect(await next()).toMatchObject({ event: 'report', trigger: 'hand', result: 'done' })
      expect(here.google.world.events(here.calendar)).toHaveLength(7)
      child.kill('SIGTERM')
      expect(await exit).toBe(0)
    } finally {
      child.kill('SIGKILL')
      await asking.stop(5_000)
      await here.close()
    }
  }, 60_000)

  test('a worker, told to stop while Google does not answer, stops in time, and the next one goes on at once', async () => {
    const here = await scene()
    const env = { PATH: process.env.PATH, ...here.env, MAGAM_DATABASE_URL: database }
    const start = () =>
      spawn(
        process.execPath,
        [MAIN, 'worker', '--json', '--config', here.configFile, '--now', '2023-03-20T09:00+09:00'],
        { cwd: here.folder, env, stdio: ['ignore', 'pipe', 'ignore'] },
      )
    const asking = await queuedJobs(database, { onTrouble: () => {} })
    let child = start()
    try {
      const strike = ({ method, path }: { method: string; path: string }) => {
        if (method !== 'POST' || !path.endsWith('/events')) return false
        setTimeout(() => child.kill('SIGTERM'), 300)
        return true
      }
      here.google.server.faults.when(strike, { kind: 'hang', when: 'after' }, 1)
      await asking.request(['open-innovation'], 'hand')
      // 143: it had to be ended by force, ten seconds after the signal.
      expect(await new Promise((resolve) => child.on('exit', resolve))).toBe(0)
      child = start()
      for await (const line of createInterface({ input: child.stdout ?? process.stdin })) {
        const { event, result } = JSON.parse(line) as { event: string; result?: string }
        if (event !== 'report') continue
        expect(result).toBe('done')
        break
      }
      expect(here.google.world.events(here.calendar)).toHaveLength(7)
    } finally {
      child.kill('SIGKILL')
      await asking.stop(5_000)
      await here.close()
    }
  }, 60_000)

  test('serve on a server, works, runs when asked, reads its settings again, and stops when told', async () => {
    const here = await scene()
    const admin = 'admin-token-of-this-test'
    const env = {
      PATH: process.env.PATH,
      ...here.env,
      MAGAM_DATABASE_URL: database,
      MAGAM_ADMIN_TOKEN: admin,
    }
    const args = [MAIN, 'serve', '--port', '0', '--json', '--config', here.configFile]
    const child = spawn(process.execPath, [...args, '--now', '2023-03-20T09:00+09:00'], {
      cwd: here.folder,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let told = ''
    child.stderr.on('data', (chunk) => {
      told += String(chunk)
    })
    const exit = new Promise((resolve) => child.on('exit', resolve))
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
    const next = async () => JSON.parse(((await lines.next()) as { value: string }).value) as { url: string }
    try {
      const { url } = await next()
      expect(await next()).toMatchObject({ event: 'report', trigger: 'schedule', result: 'done' })
      const ask = async () => {
        const headers = { authorization: `Bearer ${admin}` }
        expect((await fetch(`${url}api/sync`, { method: 'POST', headers })).status).toBe(202)
        expect(await next()).toMatchObject({ event: 'report', trigger: 'hand', result: 'done' })
      }
      await ask()
      child.kill('SIGHUP')
      await expect.poll(() => told, { timeout: 20_000 }).toContain('the settings were read again')
      await ask()
      child.kill('SIGTERM')
      expect(await exit).toBe(0)
    } finally {
      child.kill('SIGKILL')
      await here.close()
    }
  }, 60_000)

  test('plan and history, on a server where nothing is yet, leave it so', async () => {
    const here = await scene()
    const env = { ...here.env, MAGAM_DATABASE_URL: database }
    const plan = await magam(['plan', '--config', here.configFile, '--now', '2023-03-20T09:00+09:00'], {
      env,
    })
    const history = await magam(['history'], { env })
    await here.close()
    expect([plan.code, history.code, history.stderr]).toEqual([0, 0, 'No run yet. `magam sync` makes one.\n'])
    const client = new pg.Client(database)
    await client.connect()
    const query = "select table_name from information_schema.tables where table_schema = 'public'"
    const { rows } = await client.query(query).finally(() => client.end())
    expect(rows).toEqual([])
  }, 30_000)
})
