import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'
import { afterAll, beforeEach, expect, test, vi } from 'vitest'
import { openStore } from '../../src/state/open.ts'
import { openSqlite } from '../../src/state/sqlite.ts'

/** Steps that no release has had yet, as later ones will be; a test may add to them. */
const later: Record<string, Migration> = {}
vi.mock('../../src/state/migrations.ts', async (original) => {
  const real = await original<typeof import('../../src/state/migrations.ts')>()
  return { migrations: (kind: 'sqlite' | 'postgres') => ({ ...real.migrations(kind), ...later }) }
})

const addColumn = (name: string): Migration => ({
  up: async (db: Kysely<never>) => {
    await db.schema.alterTable('document').addColumn(name, 'text').execute()
  },
})

const root = mkdtempSync(join(tmpdir(), 'magam-upgrade-'))
afterAll(() => rmSync(root, { recursive: true }))
let folder = ''
let file = ''
let count = 0

beforeEach(async () => {
  for (const name of Object.keys(later)) delete later[name]
  folder = join(root, `상태 ${++count}`)
  mkdirSync(folder)
  file = join(folder, 'magam.db')
  const store = await openStore(`file:${file}`)
  await store.putValue('kb', 'a', '"before"', 0)
  await store.close()
})

const open = async () => (await openStore(`file:${file}`)).close()
const stepsIn = (path: string) => {
  const database = new DatabaseSync(path, { readOnly: true })
  const steps = database.prepare('select name from magam_migration order by name').all()
  database.close()
  return steps.map(({ name }) => name)
}

test('a state that is new or up to date, is not copied', async () => {
  await open()
  expect(readdirSync(folder)).toEqual(['magam.db'])
})

test('a state of an earlier release, is copied beside itself before it is changed, for its owner only', async () => {
  later['0002-later'] = addColumn('later')
  await open()
  expect(readdirSync(folder).sort()).toEqual(['magam.db', 'magam.db.before-0002'])
  const copy = `${file}.before-0002`
  expect(statSync(copy).mode & 0o777).toBe(0o600)
  expect([stepsIn(copy), stepsIn(file)]).toEqual([['0001-first'], ['0001-first', '0002-later']])
  await open()
  expect(stepsIn(copy)).toEqual(['0001-first'])
  // The old version opens it: what it knew is all there.
  delete later['0002-later']
  const old = await openStore(`file:${copy}`)
  expect(await old.value('kb', 'a')).toEqual({ value: '"before"', version: 1 })
  await old.close()
  await expect(openStore(`file:${file}`)).rejects.toMatchObject({ code: 'state-newer' })
})

test('several steps at once, leave one copy; of many upgrades the newest three stay', async () => {
  later['0002-b'] = addColumn('b')
  later['0003-c'] = addColumn('c')
  await open()
  for (const [at, name] of ['d', 'e', 'f'].entries()) {
    later[`000${at + 4}-${name}`] = addColumn(name)
    await open()
  }
  writeFileSync(`${file}.before-my-holiday`, '')
  later['0007-g'] = addColumn('g')
  await open()
  expect(readdirSync(folder).sort()).toEqual([
    'magam.db',
    'magam.db.before-0005',
    'magam.db.before-0006',
    'magam.db.before-0007',
    'magam.db.before-my-holiday',
  ])
})

test('a process that comes too late, keeps the copy that another has made before', async () => {
  later['0002-later'] = addColumn('later')
  await open()
  const late = openSqlite(file, 1_000)
  await late.keepBefore('0002-later')
  late.close()
  expect(readdirSync(folder).sort()).toEqual(['magam.db', 'magam.db.before-0002'])
  expect(stepsIn(`${file}.before-0002`)).toEqual(['0001-first'])
})

test('a copy that cannot be made, stops the upgrade with what to do, and the state stays as it was', async () => {
  later['0002-later'] = addColumn('later')
  mkdirSync(`${file}.before-0002`)
  const before = readFileSync(file)
  await expect(openStore(`file:${file}`)).rejects.toMatchObject({ name: 'Failure', code: 'state-folder' })
  expect(readFileSync(file).equals(before)).toBe(true)
  expect(readdirSync(folder).sort()).toEqual(['magam.db', 'magam.db.before-0002'])
})
