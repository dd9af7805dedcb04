import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openContext } from '../../src/cli/context.ts'
import { tellTrouble } from '../../src/cli/trouble.ts'
import { knowledgeBases } from '../../src/run/knowledge-base.ts'
import { run } from '../../src/run/sync.ts'
import type { Fault } from '../../src/sandbox/faults.ts'
import { readSettings } from '../../src/settings/read.ts'
import { openStore } from '../../src/state/open.ts'
import { magam } from '../cli/magam.ts'
import { byHand } from '../run/by-hand.ts'
import { type Scene, scene } from '../run/scene.ts'
import { echoServer } from './echo.ts'
import { asText, strangersSee } from './strangers.ts'

const NOW = '2023-03-20T09:00:00+09:00'
/** Secrets that no service of the sandbox gives; some have no shape, and one must be spelt otherwise in JSON. */
const OURS = {
  MAGAM_WEBHOOK_TOKEN: 'canary "webhook\\token" 0123',
  MAGAM_ADMIN_TOKEN: 'canary-admin-token-4567',
  MAGAM_ALERT_WEBHOOK: 'https://hooks.slack.com/services/T0CANARY/B0CANARY/canaryalert',
  MAGAM_SMTP_URL: 'smtps://me:canary-smtp-89@mail.example.org',
}
const PG_PASSWORD = 'canary-pg-password'
const PG = `postgres://magam:${PG_PASSWORD}@127.0.0.1:1/magam`
const FEED_TOKEN = 'canary-feed-token-0123456789abcdefghijklmnop'

let here: Scene
let secrets: readonly (string | RegExp)[]
let echo: Awaited<ReturnType<typeof echoServer>>
let keyFile: string
/** All that was printed, logged, thrown or kept, by the path that gave it. */
const heard: { path: string; text: string }[] = []

beforeAll(async () => {
  here = await scene()
  echo = await echoServer(400)
  const { private_key: key } = here.google.serviceAccountKey
  keyFile = join(here.folder, 'key.json')
  await writeFile(keyFile, JSON.stringify(here.google.serviceAccountKey), { mode: 0o600 })
  here.google.world.share(here.calendar, here.google.serviceAccountKey.client_email, 'writer')
  secrets = [
    here.notion.token,
    here.google.oauth.clientSecret,
    here.google.oauth.refreshToken,
    /ya29\.sandbox-\w/,
    /1\/\/0sandbox-\w/,
    // Any line of the key, with or without its head.
    ...key.split('\n').filter((line) => line.length > 40),
    /eyJ[\w-]{10,}\.[\w-]{10,}/,
    'webhook\\token',
    OURS.MAGAM_ADMIN_TOKEN,
    'canaryalert',
    'canary-smtp-89',
    PG_PASSWORD,
    FEED_TOKEN,
    'ntn_wrong',
  ]
})
afterAll(async () => {
  await Promise.all([here.close(), echo.close()])
})

type Env = Record<string, string>
const serviceAccount = (): Env => {
  const {
    GOOGLE_CLIENT_ID: _id,
    GOOGLE_CLIENT_SECRET: _secret,
    GOOGLE_REFRESH_TOKEN: _token,
    ...rest
  } = here.env
  return { ...rest, GOOGLE_APPLICATION_CREDENTIALS: keyFile }
}

async function say(path: string, args: readonly string[], env: Env = {}, config = here.configFile) {
  const all = ['--verbose', '--config', config, '--now', NOW]
  const { code, stdout, stderr } = await magam([...args, ...all], { env: { ...here.env, ...OURS, ...env } })
  heard.push({ path, text: stdout + stderr })
  return code
}

/** The same as `magam sync`, with waits that take no time: what is told is told by the command line's own means. */
async function runAtOnce(path: string, env: Env = {}): Promise<void> {
  const written = { text: '' }
  const output = {
    write: (text: string) => {
      written.text += text
    },
  }
  const stdin = Object.assign((async function* (): AsyncGenerator<string> {})(), { isTTY: false })
  const whole = { ...here.env, ...OURS, ...env }
  const signal = new AbortController().signal
  const ends = { signal, stoppedBy: null, leaveAtOnce: true }
  const io = { stdin, stdout: output, stderr: output, env: whole, terminal: null, ...ends }
  const context = openContext({ verbose: true, config: here.configFile }, io)
  const settings = await context.settings()
  const [base] = knowledgeBases(settings, {
    sleep: async () => undefined,
    timeoutMs: 100,
    retries: 2,
    requestsPerMinute: 60_000,
  })
  const store = await openStore(settings.environment.databaseUrl)
  const wall = () => new Date(here.clock.now())
  try {
    if (!base) throw new Error('no knowledge base')
    const { report } = await run(base, store, byHand(wall, { full: true, now: new Date(NOW) }))
    context.data(report)
    context.log.error({ report }, 'run ended')
    // As the state keeps it, before any scrubbing on the way out.
    heard.push({ path: `${path}, in the state`, text: (await store.run(report.id))?.json ?? '' })
  } catch (error) {
    tellTrouble(error, context)
    context.log.error({ err: error }, 'it failed')
  } finally {
    await store.close()
  }
  heard.push({ path, text: written.text })
}

