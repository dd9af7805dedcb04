import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { publishFiles } from '../../../src/serve/publish.ts'
import { serveApp } from '../../../src/serve/server.ts'
import type { Published } from '../../../src/serve/view.ts'
import { ADMIN, asked } from '../asking.ts'
import { baseOf, CALLS, NOW, programmeOf, publishedOf } from '../sample.ts'
import { launch } from './launch.ts'

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js')
const SAMPLE = publishedOf(await baseOf(CALLS))

let browser: Browser
beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser.close())

// What runs inside the browser is given as text: the DOM is no part of this programme's types.
const OPEN_ALL = "for (const details of document.querySelectorAll('details')) details.open = true"

const open: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close()
})

/** A page of a server on the given state. `said` holds console errors, page errors and refusals by the policy. */
async function visit(path: string, options: BrowserContextOptions = {}, published: Published = SAMPLE) {
  const shown = asked(published, { server: { publicUrl: 'http://127.0.0.1/' } })
  const server = await serveApp(shown.app, { port: 0, host: '127.0.0.1' })
  open.push(() => server.stop(0))
  const context = await browser.newContext({ locale: 'ko-KR', ...options })
  open.push(() => context.close())
  const page = await context.newPage()
  const said: string[] = []
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) said.push(message.text())
  })
  page.on('pageerror', (error) => said.push(error.message))
  page.on('dialog', (dialog) => {
    said.push(`a dialog: ${dialog.message()}`)
    void dialog.dismiss()
  })
  await page.goto(`http://127.0.0.1:${server.port}${path}`)
  return { page, said, root: `http://127.0.0.1:${server.port}` }
}

const names = (page: Page) => page.locator('.row:visible .name').allInnerTexts()

async function violations(page: Page): Promise<string[]> {
  await page.addScriptTag({ path: AXE })
  return page.evaluate(`
    axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })
      .then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html).join(' | ')))
  `)
}

describe('accessibility', () => {
  test.each<[string, string, BrowserContextOptions]>([
    ['light', '/?lang=ko', { viewport: { width: 1280, height: 900 } }],
    ['dark', '/?lang=en', { colorScheme: 'dark', viewport: { width: 1280, height: 900 } }],
    ['phone', '/?lang=ko', { viewport: { width: 390, height: 844 }, hasTouch: true }],
    ['404', '/nothing', {}],
    ['for the owner', '/owner', {}],
  ])('the page, %s with everything opened, has no violation', async (_, path, options) => {
    const { page } = await visit(path, {
      ...options,
      bypassCSP: true,
      extraHTTPHeaders: { accept: 'text/html', authorization: `Bearer ${ADMIN}` },
    })
    await page.evaluate(OPEN_ALL)
    expect(await violations(page)).toEqual([])
  })

  test('two knowledge bases and a filter in use, have no violation', async () => {
    const two = publishedOf(
      await baseOf(CALLS),
      await baseOf([programmeOf({ name: '다른 공고' })], { slug: 'other', title: '다른 마감' }),
    )
    const { page } = await visit('/?field=AI&open=1', { bypassCSP: true }, two)
    expect(await violations(page)).toEqual([])
  })

  test('many knowledge bases, folded and opened, have no violation and no width of their own', async () => {
    const one = (n: number) =>
      baseOf([programmeOf({ name: `공고 ${n}` })], { slug: `kb-${n}`, title: `마감 ${n}` })
    const many = publishedOf(...(await Promise.all(Array.from({ length: 40 }, (_, n) => one(n)))))
    const { page } = await visit('/', { bypassCSP: true, viewport: { width: 320, height: 640 } }, many)
    expect(await violations(page)).toEqual([])
    await page.getByText('캘린더 40개').click()
    expect(await page.getByRole('link', { name: '마감 39' }).isVisible()).toBe(true)
    expect(await violations(page)).toEqual([])
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320)
    const folded = "document.querySelector('.folded')"
    expect(await page.evaluate(`${folded}.scrollWidth <= ${folded}.clientWidth`)).toBe(true)
  })

  test('the keyboard alone, skips to the list, opens a call and comes to its link', async () => {
    const { page } = await visit('/')
    await page.keyboard.press('Tab')
    expect(await page.locator(':focus').innerText()).toBe('마감 목록으로 건너뛰기')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Tab')
    expect(await page.locator(':focus').evaluate((element) => element.tagName)).toBe('SUMMARY')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Tab')
    expect(await page.locator(':focus').innerText()).toContain('공고 보기')
  })

  test('the narrowest phone, scrolls in one direction only', async () => {
    const { page } = await visit('/', { viewport: { width: 320, height: 640 } })
    await page.evaluate(OPEN_ALL)
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320)
  })
})

