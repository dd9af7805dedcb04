import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Scene, scene } from '../run/scene.ts'

const MAIN = join(import.meta.dirname, '../../src/main.ts')
/** Without a shape, and known from `.env` only. */
const ADMIN = 'canary of the admin'
let here: Scene
beforeAll(async () => {
  here = await scene()
  await writeFile(join(here.folder, '.env'), `MAGAM_ADMIN_TOKEN="${ADMIN}"\n`, { mode: 0o600 })
})
afterAll(() => here.close())

test.each([
  ['thrown where nobody catches', 'setTimeout(() => { throw error }, 50)'],
  ['a promise that nobody awaits', 'setTimeout(() => Promise.reject(error), 50)'],
  ['no error at all', 'setTimeout(() => { throw token + admin }, 50)'],
])('a crash, %s, is told as a bug without a secret, and ends the process', async (_name, crash) => {
  const preload = join(here.folder, 'crash.mjs')
  await writeFile(
    preload,
    `const token = process.env.NOTION_TOKEN; const admin = ${JSON.stringify(ADMIN)}
const error = Object.assign(new Error('failed with ' + token + ' and ' + admin, { cause: new Error(admin) }), {
  config: { headers: { authorization: 'Bearer ' + token } }, response: { data: admin },
})
${crash}`,
  )
  const args = ['--import', preload, MAIN, 'serve', '--port', '0', '--config', here.configFile]
  const env = { PATH: process.env.PATH, ...here.env }
  const failed: unknown = await promisify(execFile)(process.execPath, args, { cwd: here.folder, env }).catch(
    (error: unknown) => error,
  )
  const { code, stdout, stderr } = failed as { code?: number; stdout: string; stderr: string }
  expect(code).toBe(1)
  expect(stderr).toContain('this is a bug in Magam')
  expect(stdout + stderr).not.toContain(here.env.NOTION_TOKEN)
  expect(stdout + stderr).not.toContain(ADMIN)
})
