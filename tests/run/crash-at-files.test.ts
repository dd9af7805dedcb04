import { spawn } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openStore } from '../../src/state/open.ts'
import { magam } from '../cli/magam.ts'
import { type Scene, scene } from './scene.ts'

/** So many of the kills of each command are tried, spread evenly; `MAGAM_KILLS=1000` tries every one. */
const SAMPLE = Number(process.env.MAGAM_KILLS ?? 4)
const PATIENCE_MS = 120_000 + SAMPLE * 5_000
const NOW = '2023-03-20T09:00+09:00'
const MAIN = join(import.meta.dirname, '../../src/main.ts')
const KILL_AT_FILE = join(import.meta.dirname, 'kill-at-file.ts')
const WHEN = ['before', 'during', 'after'] as const

let here: Scene
beforeEach(async () => {
  here = await scene()
})
afterEach(() => here.close())

type Env = Readonly<Record<string, string>>
const undisturbed = (args: readonly string[], env: Env = {}) =>
  magam([...args, '--config', here.configFile, '--now', NOW], { env: { ...here.env, ...env } })

/** Magam in a process of its own that ends itself at an operation on files below `folder`; gives what it said last, null when killed. */
async function dying(args: readonly string[], folder: string, kill: string | null, env: Env = {}) {
  const line = ['--import', KILL_AT_FILE, MAIN, ...args, '--now', NOW]
  const more = { MAGAM_TEST_FOLDER: folder, ...(kill && { MAGAM_TEST_KILL: kill }) }
  const child = spawn(process.execPath, line, {
    cwd: here.folder,
    env: { PATH: process.env.PATH, ...here.env, ...env, ...more },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const said = text(child.stderr)
  const code = await new Promise<number | null>((resolve) => child.on('exit', resolve))
  return code === null ? null : { code, last: Number((await said).split('\n').at(-1)) }
}

/** Every file below a folder with its text, by path. */
function tree(folder: string): Readonly<Record<string, string>> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((each) => each.isFile())
  const paths = files.map(({ parentPath, name }) => join(parentPath, name)).sort()
  return Object.fromEntries(paths.map((path) => [relative(folder, path), readFileSync(path, 'latin1')]))
}

/** The kills to try: before, in the middle of and after each operation, or a sample of them. */
function kills(operations: number): readonly string[] {
  const all = Array.from({ length: operations }, (_, at) => WHEN.map((when) => `${when}:${at + 1}`)).flat()
  const step = Math.max(1, all.length / SAMPLE)
  return Array.from({ length: Math.ceil(all.length / step) }, (_, at) => all[Math.floor(at * step)] ?? '')
}

/** An earlier publication in `first`, made from the state `old.db`; since then calls were renamed, added and withdrawn. */
async function publishedBefore(): Promise<{ first: string; older: Env }> {
  const first = join(here.folder, 'first')
  const older = { MAGAM_DATABASE_URL: `file:${join(here.folder, 'old.db')}` }
  for (const args of [['sync'], ['publish', first], ['backup', join(here.folder, 'old.db')]])
    expect(await undisturbed(args)).toMatchObject({ code: 0 })
  const [table = ''] = here.notion.world.tables(here.page)
  const rows = here.notion.world.children(table)
  here.notion.people.editCell(rows[1] ?? '', 0, '다른 이름')
  here.notion.people.deleteRow(rows[4] ?? '')
  here.notion.people.addRow(table, [
    '새 공고',
    '',
    '',
    '2023.06.02(금)까지',
    '',
    'https://example.org/new',
    '',
  ])
  here.clock.advance(600_000)
  expect((await undisturbed(['sync'])).code).toBe(0)
  return { first, older }
}

test(
  'publish, killed around any change to a file, leaves each whole, and the next one finishes, with the same state or an older',
  async () => {
    const { first, older } = await publishedBefore()
    const place = join(here.folder, 'place')
    const again = () => {
      rmSync(place, { recursive: true, force: true })
      cpSync(first, place, { recursive: true })
    }
    again()
    const counted = await dying(['publish', place, '--config', here.configFile], place, null)
    const [before, after] = [tree(first), tree(place)]
    expect(after).not.toEqual(before)
    for (const kill of kills(counted?.last ?? 0)) {
      again()
      await dying(['publish', place, '--config', here.configFile], place, kill)
      for (const [path, bytes] of Object.entries(tree(place))) {
        // What is being written lies apart, and the list is nobody's page.
        if (/^\.magam-(\d+\/|files\.json$)/.test(path)) continue
        expect([before[path], after[path]], `${path}, killed ${kill}`).toContain(bytes)
      }
      const cut = join(here.folder, 'cut')
      cpSync(place, cut, { recursive: true })
      expect((await undisturbed(['publish', place])).code).toBe(0)
      expect(tree(place), `killed ${kill}`).toEqual(after)
      expect((await undisturbed(['publish', cut], older)).code).toBe(0)
      expect(tree(cut), `killed ${kill}, then from an older state`).toEqual(before)
      rmSync(cut, { recursive: true })
    }
  },
  PATIENCE_MS,
)

test(
  'init, killed around any change to a file, leaves settings and secrets whole, and the next one writes both',
  async () => {
    const place = join(here.folder, 'club')
    const [settings, secrets] = [join(place, 'config', 'magam.yaml'), join(place, '.env')]
    const old = {
      settings: 'version: 1\nknowledgeBases: []\n',
      secrets: '# mine\nOTHER=1\nNOTION_TOKEN=old\n',
    }
    const env = { MAGAM_ENV_FILE: secrets, MAGAM_DATABASE_URL: `file:${join(here.folder, 'other.db')}` }
    const args = ['init', '--yes', '--google', 'none', '--overwrite', '--config', settings]
    args.push('--requests-per-minute', '1000000')
    const again = () => {
      rmSync(place, { recursive: true, force: true })
      mkdirSync(join(place, 'config'), { recursive: true })
      writeFileSync(settings, old.settings)
      writeFileSync(secrets, old.secrets)
    }
    again()
    const counted = await dying(args, place, null, env)
    expect(counted?.code).toBe(0)
    const after = tree(place)
    expect(Object.keys(after)).toEqual(['.env', 'config/magam.yaml'])
    for (const kill of kills(counted?.last ?? 0)) {
      again()
      await dying(args, place, kill, env)
      const cut = tree(place)
      expect([old.secrets, after['.env']], kill).toContain(cut['.env'])
      expect([old.settings, after['config/magam.yaml']], kill).toContain(cut['config/magam.yaml'])
      expect((await dying(args, place, 'never:0', env))?.code, kill).toBe(0)
      expect(tree(place), kill).toEqual(after)
    }
  },
  PATIENCE_MS,
)

test(
  'backup, killed around any change to a file, leaves no half copy under its name, and the next one makes it',
  async () => {
    await undisturbed(['sync'])
    const place = join(here.folder, 'backups')
    const copy = join(place, 'copy.db')
    const args = ['backup', copy, '--config', here.configFile]
    const counted = await dying(args, place, null)
    expect(counted?.code).toBe(0)
    const whole = async () => {
      const store = await openStore(`file:${copy}`)
      await store.check()
      const { length } = await store.runs(null, 10)
      await store.close()
      return length
    }
    expect(await whole()).toBe(1)
    for (const kill of kills(counted?.last ?? 0)) {
      rmSync(place, { recursive: true, force: true })
      await dying(args, place, kill)
      if (existsSync(copy)) expect(await whole(), kill).toBe(1)
      else {
        expect((await undisturbed(['backup', copy])).code, kill).toBe(0)
        expect(await whole(), kill).toBe(1)
      }
      expect(
        readdirSync(place).filter((name) => !/^copy\.db(-wal|-shm)?$/.test(name)),
        kill,
      ).toEqual([])
    }
  },
  PATIENCE_MS,
)