describe('with the script', () => {
  test('a search and a filter, act as one types and stand in the address', async () => {
    const { page, said } = await visit('/')
    expect(await names(page)).toHaveLength(9)
    await page.getByLabel('검색').fill('삼성금융')
    expect(await names(page)).toEqual(['제4회 삼성금융 Open Collaboration'])
    expect(await page.getByRole('status').innerText()).toBe('전체 11건 가운데 1건')
    expect(new URL(page.url()).searchParams.get('q')).toBe('삼성금융')
    await page.getByRole('link', { name: '조건 지우기' }).click()
    await page.locator('[name=field]').selectOption('AI')
    expect(await names(page)).toEqual([
      '서울 AI 허브 입주기업 모집',
      '2023 Weconomy Startup Challenge 참여 스타트업 모집',
    ])
    await page.getByLabel('검색').fill('없는 낱말')
    expect(await page.getByText('조건에 맞는 공고가 없습니다.').isVisible()).toBe(true)
    expect(await page.getByRole('heading', { name: '접수 기간' }).isVisible()).toBe(false)
    expect(said).toEqual([])
  })

  test('what the script shows, is what the server answers to the same question', async () => {
    const { page, root } = await visit('/?lang=ko')
    const queries = [
      'field=AI',
      'field=바이오&open=1',
      'host=창업진흥원',
      'q=융합',
      'q=AI',
      'q=10월',
      'open=1&q=PoC',
      'q=융합 아트',
      'q=ai 서울',
      'q=weco',
    ]
    for (const query of queries) {
      const html = await (await fetch(`${root}/?lang=ko&${encodeURI(query)}`)).text()
      const answered = html
        .split('<li class="row')
        .slice(1)
        .map((row) => /class="name" lang="ko">([^<]*)/.exec(row)?.[1])
      const shown = await page.evaluate(`(() => {
        const form = document.querySelector('form')
        form.reset()
        for (const [name, value] of new URLSearchParams(${JSON.stringify(query)})) {
          const field = form.elements.namedItem(name)
          if (field.type === 'checkbox') field.checked = true
          else field.value = value
        }
        form.dispatchEvent(new Event('input', { bubbles: true }))
        return [...document.querySelectorAll('.row:not([hidden]) .name')].map(({ textContent }) => textContent)
      })()`)
      expect({ query, shown }).toEqual({ query, shown: answered })
    }
  })

  test('a letter that is being put together, does not empty the list', async () => {
    const { page } = await visit('/')
    const typed = (value: string, event: string) =>
      page.evaluate(`(() => {
        document.querySelector('[name=q]').value = ${JSON.stringify(value)}
        document.querySelector('[name=q]').dispatchEvent(${event})
      })()`)
    const composing = "new InputEvent('input', { bubbles: true, isComposing: true })"
    const [both, one] = [
      ['제4회 삼성금융 Open Collaboration', '2023 Weconomy Startup Challenge 참여 스타트업 모집'],
      ['제4회 삼성금융 Open Collaboration'],
    ]
    for (const [value, found] of [
      ['삼', both],
      ['삼ㅅ', both],
      ['삼서', both],
      ['삼성', one],
    ] as const) {
      await typed(value, composing)
      expect([value, await names(page)]).toEqual([value, found])
    }
    await typed('삼ㅅ', "new CompositionEvent('compositionend', { bubbles: true })")
    expect(await names(page)).toEqual([])
  })

  test('a page that was left open over midnight in Korea, is fetched again when it is looked at', async () => {
    const { page } = await visit('/')
    const loads: string[] = []
    page.on('load', () => loads.push(page.url()))
    const look = () => page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    await look()
    expect(loads).toEqual([])
    await page.clock.setFixedTime('2099-01-01T00:00:00+09:00')
    const loaded = page.waitForEvent('load')
    await look()
    await loaded
    await look()
    await page.evaluate('new Promise((done) => requestAnimationFrame(done))')
    expect(loads).toHaveLength(1)
  })

  test('the theme, changes, is told and is kept', async () => {
    const { page, said, root } = await visit('/', { colorScheme: 'light' })
    const paper = () => page.evaluate('getComputedStyle(document.documentElement).backgroundColor')
    const light = await paper()
    const button = page.getByRole('button', { name: '밝기 바꾸기' })
    await button.click()
    expect(await button.getAttribute('aria-pressed')).toBe('true')
    const dark = await paper()
    expect(dark).not.toBe(light)
    await page.goto(`${root}/?lang=en`)
    expect(await paper()).toBe(dark)
    expect(said).toEqual([])
  })

  test('the address, is copied and says so', async () => {
    const { page } = await visit('/', { permissions: ['clipboard-read', 'clipboard-write'] })
    await page.getByRole('button', { name: '주소 복사' }).click()
    await page.getByRole('button', { name: '복사했습니다' }).waitFor()
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe('http://127.0.0.1/calendar.ics')
  })

  test('a day of the calendar, opens the call that closes then', async () => {
    const { page } = await visit('/')
    await page.locator('.month a').filter({ hasText: '14' }).click()
    expect(await page.locator('details[open] .name').innerText()).toBe(
      '2023 Weconomy Startup Challenge 참여 스타트업 모집',
    )
  })

  test('the other language, keeps the filter', async () => {
    const { page } = await visit('/')
    await page.locator('[name=field]').selectOption('AI')
    await page.getByText('골라서 받기').click()
    const feed = page.getByRole('link', { name: '지금 고른 조건: 주소' })
    const google = page.getByRole('link', { name: '지금 고른 조건: Google' })
    expect(await feed.getAttribute('href')).toBe('http://127.0.0.1/calendar.ics?field=AI')
    expect(await google.getAttribute('href')).toBe(
      `https://calendar.google.com/calendar/r?cid=${encodeURIComponent('webcal://127.0.0.1/calendar.ics?field=AI')}`,
    )
    await page.getByLabel('검색').fill('없는 낱말')
    expect(await feed.isVisible()).toBe(false)
    await page.getByLabel('검색').fill('')
    expect(await feed.isVisible()).toBe(true)
    await page.getByRole('link', { name: 'English' }).click()
    expect(await page.locator('html').getAttribute('lang')).toBe('en')
    expect(await page.locator('[name=field]').inputValue()).toBe('AI')
    expect(await names(page)).toHaveLength(2)
  })
})

