import { Agent, request } from 'node:http'
import { sandboxClock } from '../src/sandbox/clock.ts'
import { heading, paragraph, startNotionSandbox, table } from '../src/sandbox/notion/index.ts'
import type { Benchmark } from './benchmark.ts'
import { against, timed } from './compare.ts'

const PARALLEL = 16

/** What tests on large knowledge bases lean on: how many reads a second the local Notion answers. */
export const sandboxNotion: Benchmark = {
  name: 'sandbox-notion',
  compares:
    'Reading pages and their bodies from the local Notion over HTTP, asker and server in one process; 1,000 pages, 16 connections.',
  async run(setting) {
    const count = setting.quick ? 50 : 4000
    const notion = await startNotionSandbox({ clock: sandboxClock('2026-11-25T00:00:00Z') })
    const { dataSource } = notion.world.database({ title: 'bench', properties: { 이름: 'title' } })
    const body = [heading(2, '사업'), paragraph('설명'), table([['사업명', '기간']])]
    const pages = Array.from({ length: setting.quick ? 50 : 1000 }, (_, index) =>
      notion.world.page({ parent: dataSource, title: `페이지 ${index}`, body }),
    )
    const agent = new Agent({ keepAlive: true, maxSockets: PARALLEL })
    const rate = (path: (page: string) => string) => ({
      name: 'local Notion',
      measure: async () => {
        const ask = (index: number) =>
          get(agent, `${notion.url}/v1/${path(pages[index % pages.length] ?? '')}`, notion.token)
        return (count / (await timed(() => inTurns(count, ask)))) * 1000
      },
    })
    const least = { unit: 'requests/s', limit: 2000, limitName: 'needed by the tests', goal: { atLeast: 1 } }
    try {
      return [
        await against(setting, { what: 'pages read', ours: rate((page) => `pages/${page}`), ...least }),
        await against(setting, {
          what: 'page bodies read',
          ours: rate((page) => `blocks/${page}/children`),
          ...least,
        }),
      ]
    } finally {
      agent.destroy()
      await notion.close()
    }
  },
}

function get(agent: Agent, url: string, token: string): Promise<void> {
  const headers = { authorization: `Bearer ${token}`, 'notion-version': '2026-03-11' }
  return new Promise((resolve, reject) => {
    const sent = request(url, { agent, headers })
    sent.on('error', reject)
    sent.on('response', (answer) => {
      answer.resume()
      answer.on('end', () =>
        answer.statusCode === 200 ? resolve() : reject(new Error(`answered ${answer.statusCode}`)),
      )
    })
    sent.end()
  })
}

/** `count` calls, at most as many at once as there are connections. */
async function inTurns(count: number, call: (index: number) => Promise<void>): Promise<void> {
  let next = 0
  const one = async () => {
    while (next < count) {
      next += 1
      await call(next)
    }
  }
  await Promise.all(Array.from({ length: PARALLEL }, one))
}
