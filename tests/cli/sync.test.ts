import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Scene, scene } from '../run/scene.ts'
import { magam } from './magam.ts'

const NOW = ['--now', '2023-03-20T09:00+09:00']
let here: Scene
beforeEach(async () => {
  here = await scene()
})
afterEach(() => here.close())

const run = (...args: string[]) => magam([...args, '--config', here.configFile], { env: here.env })

test('plan, before the first sync, shows each change and writes nothing, not even the state file', async () => {
  const { code, stdout } = await run('plan', ...NOW)
  expect(code).toBe(0)
  await expect(stdout).toMatchFileSnapshot('golden/plan-first.txt')
  expect(await readdir(here.folder)).toEqual(['magam.yaml'])
  expect(here.google.world.events(here.calendar)).toEqual([])
})

test('sync, twice, writes once and then has nothing to do', async () => {
  expect((await run('sync', ...NOW)).code).toBe(0)
  expect(here.google.world.events(here.calendar)).toHaveLength(7)
  const again = await run('sync', ...NOW)
  expect(again.code).toBe(0)
  expect(again.stdout).toContain('Google Calendar: nothing to change')
})

test('sync, Google refuses, is exit code 3, and says what to do', async () => {
  here.google.world.revokeTokens()
  const { code, stdout } = await run('sync', ...NOW)
  expect(code).toBe(3)
  expect(stdout).toContain('magam auth google')
  // Nobody knows what there is to change in a calendar that was not seen.
  expect(stdout).toContain('Google Calendar: could not be looked at\n')
})

test('sync, Notion cannot be read, is exit code 3, and counts nothing that was not seen', async () => {
  const env = { ...here.env, NOTION_TOKEN: 'ntn_another' }
  const { code, stdout } = await magam(['sync', '--config', here.configFile, ...NOW], { env })
  expect(code).toBe(3)
  expect(stdout).toMatch(
    /^open-innovation {2}could not be read\n {2}error: .*Notion does not know this token/,
  )
})

test('sync, nothing is read where something was, is exit code 4, and writes nothing', async () => {
  await run('sync', ...NOW)
  const before = here.google.world.events(here.calendar)
  here.notion.world.unshare(here.page)
  const { code, stdout } = await run('sync', ...NOW)
  expect(code).toBe(4)
  expect(stdout).toContain('refused:')
  expect(here.google.world.events(here.calendar)).toEqual(before)
  expect((await run('sync', '--force', ...NOW)).code).toBe(0)
  expect(here.google.world.events(here.calendar).every(({ status }) => status === 'cancelled')).toBe(true)
})

test('sync, with `--verbose`, logs each step on stderr and says the same on stdout', async () => {
  const { code, stdout, stderr } = await run('plan', '--verbose', ...NOW)
  expect(code).toBe(0)
  expect(stdout).toBe((await run('plan', ...NOW)).stdout)
  const steps = stderr
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { level: string; msg: string; knowledgeBase: string })
  expect(new Set(steps.map(({ msg }) => msg))).toEqual(new Set(['reading Notion', 'comparing']))
  expect(new Set(steps.map(({ level }) => level))).toEqual(new Set(['debug']))
})

test('sync, as JSON, streams events, the report last', async () => {
  const { stdout } = await run('sync', '--json', ...NOW)
  const events = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { event: string; result?: string })
  expect(events.at(-1)).toMatchObject({ event: 'report', result: 'done' })
  expect(new Set(events.slice(0, -1).map(({ event }) => event))).toEqual(new Set(['progress']))
})

test.each([
  ['SIGTERM', 0],
  ['SIGINT', 3],
] as const)(
  'sync, stopped by %s between two knowledge bases, names what it did not begin',
  async (by, code) => {
    const settings = JSON.parse(await readFile(here.configFile, 'utf8')) as { knowledgeBases: object[] }
    const [first] = settings.knowledgeBases
    const feed = { slug: 'second', title: '둘째' }
    settings.knowledgeBases.push({ ...first, name: 'second', calendar: null, feed })
    await writeFile(here.configFile, JSON.stringify(settings))
    const stop = new AbortController()
    const stopped = await magam(['sync', '--config', here.configFile, ...NOW], {
      env: here.env,
      signal: stop.signal,
      stoppedBy: by,
      onStdout: () => stop.abort(),
    })
    expect({ code: stopped.code, stderr: stopped.stderr }).toEqual({
      code,
      stderr: 'stopped before `second`; the next run goes on there\n',
    })
    expect(stopped.stdout).toMatch(/^open-innovation .*\n {2}done\n$/s)
  },
)

test.each(['sync', 'plan', 'doctor'])(
  '%s, of a knowledge base that is not there, names those that are',
  async (command) => {
    const { code, stderr } = await run(command, '--knowledge-base', 'open-inovation')
    expect(code).toBe(2)
    expect(stderr).toContain('did you mean `open-innovation`?')
  },
)

test('publish, before the first sync, refuses; after it, writes page, feed and data', async () => {
  const folder = join(here.folder, 'public')
  expect((await run('publish', folder)).code).toBe(2)
  expect(await readdir(here.folder)).toEqual(['magam.yaml'])
  await run('sync', ...NOW)
  const { code } = await run('publish', folder, ...NOW)
  expect(code).toBe(0)
  expect(await readdir(folder)).toEqual(
    expect.arrayContaining(['index.html', 'calendar.ics', 'programmes.json']),
  )
})
