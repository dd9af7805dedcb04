import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import ICAL from 'ical.js'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { link, type NotionSandbox, table } from '../../src/sandbox/notion/index.ts'
import { COLUMNS } from '../../src/sandbox/sample/rows.ts'
import { readSettings } from '../../src/settings/read.ts'
import { openStore } from '../../src/state/open.ts'
import { magam } from '../cli/magam.ts'
import { type Scene, scene } from '../run/scene.ts'
import { strangersSee } from '../secrets/strangers.ts'
import { LINKS, PAYLOADS } from './payloads.ts'

const NOW = '2023-03-20T09:00:00+09:00'
const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufffe\uffff]/
const names = Object.values(PAYLOADS)
/** Entries of the sample page that can be read (`scene` spoils one of eight). */
const SAMPLE = 7

let here: Scene
let seen: Awaited<ReturnType<typeof strangersSee>>
let told: { stdout: string; stderr: string }[]

const NBSP = (text: string) => text.replace(/\s+/g, ' ')

/** One page whose title, tags, headers, cells and links are all hostile, beside the sample page. */
function fill({ world, people }: NotionSandbox, beside: string): string {
  const { data_source_id: dataSource } = world.pageJson(beside).parent as { data_source_id: string }
  const rows = names.map((payload, at) => [
    payload,
    payload,
    payload,
    `2023.04.${String(1 + (at % 28)).padStart(2, '0')}(${'일월화수목금토'[new Date(Date.UTC(2023, 3, 1 + (at % 28))).getUTCDay()]})까지`,
    payload,
    [link(payload.slice(0, 50), LINKS[at % LINKS.length] ?? ''), link('공고', `https://example.org/${at}`)],
    payload,
    payload,
    payload,
  ])
  const page = world.page({
    parent: dataSource,
    title: names.map((name) => name.slice(0, 60)).join(' '),
    properties: { Tags: names.map((name) => name.slice(0, 90).replaceAll(',', ' ')), status: 'completed' },
    body: [
      table([[...COLUMNS, '__proto__', '<b>\u001b[31m\r\nBEGIN:VEVENT'], ...rows]),
      // What stands in no column that is known, or in a deadline, must be a finding and no entry.
      table([
        [...COLUMNS],
        ...names.map((payload, at) => [
          `이름 ${at}`,
          '',
          '',
          payload,
          '',
          `https://example.org/odd/${at}`,
          '',
        ]),
      ]),
    ],
  })
  people.renameColumn(dataSource, 'Tags', 'Tags \u001b[31m<b>"\r\nX-Evil: 1')
  return page
}

beforeAll(async () => {
  here = await scene()
  const back = here.clock.now()
  here.clock.set(new Date(Date.now() - 86_400_000).toISOString())
  fill(here.notion, here.page)
  here.clock.set(new Date(back).toISOString())
  Object.assign(here.notion.settings.capabilities, { readComments: true, insertComments: true })
  told = []
  for (const args of [
    ['sync'],
    ['sync', '--json', '--full'],
    ['history'],
    ['plan', '--verbose'],
    ['doctor'],
  ]) {
    told.push(
      await magam([...args, '--config', here.configFile, '--now', NOW], { env: here.env, terminal: true }),
    )
  }
  const store = await openStore(here.env.MAGAM_DATABASE_URL)
  const settings = await readSettings({
    configFile: here.configFile,
    env: here.env,
    envFile: join(here.folder, '.env'),
  })
  seen = await strangersSee(store, settings.knowledgeBases, NOW, 'admin-token')
  await store.close()
}, 60_000)
afterAll(() => here.close())

test('every row, has its one entry on the calendar, as text', () => {
  const events = here.google.world.events(here.calendar).filter(({ status }) => status !== 'cancelled')
  expect(events).toHaveLength(SAMPLE + names.length)
  expect(new Set(events.map(({ id }) => id)).size).toBe(events.length)
  for (const { summary = '', description = '' } of events) {
    expect(summary).not.toMatch(CONTROLS)
    expect(summary).not.toContain('\n')
    expect(summary.length).toBeLessThanOrEqual(300)
    expect(description).not.toMatch(CONTROLS)
    expect(description.isWellFormed()).toBe(true)
  }
  expect(here.google.world.violations).toEqual([])
})

test('the feed, holds as many events, read by another parser, and no property of a stranger', () => {
  for (const address of ['/calendar.ics', '/calendars/open-innovation.ics', '/history.ics']) {
    const { text } = seen.answers.get(address) ?? { text: '' }
    const calendar = new ICAL.Component(ICAL.parse(text) as unknown[])
    const events = calendar.getAllSubcomponents('vevent')
    expect(events, address).toHaveLength(SAMPLE + names.length)
    expect(calendar.getAllSubcomponents().every(({ name }) => name === 'vevent')).toBe(true)
    const properties = new Set(events.flatMap((event) => event.getAllProperties().map(({ name }) => name)))
    expect([...properties].sort().join(' ')).not.toMatch(/evil|attach|attendee|organizer/)
    expect(text).not.toMatch(CONTROLS)
    for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75)
  }
})

