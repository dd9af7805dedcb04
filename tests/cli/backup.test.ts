import { execFile } from 'node:child_process'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openStore } from '../../src/state/open.ts'
import { type Scene, scene } from '../run/scene.ts'
import { magam } from './magam.ts'

const MAIN = join(import.meta.dirname, '../../src/main.ts')
let here: Scene
beforeEach(async () => {
  here = await scene()
})
afterEach(() => here.close())

const run = (args: readonly string[], database?: string) =>
  magam([...args, '--config', here.configFile, '--now', '2023-03-20T09:00+09:00'], {
    env: { ...here.env, ...(database && { MAGAM_DATABASE_URL: `file:${database}` }) },
  })
/** A program of its own: two connections of one would wait for each other. */
const otherProcess = (args: readonly string[]) =>
  promisify(execFile)(process.execPath, [MAIN, ...args, '--config', here.configFile], {
    env: { PATH: process.env.PATH, ...here.env },
  })
const isWrite = ({ method, path }: { method: string; path: string }) =>
  method !== 'GET' && !/query|token/.test(path)
const writes = () =>
  [here.notion, here.google].flatMap(({ server }) => server.requests.filter(isWrite)).length

test('backup, made while a sync writes, opens whole, and what it lacks is found again without a double', async () => {
  const copies: string[] = []
  let inserts = 0
  const pending: Promise<unknown>[] = []
  here.google.server.faults.when(
    ({ method, path }) => {
      if (method !== 'POST' || !path.endsWith('/events')) return false
      inserts += 1
      if (inserts % 3 !== 0) return false
      const copy = join(here.folder, `copy-${inserts}.db`)
      copies.push(copy)
      pending.push(otherProcess(['backup', copy]))
      return true
    },
    // Long enough for the other process to start on a busy machine.
    { kind: 'slow', ms: 2_500 },
  )
  expect((await run(['sync'])).code).toBe(0)
  const said = copies.map(() => ({ stderr: expect.stringContaining('Copied'), stdout: '' }))
  expect(await Promise.all(pending)).toEqual(said)
  expect(copies.length).toBeGreaterThanOrEqual(2)
  here.google.server.faults.clear()
  const results: unknown[] = []
  for (const copy of copies) {
    expect((await stat(copy)).mode & 0o777).toBe(0o600)
    const store = await openStore(`file:${copy}`)
    await store.check()
    results.push((await store.runs(null, 1))[0]?.result)
    await store.close()
    const before = here.google.world.events(here.calendar)
    // The lock that the copied run held would run out after its lease.
    const restored = await openStore(`file:${copy}`)
    const lock = await restored.takeLock('sync open-innovation', 'test', '2099-01-01T00:00:00.000Z', 0)
    if (lock) await restored.releaseLock(lock)
    await restored.close()
    expect(await run(['sync'], copy)).toMatchObject({ code: 0 })
    expect(here.google.world.events(here.calendar)).toEqual(before)
  }
  expect(results).toContain('running')
})

test('backup, restored in the place of the state, finds nothing to do', async () => {
  await run(['sync'])
  const copy = join(here.folder, 'copy.db')
  expect((await run(['backup', copy])).code).toBe(0)
  const before = writes()
  const { code, stdout } = await run(['sync'], copy)
  expect(code).toBe(0)
  expect(stdout).toContain('Google Calendar: nothing to change')
  expect(writes()).toBe(before)
  expect((await run(['history'], copy)).stdout.match(/ done$/gm)).toHaveLength(2)
})

test('backup, over a file that is there, refuses and leaves it', async () => {
  await run(['sync'])
  const copy = join(here.folder, 'copy.db')
  await run(['backup', copy])
  const before = await stat(copy)
  const { code, stderr } = await run(['backup', copy])
  expect([code, stderr]).toEqual([2, expect.stringContaining('is there already')])
  expect((await stat(copy)).mtimeMs).toBe(before.mtimeMs)
})
