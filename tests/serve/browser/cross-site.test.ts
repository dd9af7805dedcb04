import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { oneLine } from '../../../src/lib/text.ts'
import type { PublicProgramme } from '../../../src/plan/publication.ts'
import { publishFiles } from '../../../src/serve/publish.ts'
import { type RunningServer, serveApp } from '../../../src/serve/server.ts'
import type { OwnerFinding, Published } from '../../../src/serve/view.ts'
import { ADMIN, asked } from '../asking.ts'
import { baseOf, NOW, programmeOf, publishedOf } from '../sample.ts'
import { launch } from './launch.ts'
import { ADDRESSES, PAYLOADS } from './payloads.ts'

/** As many rows as the timeline draws. */
const ROWS = 24
const BENIGN = '알아보기 쉬운 이름'

/** A call with one text in each of its places. */
function callOf(text: string, number: number): PublicProgramme {
  const address = (ADDRESSES[number % ADDRESSES.length] ?? '').replaceAll('#', String(number))
  const closes = `2023-04-${String((number % 28) + 1).padStart(2, '0')}`
  return programmeOf({
    id: `call-${number}`,
    name: oneLine(text),
    hosts: [text],
    partners: [text],
    targets: [text, `${text} 2`],
    fields: [text],
    support: [text],
    links: [text, address, 'https://example.kr/'],
    emails: [text],
    phones: [text],
    background: { heading: text, facts: [{ label: text, text }] },
    closes,
    period: { text, understood: { ko: text, en: text }, kind: 'date', opens: null, closes },
    ...(number % 40 === 39 ? { entries: [] } : {}),
  })
}

function findingOf(text: string, number: number): OwnerFinding {
  return {
    code: 'not-understood',
    place: {
      documentTitle: text,
      documentUrl: number === 0 ? 'https://app.notion.com/p/x' : text,
      tableTitle: text,
      row: number,
    },
    column: text,
    text,
    needsPerson: number % 2 === 0,
    problem: { ko: text, en: text },
    mend: { ko: text, en: text },
  }
}

/** A knowledge base for every 24 texts, so that each of them stands in a timeline, too. */
async function stateOf(texts: readonly string[]): Promise<Published> {
  const bases = Array.from({ length: Math.ceil(texts.length / ROWS) }, (_, n) => {
    const some = texts.slice(n * ROWS, (n + 1) * ROWS)
    const calls = some.map((text, at) => callOf(text, n * ROWS + at))
    const title = (some[0] ?? '').slice(0, 90).trim()
    const options = { slug: `base-${n}`, title, titleEn: title, description: some[1] ?? '' }
    return baseOf(calls, options, { findings: some.map(findingOf) })
  })
  return publishedOf(...(await Promise.all(bases)))
}

const HOSTILE = await stateOf(PAYLOADS)
const HARMLESS = await stateOf(PAYLOADS.map(() => BENIGN))

let browser: Browser
const closing: (() => Promise<unknown>)[] = []
beforeAll(async () => {
  browser = await launch()
})
afterAll(async () => {
  for (const close of closing.reverse()) await close()
  await browser.close()
})

async function served(published: Published): Promise<string> {
  const server: RunningServer = await serveApp(
    asked(published, { server: { publicUrl: 'http://127.0.0.1/' } }).app,
    {
      port: 0,
      host: '127.0.0.1',
    },
  )
  closing.push(() => server.stop(0))
  return `http://127.0.0.1:${server.port}`
}

