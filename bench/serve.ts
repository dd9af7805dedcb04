import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { Benchmark, BenchSetting, Figure, Goal } from './benchmark.ts'
import { compare } from './compare.ts'
import { load } from './serve/load.ts'
import { pageFigures } from './serve/page.ts'

const CONNECTIONS = 20

/** Answers over a socket, against what Node itself can do with the same bytes; and the page in a browser. */
export const serve: Benchmark = {
  name: 'serve',
  compares:
    'A feed of 1 MB asked for over 20 connections, as 304, as gzip and plain, against a bare `node:http` server that answers the same bytes and headers from memory, one process each: answers per second of the server’s own processor time, which nothing else on the machine disturbs; and a page of 500 calls, its size and its first paint in Chromium.',
  async run(setting) {
    const servers = [await started('ours'), await started('bare')] as const
    try {
      return [...(await answers(setting, servers[0], servers[1])), ...(await pageFigures(setting))]
    } finally {
      for (const { child } of servers) child.kill()
    }
  },
}

async function answers(setting: BenchSetting, ours: Started, bare: Started): Promise<readonly Figure[]> {
  const ms = setting.quick ? 50 : 1_500
  const tags = await Promise.all(
    ['identity', 'gzip'].map(async (encoding) => {
      const answer = await fetch(`http://127.0.0.1:${ours.port}/calendars/bench.ics`, {
        headers: { 'accept-encoding': encoding },
      })
      await answer.arrayBuffer()
      return answer.headers.get('etag') ?? ''
    }),
  )
  const cases: readonly { what: string; headers: string; goal: Goal }[] = [
    {
      what: '304',
      headers: `If-None-Match: ${tags[0]}\r\nCache-Control: no-cache\r\n`,
      goal: { atLeast: 0.6 },
    },
    {
      what: '304 of gzip',
      headers: `Accept-Encoding: gzip\r\nIf-None-Match: ${tags[1]}\r\n`,
      goal: { atLeast: 0.6 },
    },
    { what: '200, gzip', headers: 'Accept-Encoding: gzip\r\n', goal: { atLeast: 0.8 } },
    { what: '200, plain', headers: '', goal: { atLeast: 0.8 } },
  ]
  const figures: Figure[] = []
  for (const { what, headers, goal } of cases) {
    const request = `GET /calendars/bench.ics HTTP/1.1\r\nHost: 127.0.0.1\r\n${headers}\r\n`
    const contender = (name: string, server: Started) => ({
      name,
      async measure() {
        const before = await processorSeconds(server)
        const answered = await load(server.port, request, CONNECTIONS, ms)
        return answered / ((await processorSeconds(server)) - before)
      },
    })
    figures.push(
      await compare(setting, {
        what,
        unit: 'requests/s of processor',
        ours: contender('Magam', ours),
        other: contender('node:http', bare),
        goal,
      }),
    )
  }
  return figures
}

type Started = { readonly child: ChildProcess; readonly port: number }

async function started(way: 'ours' | 'bare'): Promise<Started> {
  const script = join(import.meta.dirname, 'serve', 'process.ts')
  const child = spawn(process.execPath, [script, way], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  const [port] = (await once(child, 'message')) as [number]
  return { child, port }
}

async function processorSeconds({ child }: Started): Promise<number> {
  child.send('cpu')
  const [{ user, system }] = (await once(child, 'message')) as [NodeJS.CpuUsage]
  return (user + system) / 1_000_000
}
