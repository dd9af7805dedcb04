import { type ChildProcess, spawn } from 'node:child_process'
import { readFile, stat, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { signWebhookPayload } from '@notionhq/client'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Scene, scene } from '../run/scene.ts'

const MAIN = join(import.meta.dirname, '../../src/main.ts')
const ADMIN = 'admin-token-of-this-test'
let here: Scene
let server: ChildProcess | null = null
beforeEach(async () => {
  here = await scene()
})
afterEach(async () => {
  server?.kill('SIGKILL')
  await here.close()
})

type Event = {
  readonly event: string
  readonly url?: string
  readonly result?: string
  readonly trigger?: string
}

/** `magam serve` in a process of its own; `next` gives its events one by one. */
function serve(): { next(): Promise<Event>; exit: Promise<number | null> } {
  const args = [
    MAIN,
    'serve',
    '--port',
    '0',
    '--json',
    '--config',
    here.configFile,
    '--now',
    '2023-03-20T09:00+09:00',
  ]
  const env = { PATH: process.env.PATH, MAGAM_ADMIN_TOKEN: ADMIN, ...here.env }
  const child = spawn(process.execPath, args, { cwd: here.folder, env, stdio: ['ignore', 'pipe', 'inherit'] })
  server = child
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  return {
    next: async () => JSON.parse(((await lines.next()) as { value: string }).value) as Event,
    exit: new Promise((resolve) => child.on('exit', resolve)),
  }
}

/** The events of the start, in whatever order they come. */
async function started(running: ReturnType<typeof serve>): Promise<string> {
  const events = [await running.next(), await running.next()]
  expect(events.map(({ event }) => event).sort()).toEqual(['listening', 'report'])
  return events.find(({ url }) => url)?.url ?? ''
}

test('serve, started, syncs what is due, serves it, syncs when asked, and stops when told', async () => {
  const running = serve()
  const url = await started(running)
  const feed = await fetch(`${url}calendar.ics`)
  expect(feed.status).toBe(200)
  expect((await feed.text()).match(/BEGIN:VEVENT/g)).toHaveLength(7)
  expect((await fetch(url)).status).toBe(200)
  expect((await fetch(`${url}readyz`)).status).toBe(200)

  expect((await fetch(`${url}api/sync`, { method: 'POST' })).status).toBe(401)
  const asked = await fetch(`${url}api/sync`, {
    method: 'POST',
    headers: { authorization: `Bearer ${ADMIN}` },
  })
  expect(asked.status).toBe(202)
  expect(await running.next()).toMatchObject({ event: 'report', trigger: 'hand', result: 'done' })

  server?.kill('SIGTERM')
  expect(await running.exit).toBe(0)
}, 30_000)

test('serve, Notion down after a good run and restarted, still serves the last good state', async () => {
  const first = serve()
  await started(first)
  server?.kill('SIGTERM')
  expect(await first.exit).toBe(0)
  here.notion.server.faults.when(() => true, { kind: 'status', status: 401, when: 'before' })
  const again = serve()
  const url = await started(again)
  const feed = await fetch(`${url}calendar.ics`)
  expect((await feed.text()).match(/BEGIN:VEVENT/g)).toHaveLength(7)
  server?.kill('SIGTERM')
  expect(await again.exit).toBe(0)
}, 30_000)

/** Statuses of one POST over a socket of its own, with header lines as they are given. */
function postRaw(url: string, body: string, lines: readonly string[]): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1', () => {
      const head = ['POST /webhooks/notion HTTP/1.1', 'Host: x', 'Connection: close', ...lines]
      socket.write(`${[...head, `Content-Length: ${Buffer.byteLength(body)}`].join('\r\n')}\r\n\r\n${body}`)
    })
    let answer = ''
    socket.on('data', (chunk) => {
      answer += String(chunk)
    })
    socket.on('error', reject)
    socket.on('close', () => resolve(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1]))
  })
}