/** The published folder behind a plain file server. */
async function filed(published: Published): Promise<string> {
  const settings = { publicUrl: 'https://club.github.io/', title: '마감', language: 'ko', now: NOW } as const
  const files = new Map<string, Buffer>()
  for await (const { path, bytes } of publishFiles(published, settings)) files.set(`/${path}`, bytes)
  const types: Readonly<Record<string, string>> = {
    html: 'text/html',
    css: 'text/css',
    js: 'text/javascript',
    svg: 'image/svg+xml',
  }
  const server = createServer((incoming, outgoing) => {
    const { pathname } = new URL(incoming.url ?? '/', 'http://x')
    const name = pathname.endsWith('/') ? `${pathname}index.html` : pathname
    const bytes = files.get(name)
    const type = types[name.split('.').at(-1) ?? ''] ?? 'application/octet-stream'
    outgoing.writeHead(bytes === undefined ? 404 : 200, { 'content-type': type }).end(bytes)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closing.push(async () => server.close())
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** Opens a tab whose `said` holds dialogs, refusals by the policy, errors, and whatever was asked of another host. */
async function tab(script: boolean): Promise<{ page: Page; said: string[] }> {
  const context = await browser.newContext({
    locale: 'ko-KR',
    javaScriptEnabled: script,
    extraHTTPHeaders: { accept: 'text/html', authorization: `Bearer ${ADMIN}` },
  })
  closing.push(() => context.close())
  const page = await context.newPage()
  const said: string[] = []
  page.on('console', (message) => {
    // A page that is not there is what the error page is asked for.
    if (!message.text().includes('404')) said.push(message.text())
  })
  page.on('pageerror', (error) => said.push(error.message))
  page.on('dialog', (dialog) => {
    said.push(`a dialog: ${dialog.message()}`)
    void dialog.dismiss()
  })
  page.on('popup', () => said.push('a window'))
  page.on('request', (request) => {
    if (!request.url().startsWith('http://127.0.0.1:')) said.push(`asked ${request.url()}`)
  })
  return { page, said }
}

/** Everything is opened, pointed at and stepped into. Given as text: the DOM is no part of this programme's types. */
const TOUCH = `
  for (const details of document.querySelectorAll('details')) details.open = true
  for (const element of document.querySelectorAll('body *')) {
    for (const kind of ['mouseover', 'mouseenter', 'pointerenter', 'focus', 'animationstart'])
      element.dispatchEvent(new Event(kind, { bubbles: true }))
  }`

/** Which elements with which attributes there are, where links lead, and which script elements hold anything but data. */
const SHAPE = `({
  kinds: [...new Set([...document.querySelectorAll('*')].flatMap((element) =>
    // Our own script hides what does not fit a question.
    [element.localName, ...[...element.attributes].map(({ name }) => element.localName + ' ' + name)]))]
    .filter((kind) => !kind.endsWith(' hidden')).sort(),
  schemes: [...new Set([...document.links].map(({ protocol }) => protocol))].sort(),
  scripts: [...document.scripts].filter(({ src, type }) => src === '' && type !== 'application/ld+json').length,
  data: [...document.querySelectorAll('[type="application/ld+json"]')].map(({ textContent }) => typeof JSON.parse(textContent)),
})`

type Shape = { kinds: string[]; schemes: string[]; scripts: number; data: string[] }

async function shapeOf(page: Page, url: string): Promise<Shape> {
  await page.goto(url, { waitUntil: 'load' })
  await page.evaluate(TOUCH)
  return page.evaluate<Shape>(SHAPE)
}

const BASES = HOSTILE.bases.map(({ feed }) => feed.slug)
const lines = (texts: readonly string[]) => texts.map(oneLine).sort()

test('there are enough payloads, each of its own', () => {
  expect(PAYLOADS.length).toBeGreaterThanOrEqual(240)
  expect(new Set(PAYLOADS).size).toBe(PAYLOADS.length)
})

test.each([true, false])(
  'page, months, timeline, owner and error page, with script %s, hold texts and nothing else',
  async (script) => {
    const [hostile, harmless] = await Promise.all([served(HOSTILE), served(HARMLESS)])
    const { page, said } = await tab(script)
    const question = encodeURIComponent(PAYLOADS.slice(0, 1).join('').slice(0, 100))
    const each = ['/', '/owner', `/?q=${question}&field=${question}&host=${question}`, `/${question}`]
    const harmlessShapes = new Map<string, Shape>()
    for (const path of [...each, '/calendars/base-0']) {
      const benign = path.replaceAll(question, encodeURIComponent(BENIGN))
      harmlessShapes.set(path, await shapeOf(page, harmless + benign))
    }
    // Without the script only some of the bases: what is drawn is the same.
    const bases = (script ? BASES : BASES.slice(0, 2)).map((slug) => `/calendars/${slug}`)
    for (const path of [...each, ...bases]) {
      const known = harmlessShapes.get(path) ?? harmlessShapes.get('/calendars/base-0')
      const shape = await shapeOf(page, hostile + path)
      expect([path, shape.kinds.filter((kind) => !known?.kinds.includes(kind))]).toEqual([path, []])
      expect([path, shape.scripts, shape.data]).toEqual([path, 0, known?.data])
      expect(['http:', 'https:', 'webcal:', 'mailto:', 'tel:']).toEqual(expect.arrayContaining(shape.schemes))
    }
    await page.goto(`${hostile}/?lang=ko`)
    const names = await page.locator('.row .name, .undated .name').allTextContents()
    expect(names.sort()).toEqual(
      lines(HOSTILE.bases.flatMap(({ programmes }) => programmes).map(({ name }) => name)),
    )
    await page.goto(`${hostile}/owner`)
    const quoted = await page.locator('blockquote').allTextContents()
    expect(quoted.map(oneLine).sort()).toEqual(lines(PAYLOADS))
    expect(said).toEqual([])
  },
)

test.each([true, false])('the static files, with script %s, hold texts and nothing else', async (script) => {
  const [hostile, harmless] = await Promise.all([filed(HOSTILE), filed(HARMLESS)])
  const { page, said } = await tab(script)
  const more = ['/en/', `/calendars/${BASES[0]}/`, `/?q=${encodeURIComponent(PAYLOADS[2] ?? '')}`]
  for (const path of ['/', '/404.html', ...(script ? more : [])]) {
    const known = await shapeOf(page, harmless + path.replace(/\?.*/, ''))
    const shape = await shapeOf(page, hostile + path)
    expect([path, shape.kinds.filter((kind) => !known.kinds.includes(kind))]).toEqual([path, []])
    expect([path, shape.scripts, shape.data]).toEqual([path, 0, known.data])
  }
  expect(said).toEqual([])
})

test('what the script does with texts, searching and copying, runs none of them', async () => {
  const { page, said } = await tab(true)
  await page.goto(`${await served(HOSTILE)}/?lang=ko#"><img src=x onerror=alert(1)>`)
  for (const payload of [PAYLOADS[0], PAYLOADS[40], PAYLOADS[120], PAYLOADS.at(-1)]) {
    await page.getByLabel('검색').fill((payload ?? '').slice(0, 120))
    await page.evaluate(TOUCH)
  }
  await page.locator('[name=field]').selectOption({ index: 3 })
  await page.getByRole('link', { name: 'English' }).click()
  await page.evaluate(TOUCH)
  expect(said).toEqual([])
})

test('one entry and the feed, are never a page to a browser', async () => {
  const { get } = asked(HOSTILE)
  const ids = HOSTILE.bases
    .flatMap(({ programmes }) => programmes.flatMap(({ entries }) => entries))
    .map(({ id }) => id)
  for (const path of ['/calendar.ics', ...ids.slice(0, 20).map((id) => `/entries/${id}.ics`)]) {
    const { status, headers } = await get(path, { accept: 'text/html' })
    expect([status, headers.get('content-type'), headers.get('x-content-type-options')]).toEqual([
      200,
      'text/calendar; charset=utf-8',
      'nosniff',
    ])
  }
})