describe('without the script', () => {
  const still = { javaScriptEnabled: false }

  test('everything, can be read, filtered and cleared by form and link', async () => {
    const { page } = await visit('/', still)
    expect(await names(page)).toHaveLength(9)
    expect(await page.getByRole('button').allInnerTexts()).toEqual(['적용'])
    await page.locator('[name=host]').selectOption('창업진흥원')
    await page.getByRole('button', { name: '적용' }).click()
    await page.waitForURL(/host=/)
    expect(await names(page)).toEqual(['초기창업패키지 창업기업 모집'])
    await page.locator('.row summary').click()
    expect(await page.locator('.row').getByText('창업 3년 이내 기업').isVisible()).toBe(true)
    await page.getByRole('link', { name: '조건 지우기' }).click()
    expect(await names(page)).toHaveLength(9)
  })

  test('the calendar, turns to the next month by link', async () => {
    const { page } = await visit('/', still)
    await page.getByRole('link', { name: '다음 달 →' }).click()
    expect(await page.locator('.month caption').allInnerTexts()).toEqual(['2023년 4월', '2023년 5월'])
  })

  test('printed, the page drops what can only be pressed', async () => {
    const { page, said } = await visit('/', { ...still, reducedMotion: 'reduce' })
    await page.emulateMedia({ media: 'print' })
    expect(await page.locator('.filters').isVisible()).toBe(false)
    expect(said).toEqual([])
  })
})

describe('static files', () => {
  const TYPES: Readonly<Record<string, string>> = {
    html: 'text/html',
    css: 'text/css',
    js: 'text/javascript',
    svg: 'image/svg+xml',
    woff2: 'font/woff2',
  }

  /** The published files behind a plain file server, below a path as on GitHub Pages. */
  async function visitFiles(path: string, options: BrowserContextOptions = {}) {
    const files = new Map<string, Buffer>()
    const settings = {
      publicUrl: 'https://club.github.io/deadlines/',
      title: '마감',
      language: 'ko',
      now: NOW,
    } as const
    for await (const { path: name, bytes } of publishFiles(SAMPLE, settings))
      files.set(`/deadlines/${name}`, bytes)
    const server = createServer((incoming, outgoing) => {
      const { pathname } = new URL(incoming.url ?? '/', 'http://x')
      const name = pathname.endsWith('/') ? `${pathname}index.html` : pathname
      const bytes = files.get(name)
      const type = TYPES[name.split('.').at(-1) ?? ''] ?? 'text/plain'
      outgoing.writeHead(bytes === undefined ? 404 : 200, { 'content-type': type }).end(bytes)
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    open.push(async () => server.close())
    const context = await browser.newContext(options)
    open.push(() => context.close())
    const page = await context.newPage()
    const said: string[] = []
    page.on('console', (message) => said.push(message.text()))
    const root = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    await page.goto(`${root}/deadlines/${path}`)
    return { page, said }
  }

  test('the page, filters by the script also from its address, and leads to the other language', async () => {
    const { page, said } = await visitFiles('?field=AI')
    expect(await names(page)).toHaveLength(2)
    await page.getByRole('link', { name: 'English' }).click()
    await page.waitForURL('**/deadlines/en/?field=AI')
    expect(await names(page)).toHaveLength(2)
    expect(said).toEqual([])
  })

  test('without the script, everything is there but the form that could not be answered', async () => {
    const { page } = await visitFiles('', { javaScriptEnabled: false })
    expect(await names(page)).toHaveLength(9)
    expect(await page.getByRole('search').isVisible()).toBe(false)
  })
})
