import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openLog } from '../../src/cli/log.ts'
import { Failure, UserError } from '../../src/lib/failure.ts'
import { proveAccess } from '../../src/run/knowledge-base.ts'
import { readSettings } from '../../src/settings/read.ts'
import { type Scene, scene } from '../run/scene.ts'
import { magam } from './magam.ts'

let here: Scene
beforeEach(async () => {
  here = await scene()
})
afterEach(() => here.close())

const without = (...names: string[]) =>
  Object.fromEntries(Object.entries(here.env).filter(([name]) => !names.includes(name)))

const WANTS: readonly [string, string[], string][] = [
  ['a token', ['NOTION_TOKEN'], 'there is no token for Notion'],
  [
    'a sign-in to Google',
    ['GOOGLE_CLIENT_ID', 'GOOGLE_CLIENT_SECRET', 'GOOGLE_REFRESH_TOKEN'],
    'there is no way to reach Google',
  ],
]

test.each(WANTS)(
  'serve, without %s, does not begin to serve what could never be read',
  async (_what, names, words) => {
    const args = ['serve', '--port', '0', '--config', here.configFile]
    const { code, stdout, stderr } = await magam(args, { env: without(...names) })
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toMatch(new RegExp(`^error: ${words}\\n`))
  },
)

test.each(WANTS)('doctor, without %s, is exit code 2 as with serve', async (_what, names, words) => {
  const { code, stdout } = await magam(['doctor', '--config', here.configFile], { env: without(...names) })
  expect(code).toBe(2)
  expect(stdout).toContain(words)
})

test('doctor, where the settings are right and a link is broken, is exit code 3', async () => {
  const env = { ...here.env, NOTION_TOKEN: 'ntn_another' }
  const { code, stdout } = await magam(['doctor', '--config', here.configFile], { env })
  expect(code).toBe(3)
  expect(stdout).toContain('Notion does not know this token')
})

test('a key file that is none, is a mistake; one that cannot be read now, is told by each run', async () => {
  const settings = (file: string) =>
    readSettings({
      configFile: here.configFile,
      env: { ...here.env, GOOGLE_APPLICATION_CREDENTIALS: join(here.folder, file) },
      envFile: join(here.folder, 'none'),
    })
  writeFileSync(join(here.folder, 'key.json'), '{}')
  const broken = await settings('key.json')
  expect(() => proveAccess(broken)).toThrow('is not the key file of a Google service account')
  const missing = await settings('not-there.json')
  expect(() => proveAccess(missing)).not.toThrow()
})

test('the log, tells a mistake or a failure without a stack, a bug with one', () => {
  const lines: string[] = []
  const log = openLog({ write: (line) => lines.push(line) }, 'warn', (line) => line)
  log.error({ err: new UserError('wrong', [{ what: 'a', hint: 'b' }]) }, 'met')
  log.error({ err: new Failure('x', 'down', { cause: new Error('refused'), hint: 'wait' }) }, 'met')
  log.error({ err: new TypeError('bug') }, 'met')
  expect(lines.map((line) => (JSON.parse(line) as { err: object }).err)).toEqual([
    { message: 'wrong', problems: [{ what: 'a', hint: 'b' }], hint: null },
    { code: 'x', message: 'down', hint: 'wait', cause: 'refused' },
    { type: 'TypeError', message: 'bug', stack: expect.stringContaining('want-of-access') },
  ])
})
