import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { Failure } from '../../src/lib/failure.ts'
import { openStore } from '../../src/state/open.ts'
import { postgresTrouble } from '../../src/state/postgres-trouble.ts'
import { fileTrouble, sqliteTrouble } from '../../src/state/trouble.ts'

const root = mkdtempSync(join(tmpdir(), 'magam-open-'))
let folder = ''
let count = 0
beforeEach(() => {
  folder = join(root, String(++count))
  mkdirSync(folder)
})
afterAll(() => rmSync(root, { recursive: true }))

const failureOf = async (work: Promise<unknown>) => {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  )
  if (!(error instanceof Failure)) throw new Error(`expected a Failure, got ${String(error)}`)
  return { code: error.code, message: error.message, hint: error.hint }
}

describe('opening a state file', () => {
  test('a folder that is missing, is made; only the owner may read the file', async () => {
    const file = join(folder, 'a', 'b', 'magam.db')
    const store = await openStore(`file:${file}`)
    await store.putValue('kb', 'a', '1', 0)
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(statSync(`${file}-wal`).mode & 0o777).toBe(0o600)
    expect(statSync(join(folder, 'a')).mode & 0o777).toBe(0o700)
    await store.close()
  })
  test('a file closed and opened again, has kept everything', async () => {
    const url = pathToFileURL(join(folder, 'magam.db')).href
    const first = await openStore(url)
    await first.putValue('kb', 'a', '1', 0)
    await first.close()
    const second = await openStore(url)
    expect(await second.value('kb', 'a')).toEqual({ value: '1', version: 1 })
    await second.close()
  })
  test('a file in the place of the folder, says so', async () => {
    writeFileSync(join(folder, 'data'), '')
    expect(await failureOf(openStore(`file:${join(folder, 'data', 'magam.db')}`))).toMatchObject({
      code: 'state-folder',
      hint: 'move that file away, or name another place',
    })
  })
  test('a folder in the place of the file, says it cannot be opened', async () => {
    mkdirSync(join(folder, 'magam.db'))
    expect((await failureOf(openStore(`file:${join(folder, 'magam.db')}`))).code).toBe('state-not-writable')
  })
  test('an address of another kind, is a mistake that does not repeat its password', async () => {
    const work = openStore('mysql://magam:hunter22@db/x')
    await expect(work).rejects.toMatchObject({ name: 'UserError' })
    await expect(work).rejects.not.toThrow(/hunter22/)
  })
})

describe('a state that cannot be used', () => {
  const bytes = (file: string) => readFileSync(file)

  test('written by a newer Magam, is refused and left byte for byte', async () => {
    const file = join(folder, 'magam.db')
    await (await openStore(`file:${file}`)).close()
    const later = new DatabaseSync(file)
    later.exec("insert into magam_migration values ('9999-later', '2030-01-01T00:00:00Z')")
    later.close()
    const before = bytes(file)
    expect(await failureOf(openStore(`file:${file}`))).toEqual({
      code: 'state-newer',
      message: 'the state was written by a newer Magam (it knows the step `9999-later`)',
      hint: 'update Magam, or put the copy from before the update in its place (`….before-…`, or your own backup); this one was left as it is',
    })
    expect(bytes(file).equals(before)).toBe(true)
  })
  test('a database of another program, is refused and left byte for byte', async () => {
    const file = join(folder, 'other.db')
    const other = new DatabaseSync(file)
    other.exec('create table photos (id integer)')
    other.close()
    const before = bytes(file)
    expect(await failureOf(openStore(`file:${file}`))).toMatchObject({
      code: 'state-not-ours',
      message: 'the database holds tables that Magam did not make (`photos`)',
    })
    expect(bytes(file).equals(before)).toBe(true)
  })
  test('not a database at all, is refused and left as it is', async () => {
    const file = join(folder, 'letter.txt')
    writeFileSync(file, 'Dear reader, '.repeat(100))
    expect((await failureOf(openStore(`file:${file}`))).code).toBe('state-not-ours')
    expect(readFileSync(file, 'utf8')).toBe('Dear reader, '.repeat(100))
  })
  test('pages overwritten, the check says it is damaged and how to go on', async () => {
    const file = join(folder, 'magam.db')
    const store = await openStore(`file:${file}`)
    const rows = Array.from({ length: 400 }, (_, i) => ({ address: `a${i}`, json: 'x'.repeat(200) }))
    await store.putHeld('cal', rows)
    await store.close()
    const damaged = bytes(file)
    damaged.fill(0x5a, Math.floor(damaged.length / 2), Math.floor(damaged.length / 2) + 16_384)
    writeFileSync(file, damaged)
    const again = await openStore(`file:${file}`)
    expect(await failureOf(again.check())).toEqual({
      code: 'state-corrupt',
      message: `the state file \`${file}\` is damaged`,
      hint: 'restore a backup, or move the file away: the next run finds every entry again and duplicates none',
    })
    await again.close()
  })
  test('a sound file, the check says nothing', async () => {
    const store = await openStore(`file:${join(folder, 'magam.db')}`)
    await expect(store.check()).resolves.toBeUndefined()
    await store.close()
  })
  test('held by another writer for longer than we wait, says it is busy', async () => {
    const file = join(folder, 'magam.db')
    const store = await openStore(`file:${file}`, { busyTimeoutMs: 20 })
    const other = new DatabaseSync(file)
    other.exec('begin immediate')
    expect(await failureOf(store.putValue('kb', 'a', '1', 0))).toMatchObject({
      code: 'state-locked',
      hint: 'wait until the other `magam` is done, or end the program that holds the file open',
    })
    other.exec('rollback')
    expect(await store.putValue('kb', 'a', '1', 0)).toBe(true)
    other.close()
    await store.close()
  })
  test('a server whose certificate is to be checked by a file that is not there, says which', async () => {
    const file = join(folder, 'none.pem')
    expect(
      await failureOf(openStore(`postgres://magam:hunter22@127.0.0.1:1/magam?sslrootcert=${file}`)),
    ).toEqual({
      code: 'state-address',
      message: `\`MAGAM_DATABASE_URL\` names \`${file}\`, which cannot be read (ENOENT)`,
      hint: 'check its path and its rights',
    })
  })
  test('a server that does not answer, is named without the password', async () => {
    expect(await failureOf(openStore('postgres://magam:hunter22@127.0.0.1:1/magam'))).toEqual({
      code: 'state-unreachable',
      message: 'PostgreSQL at 127.0.0.1:1/magam does not answer',
      hint: 'check that the server runs and that the address in `MAGAM_DATABASE_URL` is right',
    })
  })
})

