import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newFeedToken } from '../../src/serve/secrets.ts'
import { magam } from '../cli/magam.ts'
import { type Scene, scene } from '../run/scene.ts'

const MAIN = join(import.meta.dirname, '../../src/main.ts')
const ADMIN = 'admin-token-of-this-test'
const NOW = '2023-03-20T09:00+09:00'
const { token, sha256 } = newFeedToken()
const spare = newFeedToken().token

let here: Scene
let child: ChildProcess | null = null
/** All that the processes printed and logged, and every answer with its headers. */
let told = ''
const answers: { path: string; status: number; headers: Headers; text: string }[] = []

/** `magam serve --verbose` in a process of its own; gives its address once it listens. */
async function serve(): Promise<string> {
  const args = [
    MAIN,
    'serve',
    '--verbose',
    '--json',
    '--port',
    '0',
    '--config',
    here.configFile,
    '--now',
    NOW,
  ]
  const env = { PATH: process.env.PATH, MAGAM_ADMIN_TOKEN: ADMIN, ...here.env }
  const started = spawn(process.execPath, args, { cwd: here.folder, env, stdio: ['ignore', 'pipe', 'pipe'] })
  child = started
  let printed = ''
  for (const stream of [started.stdout, started.stderr]) {
    stream.on('data', (chunk) => {
      printed += String(chunk)
      told += String(chunk)
    })
  }
  await expect.poll(() => printed, { timeout: 20_000 }).toContain('"url":')
  return /"url":"([^"]+)"/.exec(printed)?.[1] ?? ''
}

async function stop(): Promise<void> {
  if (child === null || child.exitCode !== null) return
  const gone = once(child, 'exit')
  child.kill('SIGTERM')
  await gone
}

async function ask(url: string, path: string, init: RequestInit = {}): Promise<Response> {
  const answer = await fetch(new URL(path, url), init)
  const { status, headers } = answer
  answers.push({ path, status, headers, text: await answer.text() })
  return answer
}

beforeAll(async () => {
  here = await scene()
  const settings = JSON.parse(await readFile(here.configFile, 'utf8')) as {
    knowledgeBases: { feed: Record<string, unknown> }[]
  }
  const [base] = settings.knowledgeBases
  if (base) base.feed = { slug: 'inside', title: '내부', access: 'private', tokens: [sha256] }
  await writeFile(here.configFile, JSON.stringify(settings))
  const { code } = await magam(['sync', '--config', here.configFile, '--now', NOW], { env: here.env })
  expect(code).toBe(0)
}, 60_000)
afterAll(async () => {
  await stop()
  await here.close()
})

test('a private feed, used rightly, opens for its reader alone: no shared cache, no referrer', async () => {
  const url = await serve()
  const path = `/private/${token}/inside.ics`
  const first = await ask(url, path)
  expect([first.status, first.headers.get('cache-control'), first.headers.get('referrer-policy')]).toEqual([
    200,
    'private, max-age=900',
    'no-referrer',
  ])
  const again = await ask(url, path, { headers: { 'if-none-match': first.headers.get('etag') ?? '' } })
  expect([again.status, again.headers.get('cache-control')]).toEqual([304, 'private, max-age=900'])
  expect((await ask(url, path, { method: 'HEAD' })).status).toBe(200)
  expect((await ask(url, `/private/${token}/inside/history.ics`)).status).toBe(200)
  expect((await ask(url, `/private/${encodeURIComponent(token)}/inside.ics?x=${token}`)).status).toBe(200)
})

test('used wrongly, it is refused like any address that is not there', async () => {
  const url = await restarted()
  const wrong = [
    `/private/${token}/none.ics`,
    `/private/${token}/inside`,
    `/private/${token}`,
    `/private/${token}/inside/none.ics`,
    `/private/${token.slice(0, -1)}/inside.ics`,
    `/private/${token}%00/inside.ics`,
    `/private/${spare}/inside.ics`,
    `/calendars/${token}.ics`,
    `/entries/${token}.ics`,
    `/${token}`,
  ]
  for (const path of wrong) expect([path, (await ask(url, path)).status]).toEqual([path, 404])
  const posted = await ask(url, `/private/${token}/inside.ics`, { method: 'POST', body: token })
  expect(posted.status).toBe(405)
  const known = await ask(url, `/api/sync?calendar=${token}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
  })
  expect(known.status).toBe(401)
  for (const { status, headers } of answers.filter(({ status }) => status >= 400)) {
    expect([status, headers.get('cache-control'), headers.get('referrer-policy')]).toEqual([
      status,
      'no-store',
      'no-referrer',
    ])
  }
  await ask(url, '/metrics')
  await ask(url, '/readyz')
  await ask(url, '/owner', { headers: { authorization: `Bearer ${ADMIN}` } })
})

test('a fault while it is drawn, is logged by the form of the address', async () => {
  await stop()
  const database = new DatabaseSync(here.env.MAGAM_DATABASE_URL.slice('file:'.length))
  database.exec("update published set cancelled_at = 'no moment'")
  database.close()
  const url = await serve()
  const answer = await ask(url, `/private/${token}/inside.ics`)
  expect([answer.status, answer.headers.get('cache-control')]).toEqual([500, 'no-store'])
  await ask(url, '/metrics')
  await stop()
  expect(told).toContain('answering /private/:token/:file failed')
})

test('nothing that was told, answered or kept, holds the token', async () => {
  const [half, other] = [token.slice(0, 20), spare.slice(0, 20)]
  expect(told.split('\n').filter((line) => line.includes(half) || line.includes(other))).toEqual([])
  const repeating = answers.filter(({ text, headers }) =>
    [text, ...[...headers].flat()].some((part) => part.includes(half) || part.includes(other)),
  )
  expect(repeating.map(({ path }) => path)).toEqual([])
  for (const file of await readdir(here.folder)) {
    const bytes = await readFile(join(here.folder, file))
    expect([file, bytes.includes(half), bytes.includes(other)]).toEqual([file, false, false])
  }
})

async function restarted(): Promise<string> {
  await stop()
  return serve()
}