const FAULTS: readonly Fault[] = [
  { kind: 'status', status: 400, when: 'before' },
  { kind: 'status', status: 401, when: 'before' },
  { kind: 'status', status: 403, when: 'before' },
  { kind: 'status', status: 404, when: 'before' },
  { kind: 'status', status: 409, when: 'before' },
  { kind: 'status', status: 429, when: 'before', retryAfter: 1 },
  { kind: 'status', status: 500, when: 'after' },
  { kind: 'html', status: 502 },
  { kind: 'reset', when: 'after' },
  { kind: 'truncate' },
]

const config = async (name: string, text: string) => {
  const file = join(here.folder, name)
  await writeFile(file, text)
  return file
}

test('the happy path, told in full and kept, holds no secret', async () => {
  expect(await say('sync', ['sync'])).toBe(0)
  expect(await say('sync --json', ['sync', '--json', '--full'])).toBe(0)
  expect(
    await say('sync by service account', ['sync', '--full'], {
      ...serviceAccount(),
      GOOGLE_CLIENT_ID: '',
      GOOGLE_CLIENT_SECRET: '',
      GOOGLE_REFRESH_TOKEN: '',
    }),
  ).toBe(0)
  expect(await say('plan', ['plan'])).toBe(0)
  await say('doctor', ['doctor'])
  await say('doctor --json', ['doctor', '--json'])
  expect(await say('history', ['history'])).toBe(0)
  expect(await say('publish', ['publish', join(here.folder, 'public')])).toBe(0)
  expect(await say('backup', ['backup', join(here.folder, 'copy.db')])).toBe(0)
  expectNothing()
})

test('each fault of each service, at every request, tells no secret', async () => {
  for (const fault of FAULTS) {
    for (const side of ['notion', 'google'] as const) {
      here[side].server.faults.when(() => true, fault)
      await runAtOnce(`${side} ${JSON.stringify(fault)}`)
      here[side].server.faults.clear()
    }
  }
  expectNothing()
})

test('services that repeat what they were sent, or are not there, tell no secret', async () => {
  const person = { GOOGLE_TOKEN_URL: `${echo.url}/token` }
  await runAtOnce('Notion echoes', { NOTION_BASE_URL: echo.url })
  await runAtOnce('Calendar echoes', { GOOGLE_CALENDAR_URL: echo.url })
  await runAtOnce('token address echoes', person)
  await say('doctor, all echo', ['doctor'], {
    ...person,
    NOTION_BASE_URL: echo.url,
    GOOGLE_CALENDAR_URL: echo.url,
  })
  await runAtOnce('Notion away', { NOTION_BASE_URL: 'http://127.0.0.1:1' })
  await runAtOnce('Google away', {
    GOOGLE_CALENDAR_URL: 'http://127.0.0.1:1',
    GOOGLE_TOKEN_URL: 'http://127.0.0.1:1/token',
  })
  await runAtOnce('wrong Notion token', { NOTION_TOKEN: 'ntn_wrong0123456789012345' })
  await runAtOnce('wrong client secret', { GOOGLE_CLIENT_SECRET: 'GOCSPX-canary-wrong-secret' })
  const key = { ...here.google.serviceAccountKey, token_uri: `${echo.url}/token` }
  const echoed = join(here.folder, 'echoed.json')
  await writeFile(echoed, JSON.stringify(key))
  const away = { GOOGLE_CLIENT_ID: '', GOOGLE_CLIENT_SECRET: '', GOOGLE_REFRESH_TOKEN: '' }
  await runAtOnce('assertion echoed', { ...away, GOOGLE_APPLICATION_CREDENTIALS: echoed })
  const broken = {
    'cut key': JSON.stringify({ ...key, private_key: key.private_key.slice(0, 400) }),
    'key that is no JSON': `${JSON.stringify(key).slice(0, -20)}`,
    'key of another kind': JSON.stringify({ ...key, type: 'authorized_user' }),
    'bare key': key.private_key,
  }
  for (const [name, text] of Object.entries(broken)) {
    await writeFile(echoed, text)
    await runAtOnce(name, { ...away, GOOGLE_APPLICATION_CREDENTIALS: echoed })
    await say(`doctor, ${name}`, ['doctor'], { ...away, GOOGLE_APPLICATION_CREDENTIALS: echoed })
  }
  expectNothing()
})