test('the page, shows every name as text and holds no markup of a stranger', () => {
  for (const address of ['/', '/?lang=en', '/calendars/open-innovation']) {
    const { text: whole, headers } = seen.answers.get(address) ?? { text: '', headers: new Headers() }
    const [, data = ''] = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(whole) ?? []
    expect(JSON.stringify(JSON.parse(data))).toContain('__proto__')
    expect(data).not.toContain('<')
    const text = whole.replace(data, '')
    expect(
      text.match(/.{0,60}(?:<img src=x|<script>|<x>|" autofocus|" onfocus|"onmouseover).{0,60}/),
    ).toBeNull()
    expect(text).toContain('&lt;script&gt;')
    expect(text).not.toMatch(/href="(?!https?:|mailto:|tel:|webcal:|\/|\?|#)/)
    expect(text).not.toMatch(CONTROLS)
    expect(headers.get('content-security-policy')).toContain("default-src 'none'")
  }
})

test('JSON and Atom, are what they say', () => {
  const json = seen.answers.get('/programmes.json')?.text ?? ''
  const { calendars } = JSON.parse(json) as { calendars: { programmes: { name: string }[] }[] }
  const programmes = calendars.flatMap((calendar) => calendar.programmes)
  expect(json.replace(/\s/g, ' ')).not.toMatch(CONTROLS)
  expect(programmes.length).toBeGreaterThanOrEqual(SAMPLE + names.length)
  for (const address of ['/feed.atom', '/feed.atom?lang=en']) expectXml(seen.answers.get(address)?.text ?? '')
})

test('no answer, has a header that a benign one lacks', () => {
  for (const [address, { headers, status }] of seen.answers) {
    expect(
      [...headers.keys()].filter((name) => /evil|set-cookie/.test(name)),
      address,
    ).toEqual([])
    expect(status, address).not.toBe(500)
    for (const [, value] of headers) expect(value).not.toMatch(/evil/i)
  }
})

test('the published folder, holds only names that we chose', async () => {
  for (const { path } of seen.files) expect(path).toMatch(/^(?:[a-z0-9.-]+\/)*[A-Za-z0-9.-]+$/)
  const folder = join(here.folder, 'public')
  const { code } = await magam(['publish', folder, '--config', here.configFile, '--now', NOW], {
    env: here.env,
  })
  expect(code).toBe(0)
  const written = await readdir(here.folder, { recursive: true })
  expect(written.filter((path) => /evil|passwd|CON|\.\./.test(path))).toEqual([])
  await rm(folder, { recursive: true })
})

test('the terminal, gets colours and lines and nothing that steers it', () => {
  expect(told.map(({ stdout }) => stdout.length > 0)).toEqual(told.map(() => true))
  for (const { stdout, stderr } of told) {
    const ours = /\u001b\[(?:[12]|22|3[1-6]|39)m|\r\u001b\[2K/g
    expect(stdout.replaceAll(ours, '')).not.toMatch(CONTROLS)
    expect(stderr.replaceAll(ours, '')).not.toMatch(CONTROLS)
  }
  expect(told[0]?.stdout).not.toMatch(/^\{"level"/m)
})

test('comments, one a finding that needs a person, are text', () => {
  const pages = [...here.notion.world.store.pages.keys()]
  const comments = pages.flatMap((page) => here.notion.world.comments(page))
  expect(comments.length).toBeGreaterThanOrEqual(names.length / 2)
  for (const { text } of comments) {
    expect(text).not.toMatch(CONTROLS)
    expect(text.isWellFormed()).toBe(true)
  }
})

test('a further run, writes nothing', async () => {
  const before = [here.notion, here.google].map(({ server }) => server.requests.length)
  const { code, stdout } = await magam(['sync', '--config', here.configFile, '--now', NOW, '--json'], {
    env: here.env,
  })
  expect(code).toBe(0)
  const sent = [here.notion, here.google].flatMap(({ server }, at) => server.requests.slice(before[at]))
  expect(
    sent.filter(({ method, path }) => method !== 'GET' && !/query|token/.test(path)).map(({ path }) => path),
  ).toEqual([])
  const report = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as { sinks: { changes: unknown[] }[] }
  expect(report.sinks.flatMap(({ changes }) => changes)).toEqual([])
})

/** Well formed: tags nest, references are known, no character that XML cannot hold. */
function expectXml(text: string): void {
  expect(text).not.toMatch(CONTROLS)
  expect(text.replaceAll(/&(?:lt|gt|amp|quot|apos|#39|#\d+|#x[0-9a-f]+);/gi, '')).not.toContain('&')
  const open: string[] = []
  for (const [, end, name = '', empty] of text.matchAll(/<(\/?)([a-zA-Z:]+)(?:\s[^<>]*?)?(\/?)>/g)) {
    if (end) expect(open.pop()).toBe(name)
    else if (!empty) open.push(name)
  }
  expect(open).toEqual([])
  expect(text.replaceAll(/<\/?[a-zA-Z:?][^<>]*>/g, '')).not.toMatch(/[<>]/)
  expect(NBSP(text)).toContain('&lt;script&gt;')
}
