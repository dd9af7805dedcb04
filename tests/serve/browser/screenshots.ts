import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { BrowserContextOptions } from 'playwright-core'
import { launch } from './launch.ts'

// Takes the README's pictures of a page that is being served, and draws the card that links to it are shown with:
// `npm start` in one shell, `node tests/serve/browser/screenshots.ts http://127.0.0.1:8080/` in another.

const ROOT = join(import.meta.dirname, '..', '..', '..')
const IMAGES = join(ROOT, 'docs', 'img')
const address = process.argv[2] ?? 'http://127.0.0.1:8080/'

const VIEWS: Readonly<Record<string, BrowserContextOptions & { readonly query: string }>> = {
  'page-light': { viewport: { width: 1280, height: 1000 }, query: '?lang=ko' },
  'page-dark': { viewport: { width: 1280, height: 1000 }, colorScheme: 'dark', query: '?lang=en' },
  'page-phone': {
    viewport: { width: 390, height: 844 },
    deviceScaleFactor: 2,
    isMobile: true,
    query: '?lang=ko',
  },
  'page-phone-dark': {
    viewport: { width: 390, height: 844 },
    deviceScaleFactor: 2,
    isMobile: true,
    colorScheme: 'dark',
    query: '?lang=ko#list',
  },
}

const CARD = `
  <style>
    html { width: 1200px; height: 630px; background: #faf9f6; color: #1c1b19; }
    body { max-width: none; padding: 0 96px; height: 630px; display: grid; align-content: center; gap: 28px; }
    .seal { width: 132px; height: 132px; border-radius: 36px; font-size: 72px; }
    h1 { font-size: 92px; } p { font-size: 38px; color: #5d5a54; }
  </style>
  <span class="seal">마</span><h1>마감을 바르게 지킵니다</h1><p>Magam keeps deadlines right: page, calendar, feed.</p>`

const browser = await launch()
mkdirSync(IMAGES, { recursive: true })
for (const [name, { query, ...options }] of Object.entries(VIEWS)) {
  const context = await browser.newContext({ locale: 'ko-KR', reducedMotion: 'reduce', ...options })
  const page = await context.newPage()
  await page.goto(new URL(query, address).href)
  await page.evaluate('document.fonts.ready.then(() => {})')
  await page.screenshot({ path: join(IMAGES, `${name}.png`) })
  await context.close()
}
const context = await browser.newContext({ viewport: { width: 1200, height: 630 }, bypassCSP: true })
const page = await context.newPage()
await page.goto(address)
await page.evaluate(`document.body.innerHTML = ${JSON.stringify(CARD)}`)
await page.evaluate('document.fonts.ready.then(() => {})')
await page.screenshot({ path: join(ROOT, 'src', 'serve', 'assets', 'card.png') })
await browser.close()