test('mistakes in settings, environment and usage, tell no secret', async () => {
  const yaml = (text: string) => config('broken.yaml', text)
  const token = here.notion.token
  await say('secret as a key', ['sync'], {}, await yaml(`notionToken: ${token}\nknowledgeBases: []\n`))
  await say('secret in broken YAML', ['sync'], {}, await yaml(`a: [${token}\nb: "${OURS.MAGAM_ADMIN_TOKEN}`))
  await say(
    'secret as an address',
    ['doctor'],
    {},
    await yaml(`server: { publicUrl: "ht tp://${OURS.MAGAM_ADMIN_TOKEN}@x" }\n`),
  )
  await say('PostgreSQL away', ['sync'], { MAGAM_DATABASE_URL: PG })
  await say('PostgreSQL away, doctor', ['doctor'], { MAGAM_DATABASE_URL: PG })
  await say('PostgreSQL away, history', ['history'], { MAGAM_DATABASE_URL: PG })
  await say('database of another kind', ['history'], { MAGAM_DATABASE_URL: `mysql://u:${PG_PASSWORD}@h/d` })
  await say('database without a scheme', ['history'], { MAGAM_DATABASE_URL: `u:${PG_PASSWORD}@h/d` })
  await say('alert address', ['sync'], { MAGAM_ALERT_WEBHOOK: 'hooks slack canaryalert' })
  await say('mail address', ['sync'], { MAGAM_SMTP_URL: 'me:canary-smtp-89@' })
  await say('Notion address with a password', ['doctor'], {
    NOTION_BASE_URL: `http://me:${OURS.MAGAM_ADMIN_TOKEN}@127.0.0.1:1`,
  })
  await say('file of a secret', ['sync'], {
    NOTION_TOKEN: '',
    NOTION_TOKEN_FILE: join(here.folder, 'absent'),
  })
  await say('two of one secret', ['sync'], { NOTION_TOKEN_FILE: keyFile })
  await say('half a client', ['sync'], { GOOGLE_REFRESH_TOKEN: '' })
  await say('run by a secret name', ['history', OURS.MAGAM_ADMIN_TOKEN])
  await say('knowledge base by a secret name', ['sync', '--knowledge-base', token])
  await say('folder by a secret name', ['publish', join(keyFile, OURS.MAGAM_ADMIN_TOKEN)])
  await say('backup over a file', ['backup', keyFile])
  await say('init', ['init', '--yes'], { NOTION_TOKEN: 'ntn_wrong0123456789012345' })
  await say('demo of what is no export', ['demo', '--once', '--import', keyFile])
  await writeFile(join(here.folder, 'torn.db'), `SQLite format 3\0${token}`)
  await say('damaged state', ['sync'], { MAGAM_DATABASE_URL: `file:${join(here.folder, 'torn.db')}` })
  expectNothing()
  expect(heard.length).toBeGreaterThanOrEqual(60)
})

test('everything kept on disk and everything strangers see, holds no secret and no private fact', async () => {
  const file = here.env.MAGAM_DATABASE_URL.slice('file:'.length)
  const store = await openStore(here.env.MAGAM_DATABASE_URL)
  const settings = await readSettings({
    configFile: here.configFile,
    env: here.env,
    envFile: join(here.folder, '.env'),
  })
  const shown = asText(await strangersSee(store, settings.knowledgeBases, NOW, OURS.MAGAM_ADMIN_TOKEN))
  for (const { id } of await store.runs(null, 100)) await say(`history ${id}`, ['history', id])
  await store.close()
  heard.push({ path: 'strangers', text: shown })
  for (const name of await readdir(here.folder)) {
    if (name.startsWith('magam.db') || name === 'copy.db')
      heard.push({ path: name, text: (await readFile(join(here.folder, name))).toString('latin1') })
  }
  for (const path of await readdir(join(here.folder, 'public'), { recursive: true })) {
    const text = await readFile(join(here.folder, 'public', path), 'utf8').catch(() => '')
    heard.push({ path: `public/${path}`, text })
  }
  expect((await readdir(here.folder)).includes(file.split('/').at(-1) ?? '')).toBe(true)
  expectNothing()

  const strangers = heard.filter(({ path }) => path === 'strangers' || path.startsWith('public/'))
  const facts = [
    'Sandbox Editor',
    'editor@example.com',
    'Magam sandbox',
    'owner@sandbox.example',
    'notion.so',
    here.page.replaceAll('-', ''),
    here.page,
    here.calendar,
    '2023.04.31',
    '04.31(월)까지',
  ]
  const found = strangers.flatMap(({ path, text }) =>
    facts.filter((fact) => text.includes(fact)).map((fact) => `${path}: ${fact}`),
  )
  expect(found).toEqual([])
})

function expectNothing(): void {
  const found = heard.flatMap(({ path, text }) =>
    secrets
      .filter((secret) => (typeof secret === 'string' ? text.includes(secret) : secret.test(text)))
      .map((secret) => `${path}: ${secret}`),
  )
  expect(found).toEqual([])
}
