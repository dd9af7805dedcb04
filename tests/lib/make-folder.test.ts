import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { makeFolder } from '../../src/lib/make-folder.ts'

const root = mkdtempSync(join(tmpdir(), 'magam-folder-'))
afterAll(() => rmSync(root, { recursive: true }))

test('a folder below others that are missing, is made with them; one that is there, is left', () => {
  const folder = join(root, '내 폴더 (1)', 'b', 'c')
  makeFolder(folder, 0o700)
  makeFolder(folder, 0o777)
  makeFolder(root)
  makeFolder('.')
  makeFolder('/')
  expect([folder, join(folder, '..')].map((path) => statSync(path).mode & 0o777)).toEqual([0o700, 0o700])
})

test('a file in the place of it or above it, is said by the file system', () => {
  const file = join(root, 'file')
  writeFileSync(file, '')
  expect(() => makeFolder(file)).toThrow(/EEXIST/)
  expect(() => makeFolder(join(file, 'a', 'b'))).toThrow(/ENOTDIR/)
  expect(() => makeFolder('')).toThrow(/ENOENT/)
})

test.runIf(existsSync('/proc/self'))(
  'a folder where none can be made, does not keep one waiting for ever',
  () => {
    expect(() => makeFolder('/proc/none/of/these')).toThrow(/ENOENT/)
  },
)
