import { execFile } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openStore } from '../../src/state/open.ts'
import { type Scene, scene } from './scene.ts'

const MAIN = join(import.meta.dirname, '../../src/main.ts')
const NOW = '2023-03-20T09:00+09:00'
let here: Scene
beforeEach(async () => {
  here = await scene()
})
afterEach(() => here.close())

/** Runs Magam where no file may grow beyond so many kB: a write beyond is refused, as on a disk that is full. */
async function magam(args: readonly string[], kilobytes: number | 'unlimited') {
  const line = `ulimit -f ${kilobytes}; trap '' XFSZ; exec "$0" "$@"`
  const all = [MAIN, ...args, '--config', here.configFile, '--now', NOW]
  const env = { PATH: process.env.PATH, ...here.env }
  return promisify(execFile)('bash', ['--norc', '-c', line, process.execPath, ...all], { env }).then(
    ({ stdout, stderr }) => ({ code: 0, said: stdout + stderr }),
    (error: { code: number; stdout: string; stderr: string }) => ({
      code: error.code,
      said: error.stdout + error.stderr,
    }),
  )
}

test('sync, on a disk that is full, says so, and once there is room goes on without a double', async () => {
  expect((await magam(['sync'], 'unlimited')).code).toBe(0)
  const before = here.google.world.events(here.calendar).length
  const [table = ''] = here.notion.world.tables(here.page)
  for (let nth = 0; nth < 40; nth += 1) {
    here.notion.people.addRow(table, [
      `공고 ${nth} ${'가'.repeat(400)}`,
      '',
      '',
      '2023.06.02(금)까지',
      '나'.repeat(2_000),
      `https://example.org/${nth}`,
      '',
    ])
  }
  here.clock.advance(600_000)
  const full = await magam(['sync'], 256)
  expect(full.code).toBe(3)
  expect(full.said).toMatch(/disk|full|room/i)
  expect(full.said).not.toContain('this is a bug')
  const store = await openStore(here.env.MAGAM_DATABASE_URL)
  await store.check()
  await store.close()
  here.clock.advance(600_000)
  expect((await magam(['sync'], 'unlimited')).code).toBe(0)
  expect(here.google.world.events(here.calendar)).toHaveLength(before + 40)
})

test('publish and backup, on a disk that is full, say so and leave what was there', async () => {
  await magam(['sync'], 'unlimited')
  const folder = join(here.folder, 'public')
  await magam(['publish', folder], 'unlimited')
  const files = async () => {
    const names = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) =>
      entry.isFile(),
    )
    return Promise.all(
      names.map(async ({ parentPath, name }) => [
        join(parentPath, name),
        (await readFile(join(parentPath, name))).toString('base64'),
      ]),
    )
  }
  const before = await files()
  here.notion.people.renamePage(here.page, '다른 이름')
  here.clock.advance(600_000)
  const [table = ''] = here.notion.world.tables(here.page)
  here.notion.people.editCell(here.notion.world.children(table)[1] ?? '', 0, '다른 공고')
  await magam(['sync'], 'unlimited')
  const published = await magam(['publish', folder], 40)
  expect([published.code, published.said]).toEqual([
    3,
    expect.stringContaining('the old ones stay as they were'),
  ])
  expect(await files()).toEqual(before)
  const backup = await magam(['backup', join(here.folder, 'copy.db')], 40)
  expect(backup.code).toBe(3)
  expect((await readdir(here.folder)).filter((name) => name.startsWith('copy'))).toEqual([])
})
