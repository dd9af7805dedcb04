import { brotliCompressSync, constants } from 'node:zlib'
import type { PublicProgramme } from '../../src/plan/publication.ts'
import { createApp } from '../../src/serve/app.ts'
import { serverOptions } from '../../src/serve/options.ts'
import { serveApp } from '../../src/serve/server.ts'
import { stampsInMemory } from '../../src/serve/view.ts'
import { launch } from '../../tests/serve/browser/launch.ts'
import { baseOf, CALLS, NOW, programmeOf, publishedOf } from '../../tests/serve/sample.ts'
import type { BenchSetting, Figure } from '../benchmark.ts'
import { against } from '../compare.ts'

const KILOBYTE = 1000

/** A page of 500 calls: the bytes it takes, and how soon something of it is seen. */
export async function pageFigures(setting: BenchSetting): Promise<readonly Figure[]> {
  const count = setting.quick ? 20 : 500
  const state = publishedOf(await baseOf(calls(count)))
  const server = serverOptions.parse({ port: 0, requestsPerMinute: 1_000_000 })
  const app = createApp(
    { current: () => state, stamps: stampsInMemory() },
    { server, now: () => NOW, adminToken: null, webhook: null, requestSync: null, onProblem: () => {} },
  )
  const running = await serveApp(app, server)
  const browser = await launch()
  const address = `http://127.0.0.1:${running.port}/?lang=ko`
  try {
    return [
      await against(setting, {
        what: `page of ${count} calls, with style and script, as Brotli`,
        unit: 'kB',
        ours: { name: 'page', measure: () => pageSize(address) },
        limit: 100,
        limitName: 'the limit',
      }),
      await against(setting, {
        what: `first paint of a page of ${count} calls`,
        unit: 'ms',
        ours: {
          name: 'Chromium, nothing cached',
          measure: async () => {
            const context = await browser.newContext()
            const page = await context.newPage()
            await page.goto(address)
            const paint = await page.evaluate<number>(
              "performance.getEntriesByName('first-contentful-paint')[0].startTime",
            )
            await context.close()
            return paint
          },
        },
        limit: 300,
        limitName: 'the limit',
      }),
    ]
  } finally {
    await browser.close()
    await running.stop(0)
  }
}

async function pageSize(address: string): Promise<number> {
  const html = await bytesOf(address)
  const parts = [...html.toString().matchAll(/(?:href|src)="([^"]*(?:page|fonts|theme)\.[^"]*)"/g)]
  const others = await Promise.all(parts.map(([, path = '']) => bytesOf(new URL(path, address).href)))
  const sizes = [html, ...others].map((bytes) => {
    const params = { [constants.BROTLI_PARAM_QUALITY]: 9 }
    return brotliCompressSync(bytes, { params }).length
  })
  return sizes.reduce((sum, size) => sum + size, 0) / KILOBYTE
}

async function bytesOf(address: string): Promise<Buffer> {
  return Buffer.from(await (await fetch(address)).arrayBuffer())
}

/** The sample's calls again and again, each with a name and a day of its own. */
function calls(count: number): readonly PublicProgramme[] {
  const dated = CALLS.filter(({ entries }) => entries.length > 0)
  return Array.from({ length: count }, (_, n) => {
    const {
      name = '',
      hosts,
      partners,
      targets,
      fields,
      support,
      links,
      emails,
      phones,
    } = dated[n % dated.length] ?? {}
    const day = new Date(NOW + ((n % 120) + 1) * 86_400_000).toISOString().slice(0, 10)
    const parts = { hosts, partners, targets, fields, support, links, emails, phones }
    return programmeOf({
      ...(parts as PublicProgramme),
      id: `call-${n}`,
      name: `${name} ${n}차`,
      closes: `${day}T18:00+09:00`,
    })
  })
}
