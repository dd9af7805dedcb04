import { sandboxClock } from '../src/sandbox/clock.ts'
import { type NotionSandbox, startNotionSandbox, table } from '../src/sandbox/notion/index.ts'
import { type NotionOptions, notionSource, type SourceMemory } from '../src/sources/notion/index.ts'
import type { Benchmark, Figure } from './benchmark.ts'

const PER_SECOND = 200
const ROWS = 10

/** How near the reader comes to the fewest requests and to the rate that Notion allows, and what it holds meanwhile. */
export const notion: Benchmark = {
  name: 'notion',
  compares:
    'A first reading of 1,000 pages with a table of 10 rows each from the sandbox, against the fewest requests the block API allows (lists of 100 pages, one list of children a page and one a table) and against a limit of 200 requests a second in place of Notion’s 3, so that a round takes seconds. Live memory is measured once, on 10,000 pages (100,000 rows), without a limit.',
  async run(setting) {
    const pages = setting.quick ? 20 : 1_000
    const rounds: Reading[] = []
    for (let round = setting.quick ? 1 : 0; round <= setting.rounds; round += 1) {
      const reading = await atTheLimit(pages)
      setting.progress(
        `${reading.requests} requests, ${reading.rate.toFixed(1)} a second, ${reading.refused} refused`,
      )
      if (round > 0) rounds.push(reading)
    }
    const held = await heldWhileReading(setting.quick ? 200 : 10_000)
    const figure = (
      what: string,
      unit: string,
      values: readonly number[],
      limit: number,
      limitName: string,
      goal: Figure['goal'],
    ): Figure => ({
      what,
      unit,
      ours: { name: 'reader', values },
      other: { name: limitName, values: values.map(() => limit) },
      goal: setting.quick ? null : goal,
    })
    const of = (key: keyof Reading) => rounds.map((one) => one[key])
    const fewest = Math.ceil(pages / 100) + 2 * pages
    return [
      figure('rate of a first reading', 'requests/s', of('rate'), PER_SECOND, 'allowed', { atLeast: 0.95 }),
      figure('requests of a first reading', 'requests', of('requests'), fewest, 'the fewest possible', {
        atMost: 1.02,
      }),
      figure(
        '429 after the first second, and one',
        '429',
        of('refused').map((count) => count + 1),
        1,
        'none, and one',
        { atMost: 1 },
      ),
      figure('live memory while reading 100,000 rows', 'MB', [held], 32, 'allowed', { atMost: 1 }),
    ]
  },
}

type Reading = { readonly requests: number; readonly rate: number; readonly refused: number }

async function atTheLimit(pages: number): Promise<Reading> {
  const rate = { perSecond: PER_SECOND, burst: (PER_SECOND * 10) / 3 }
  const sandbox = await startNotionSandbox({ clock: sandboxClock('2026-11-25T00:00:00Z'), rate })
  try {
    const source = notionSource(options(sandbox, fill(sandbox, pages), PER_SECOND * 60), nowhere())
    globalThis.gc?.()
    const started = performance.now()
    const { requests } = await source.read({ now: '2026-11-25T01:00:00Z', full: false })
    const seconds = (performance.now() - started) / 1_000
    const refused = sandbox.server.requests.filter(
      ({ status, number }) => status === 429 && number > PER_SECOND,
    ).length
    return { requests, rate: requests / seconds, refused }
  } finally {
    await sandbox.close()
  }
}

/** MB by which live memory rises above what it was before, at its highest; the sandbox's own world is there before. */
async function heldWhileReading(pages: number): Promise<number> {
  const sandbox = await startNotionSandbox({ clock: sandboxClock('2026-11-25T00:00:00Z') })
  const live = () => {
    sandbox.server.forgetRequests()
    globalThis.gc?.()
    return process.memoryUsage().heapUsed / 2 ** 20
  }
  try {
    const source = notionSource(options(sandbox, fill(sandbox, pages), 60_000_000), nowhere())
    const read = (onProgress: () => void) =>
      source.read({ now: '2026-11-25T01:00:00Z', full: false, onProgress })
    // The first time, the sandbox fills memory of its own.
    await read(() => {})
    const before = live()
    let highest = before
    let steps = 0
    await read(() => {
      steps += 1
      if (steps % Math.ceil(pages / 20) === 0) highest = Math.max(highest, live())
    })
    return highest - before
  } finally {
    await sandbox.close()
  }
}

function fill({ world }: NotionSandbox, pages: number): string {
  const base = world.database({ title: 'bench', properties: { Name: 'title' } })
  const rows = Array.from({ length: ROWS }, (_, row) => [
    `사업 ${row}`,
    `2026.12.${row + 10}(목) 18:00까지`,
    'https://example.kr',
  ])
  for (let page = 0; page < pages; page += 1) {
    world.page({
      parent: base.dataSource,
      title: `page ${page}`,
      body: [table([['사업명', '접수기간', '링크'], ...rows])],
    })
  }
  return base.id
}

function options({ url, token }: NotionSandbox, database: string, requestsPerMinute: number): NotionOptions {
  return {
    database,
    comments: false,
    writeBack: false,
    requestsPerMinute,
    listEveryMinutes: 60,
    fullEveryHours: 24,
    token,
    baseUrl: url,
    statusProperty: null,
  }
}

/** A memory that keeps nothing: what is measured is the reading. */
function nowhere(): SourceMemory {
  return {
    value: async () => null,
    putValue: async () => true,
    documentStamps: async () => new Map(),
    async *documents() {},
    putDocuments: async () => {},
    dropDocuments: async () => {},
  }
}
