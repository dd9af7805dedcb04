import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { knowledgeBases } from '../../src/run/knowledge-base.ts'
import { run } from '../../src/run/sync.ts'
import { readSettings } from '../../src/settings/read.ts'
import { openStore } from '../../src/state/open.ts'
import { byHand } from './by-hand.ts'
import { type Scene, scene } from './scene.ts'

const MAIN = join(import.meta.dirname, '../../src/main.ts')
const SLEEPING_CLOCK = join(import.meta.dirname, 'sleeping-clock.ts')
const NOW = '2023-03-20T09:00:00+09:00'
let here: Scene
beforeEach(async () => {
  here = await scene()
})
afterEach(() => here.close())

function sync(...node: string[]): ChildProcess & { readonly said: Promise<string> } {
  const args = [...node, MAIN, 'sync', '--config', here.configFile, '--now', NOW, '--json']
  const child = spawn(process.execPath, args, {
    cwd: here.folder,
    env: { PATH: process.env.PATH, ...here.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  return Object.assign(child, { said: text(child.stdout) })
}
const ended = (child: ChildProcess) => new Promise<number | null>((resolve) => child.on('exit', resolve))
const isInsert = ({ method, path }: { method: string; path: string }) =>
  method === 'POST' && path.endsWith('/events')
const standing = () => here.google.world.events(here.calendar).filter(({ status }) => status !== 'cancelled')

test('four processes at once, write each entry once, and those that came late say so', async () => {
  const children = [sync(), sync(), sync(), sync()]
  const codes = await Promise.all(children.map(ended))
  const results = await Promise.all(
    children.map(
      async ({ said }) =>
        (JSON.parse((await said).trim().split('\n').at(-1) ?? '') as { result: string }).result,
    ),
  )
  expect(results.filter((result) => result === 'done').length).toBeGreaterThanOrEqual(1)
  expect(results.map((result) => (result === 'done' ? 0 : 3))).toEqual(codes)
  expect([...new Set(results)].sort().join()).toMatch(/^(?:busy,)?done$/)
  expect(here.google.server.requests.filter(isInsert)).toHaveLength(standing().length)
  expect(standing()).toHaveLength(7)
})

test('a process that was stopped past its lease and replaced, changes nothing once it goes on', async () => {
  let child: ReturnType<typeof sync> | null = null
  const stopped = new Promise<void>((resolve) => {
    const strike = (request: { method: string; path: string }) => {
      if (!isInsert(request)) return false
      child?.kill('SIGSTOP')
      resolve()
      return true
    }
    here.google.server.faults.when(strike, { kind: 'slow', ms: 0 }, 1)
  })
  child = sync('--import', SLEEPING_CLOCK)
  const end = ended(child)
  await stopped
  await sleep(1_500)

  // Ten minutes later, by its own clock, another machine takes over and finishes.
  const settings = await readSettings({
    configFile: here.configFile,
    env: here.env,
    envFile: join(here.folder, '.env'),
  })
  const [base] = knowledgeBases(settings, { sleep: async () => undefined })
  if (!base) throw new Error('no knowledge base')
  const store = await openStore(here.env.MAGAM_DATABASE_URL)
  const wall = () => new Date(Date.now() + 600_000)
  const { report } = await run(base, store, byHand(wall, { force: true, now: new Date(NOW) }))
  await store.close()
  expect(report.result).toBe('done')
  const before = [here.google, here.notion].map(({ server }) => server.requests.length)
  const events = standing()

  child.kill('SIGCONT')
  expect(await end).toBe(3)
  expect(await child.said).toContain('lock-lost')
  const later = [here.google, here.notion].flatMap(({ server }, at) => server.requests.slice(before[at]))
  const writes = later.filter(({ method, path }) => method !== 'GET' && !/query|token/.test(path))
  // What had left before the stop may still arrive: creates of entries that are there, which are refused.
  expect(writes.filter((request) => !(isInsert(request) && request.status === 409))).toEqual([])
  expect(standing()).toEqual(events)
  expect(events).toHaveLength(7)
})