test.each([
  [5, 'state-locked'],
  [6, 'state-locked'],
  [8, 'state-not-writable'],
  [776, 'state-not-writable'],
  [10, 'state-unreadable'],
  [11, 'state-corrupt'],
  [13, 'state-disk-full'],
  [14, 'state-not-writable'],
  [26, 'state-not-ours'],
])('SQLite, result %i, is %s', (errcode, code) => {
  expect(sqliteTrouble({ errcode }, 'magam.db')).toMatchObject({ code })
})

test.each([
  ['ENOSPC', 'state-disk-full'],
  ['EDQUOT', 'state-disk-full'],
  ['EACCES', 'state-not-writable'],
  ['EROFS', 'state-not-writable'],
  ['ENOTDIR', 'state-folder'],
  ['ENOENT', 'state-no-place'],
  ['ENAMETOOLONG', 'state-no-place'],
])('the file system, %s, is %s', (code, expected) => {
  expect(fileTrouble({ code }, 'magam.db')).toMatchObject({ code: expected })
})

test.each([
  ['ECONNREFUSED', 'state-unreachable', 'PostgreSQL at db/magam does not answer'],
  ['57P01', 'state-unreachable', 'PostgreSQL at db/magam does not answer'],
  ['08006', 'state-unreachable', 'PostgreSQL at db/magam does not answer'],
  ['28P01', 'state-refused', 'PostgreSQL at db/magam refused the user or the password'],
  ['28000', 'state-refused', 'PostgreSQL at db/magam does not let this user in from here'],
  ['3D000', 'state-missing', 'PostgreSQL at db/magam has no such database'],
  ['42501', 'state-not-writable', 'PostgreSQL at db/magam does not give this user enough rights'],
  [
    '3F000',
    'state-not-writable',
    'PostgreSQL at db/magam has no schema in which this user could make tables',
  ],
  [
    '25006',
    'state-not-writable',
    'PostgreSQL at db/magam takes no writes: it is a standby, or was made read-only',
  ],
  ['53100', 'state-disk-full', 'PostgreSQL at db/magam has no room left on its disk'],
  ['53300', 'state-crowded', 'PostgreSQL at db/magam takes no more connections'],
  [
    'SELF_SIGNED_CERT_IN_CHAIN',
    'state-untrusted',
    'PostgreSQL at db/magam shows a certificate that is not trusted (SELF_SIGNED_CERT_IN_CHAIN)',
  ],
  [
    'CERT_HAS_EXPIRED',
    'state-untrusted',
    'PostgreSQL at db/magam shows a certificate that is not trusted (CERT_HAS_EXPIRED)',
  ],
])('PostgreSQL, %s, is %s', (code, expected, message) => {
  const cause = { code, message: '' }
  expect(postgresTrouble(cause, 'db/magam')).toMatchObject({ code: expected, message, cause })
})

test.each([
  ['Connection terminated unexpectedly', 'state-unreachable'],
  ['Client has encountered a connection error and is not queryable', 'state-unreachable'],
  ['The server does not support SSL connections', 'state-untrusted'],
])('PostgreSQL’s driver, %s, is %s', (message, expected) => {
  expect(postgresTrouble(new Error(message), 'db/magam')).toMatchObject({ code: expected })
})

test('an error that is not about the state, comes back as it is', () => {
  const bug = new TypeError('x is not a function')
  expect(sqliteTrouble(bug, 'magam.db')).toBe(bug)
  expect(postgresTrouble(bug, 'db')).toBe(bug)
})

describe('a backup', () => {
  test('made while in use, is a whole state that only its owner may read', async () => {
    const store = await openStore(`file:${join(folder, 'magam.db')}`)
    await store.putValue('kb', 'a', '1', 0)
    const copy = join(folder, 'copies', 'one.db')
    await store.backup(copy)
    await store.putValue('kb', 'a', '2', 1)
    await store.close()
    const restored = await openStore(`file:${copy}`)
    expect(await restored.value('kb', 'a')).toEqual({ value: '1', version: 1 })
    await restored.check()
    await restored.close()
    expect(statSync(copy).mode & 0o777).toBe(0o600)
  })
  test('over a file that exists, is refused and leaves it', async () => {
    const store = await openStore('file::memory:')
    const target = join(folder, 'precious.txt')
    writeFileSync(target, 'precious')
    await expect(store.backup(target)).rejects.toMatchObject({
      name: 'UserError',
      hint: 'name a file that does not exist yet: a backup never overwrites',
    })
    expect(readFileSync(target, 'utf8')).toBe('precious')
    await store.close()
  })
  test('to a place that cannot be written, says so and leaves nothing', async () => {
    const store = await openStore('file::memory:')
    writeFileSync(join(folder, 'file'), '')
    expect((await failureOf(store.backup(join(folder, 'file', 'copy.db')))).code).toBe('state-folder')
    await store.close()
  })
})
