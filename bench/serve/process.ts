import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { createApp } from '../../src/serve/app.ts'
import { serverOptions } from '../../src/serve/options.ts'
import { serveApp } from '../../src/serve/server.ts'
import { type Published, stampsInMemory } from '../../src/serve/view.ts'
import { feedOptions } from '../../src/sinks/public-feed/options.ts'
import { publicFeedSink } from '../../src/sinks/public-feed/sink.ts'
import { memoryOf } from '../../tests/sinks/public-feed/entries.ts'
import { entries } from '../feed/events.ts'

// A server in a process of its own, `ours|bare`: tells its port, then at each word the processor time it has used.

const NOW = Date.parse('2023-03-01T00:00:00Z')

async function published(): Promise<Published> {
  const feed = feedOptions.parse({ slug: 'bench', title: '마감', maxBytes: 1_100_000, pastDays: 365 })
  const memory = memoryOf()
  const sink = publicFeedSink('bench', feed, memory, () => '')
  for (const entry of entries(760)) await sink.apply({ action: 'create', entry, reason: 'new', why: '' })
  const base = { feed, programmes: [], rows: [...memory.rows.values()], lastGoodRun: null, findings: [] }
  return { bases: [base], unshown: [], changedAt: '2023-03-01T00:00:00Z' }
}

async function ourServer(): Promise<number> {
  const state = await published()
  // The client here asks more than the most that settings allow in a minute.
  const server = { ...serverOptions.parse({ port: 0 }), requestsPerMinute: Number.POSITIVE_INFINITY }
  const app = createApp(
    { current: () => state, stamps: stampsInMemory() },
    {
      server,
      now: () => NOW,
      adminToken: null,
      webhook: null,
      requestSync: null,
      onProblem: (words, error) => process.stderr.write(`${words} ${String(error)}\n`),
    },
  )
  return (await serveApp(app, server)).port
}

/** The same bytes and headers from memory: what Node itself can do. */
async function bareServer(): Promise<number> {
  const port = await ourServer()
  const ask = async (encoding: string) => {
    const answer = await fetch(`http://127.0.0.1:${port}/calendars/bench.ics`, {
      headers: { 'accept-encoding': encoding },
    })
    const headers: Record<string, string> = Object.fromEntries(answer.headers)
    for (const name of ['connection', 'keep-alive', 'date']) delete headers[name]
    const bytes = Buffer.from(await answer.arrayBuffer())
    headers['content-length'] = String(bytes.length)
    return { bytes, headers }
  }
  const plain = await ask('identity')
  const zipped = gzipSync(plain.bytes, { level: 9 })
  const tag = `${plain.headers.etag?.slice(0, -1)}-gzip"`
  const length = String(zipped.length)
  const gzip: typeof plain = {
    bytes: zipped,
    headers: { ...plain.headers, etag: tag, 'content-encoding': 'gzip', 'content-length': length },
  }
  const server = createServer((incoming, outgoing) => {
    const { bytes, headers } = incoming.headers['accept-encoding'] === 'gzip' ? gzip : plain
    if (incoming.headers['if-none-match'] === headers.etag) {
      const { 'content-length': _, 'content-type': __, ...unchanged } = headers
      outgoing.writeHead(304, unchanged).end()
    } else outgoing.writeHead(200, headers).end(bytes)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}

process.on('message', () => process.send?.(process.cpuUsage()))
// Without whoever started it there is nobody to measure it.
process.on('disconnect', () => process.exit(0))
process.send?.(process.argv[2] === 'ours' ? await ourServer() : await bareServer())