test('serve, Notion shakes hands, keeps the token in a file of its own, and a signed event brings one run, also over a restart', async () => {
  const settings = JSON.parse(await readFile(here.configFile, 'utf8')) as Record<string, unknown>
  await writeFile(here.configFile, JSON.stringify({ ...settings, server: { webhook: true } }))
  // A server that was killed while it wrote the file once left it empty: that is no token.
  await writeFile(join(here.folder, 'webhook-token'), '')
  const first = serve()
  let url = await started(first)
  const post = (body: string, headers: Record<string, string> = {}) =>
    fetch(`${url}webhooks/notion`, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json', ...headers },
    })
  const token = 'secret_of_the_webhook'
  expect((await post(JSON.stringify({ verification_token: token }))).status).toBe(200)
  expect((await post(JSON.stringify({ verification_token: 'secret_of_another' }))).status).toBe(409)
  const file = join(here.folder, 'webhook-token')
  expect(await readFile(file, 'utf8')).toBe(`${token}\n`)
  expect((await stat(file)).mode & 0o777).toBe(0o600)

  const event = JSON.stringify({
    id: 'event-1',
    timestamp: '2023-03-20T00:00:00.000Z',
    type: 'page.content_updated',
    entity: { id: here.page, type: 'page' },
  })
  const signed = await signWebhookPayload({ body: event, verificationToken: token })
  const hex = signed.slice('sha256='.length)
  const wrong = [
    [],
    ['X-Notion-Signature:'],
    ['X-Notion-Signature: sha256=00'],
    [`X-Notion-Signature: ${signed.slice(0, -1)}`],
    [`X-Notion-Signature: SHA256=${hex}`],
    [`X-Notion-Signature: sha512=${hex}`],
    [`X-Notion-Signature: ${hex}`],
    ['X-Notion-Signature: sha256=00', `X-Notion-Signature: ${signed}`],
    [`X-Notion-Signature: ${signed}`, `X-Notion-Signature: ${signed}`],
    [`X-Notion-Signature: sha256=${'f'.repeat(10_000)}`],
    ['X-Notion-Signature: sha256=\u00ff\u00fe'],
  ]
  for (const lines of wrong) expect([lines, await postRaw(url, event, lines)]).toEqual([lines, '401'])
  // The name of a header has no case.
  expect(await postRaw(url, event, [`X-NOTION-SIGNATURE: ${signed}`])).toBe('200')
  expect(await first.next()).toMatchObject({ event: 'report', trigger: 'webhook', result: 'done' })
  expect((await post(event, { 'x-notion-signature': signed })).status).toBe(200)
  server?.kill('SIGKILL')
  await first.exit

  const again = serve()
  url = await started(again)
  for (let n = 0; n < 20; n += 1) {
    expect((await post(event, { 'x-notion-signature': signed })).status).toBe(200)
  }
  expect((await post(JSON.stringify({ verification_token: 'secret_of_another' }))).status).toBe(409)
  await fetch(`${url}api/sync`, { method: 'POST', headers: { authorization: `Bearer ${ADMIN}` } })
  expect(await again.next()).toMatchObject({ event: 'report', trigger: 'hand', result: 'done' })
  server?.kill('SIGTERM')
  expect(await again.exit).toBe(0)
}, 30_000)

test('serve, told to read its settings again, does; a mistake in them leaves the old ones', async () => {
  const running = serve()
  const url = await started(running)
  const settings = JSON.parse(await readFile(here.configFile, 'utf8')) as {
    knowledgeBases: { feed: { title: string } }[]
  }
  const [base] = settings.knowledgeBases
  if (base) base.feed.title = '새 이름'
  await writeFile(here.configFile, JSON.stringify(settings))
  server?.kill('SIGHUP')
  await expect.poll(async () => (await fetch(url)).text(), { timeout: 10_000 }).toContain('새 이름')
  expect(await running.next()).toMatchObject({ event: 'report', trigger: 'schedule', result: 'done' })
  await writeFile(here.configFile, '{ nonsense')
  server?.kill('SIGHUP')
  await new Promise((resolve) => setTimeout(resolve, 300))
  expect(await (await fetch(url)).text()).toContain('새 이름')
  server?.kill('SIGTERM')
  expect(await running.exit).toBe(0)
}, 30_000)
