import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { Benchmark, BenchSetting, Figure } from './benchmark.ts'
import type { Flood, Flooded, Release, Slow } from './flood/clients.ts'
import { type Service, startedService } from './flood/service.ts'

const PAGES = 100
const REQUESTS = 2_000
const AT_ONCE = 64
const SLOW_CLIENTS = 200
const P99_MS = 250
/** What a request may take where the last of all that came at once must be answered in time, whatever else the machine does. */
const PER_REQUEST = P99_MS / AT_ONCE

/** What a flood of requests does to everyone else: a real `magam serve`, its memory, its sync and its other clients. */
export const flood: Benchmark = {
  name: 'flood',
  compares:
    'A real `magam serve` with 500 calls on 100 pages, started anew for each round, flooded by a process of clients: 2,000 requests, 64 at once, over every public address, each from a client address of its own; the same with a made-up question in each, so that nothing drawn before fits; a run that reads every page anew meanwhile; and 200 clients that send a header line a second and never end their request. Against the limits that were promised.',
  async run(setting) {
    const rounds: Round[] = []
    for (let number = setting.quick ? 1 : 0; number <= setting.rounds; number += 1) {
      const one = await round(setting)
      setting.progress(number === 0 ? 'warm' : `round ${number} of ${setting.rounds}`)
      if (number > 0) rounds.push(one)
    }
    const figure = (what: string, unit: string, key: keyof Round, limit: number): Figure => ({
      what,
      unit,
      ours: { name: 'Magam', values: rounds.map((one) => one[key]) },
      other: { name: 'the limit', values: rounds.map(() => limit) },
      goal: setting.quick ? null : { atMost: 1 },
    })
    return [
      figure('2,000 requests, 64 at once: p99', 'ms', 'known', P99_MS),
      figure('each of them: the server’s own processor time', 'ms', 'cost', PER_REQUEST),
      figure('resident memory gained by them, at its highest', 'MB', 'memory', 50),
      figure('2,000 made-up questions, 64 at once: p99', 'ms', 'madeUp', P99_MS),
      figure('each made-up question: the server’s own processor time', 'ms', 'costMadeUp', PER_REQUEST),
      figure('resident memory gained by both, at its highest', 'MB', 'memoryMadeUp', 50),
      figure('a run under way during a flood: delay', 'ms', 'delay', 1_000),
      figure('a run under way during made-up questions: delay', 'ms', 'delayMadeUp', 1_000),
      figure('`/healthz` beside 200 slow clients: p99', 'ms', 'health', 100),
    ]
  },
}

type Round = {
  readonly known: number
  readonly memory: number
  readonly cost: number
  readonly madeUp: number
  readonly memoryMadeUp: number
  readonly costMadeUp: number
  readonly delay: number
  readonly delayMadeUp: number
  readonly health: number
}

async function round({ quick, progress }: BenchSetting): Promise<Round> {
  const service = await startedService(quick ? 4 : PAGES)
  const clients = fork(join(import.meta.dirname, 'flood', 'clients.ts'))
  const count = quick ? 100 : REQUESTS
  const { port } = service
  const order = (paths: readonly string[]): Flood => ({ kind: 'flood', port, paths, count, atOnce: AT_ONCE })
  try {
    const addresses = await publicAddresses(port)
    const quiet = Math.min(await service.sync(), await service.sync())
    // Each address once in each encoding: what every reader costs is no flood.
    await told<Flooded>(clients, { ...order(addresses), count: addresses.length * 3, atOnce: 1 })
    const before = service.memory()
    const gained = async (flood: Flood) => {
      service.forgetPeak()
      const worked = await service.processorMs()
      const answers = await told<Flooded>(clients, flood)
      const memory = service.peak() - before
      progress(`${JSON.stringify(answers)}, +${memory.toFixed(1)} MB`)
      const cost = ((await service.processorMs()) - worked) / flood.count
      return { p99: answers.p99, memory: Math.max(memory, 0), cost }
    }
    const known = await gained(order(addresses))
    const madeUp = await gained(order(MADE_UP))
    const delay = (await syncDuring(service, clients, order(addresses))) - quiet
    const delayMadeUp = (await syncDuring(service, clients, order(MADE_UP))) - quiet
    progress(`a run: ${quiet.toFixed(0)} ms, +${delay.toFixed(0)}, +${delayMadeUp.toFixed(0)}`)
    await told(clients, { kind: 'slow', port, clients: SLOW_CLIENTS })
    const healthy = await told<Flooded>(clients, { ...order(['/healthz']), count: count / 2, atOnce: 4 })
    await told(clients, { kind: 'release' })
    const positive = (ms: number) => Math.max(ms, 0)
    return {
      known: known.p99,
      memory: known.memory,
      cost: known.cost,
      madeUp: madeUp.p99,
      memoryMadeUp: madeUp.memory,
      costMadeUp: madeUp.cost,
      delay: positive(delay),
      delayMadeUp: positive(delayMadeUp),
      health: healthy.p99,
    }
  } finally {
    clients.kill()
    await service.close()
  }
}

async function syncDuring(service: Service, clients: ChildProcess, order: Flood): Promise<number> {
  const [ms] = await Promise.all([service.sync(), told(clients, order)])
  return ms
}

async function told<Answer>(clients: ChildProcess, order: Flood | Slow | Release): Promise<Answer> {
  clients.send(order)
  const [answer] = (await once(clients, 'message')) as [Answer]
  return answer
}

/** Every address that strangers can ask: documents, an entry, assets, what watches, and what is not there. */
async function publicAddresses(port: number): Promise<readonly string[]> {
  const text = async (path: string) => (await fetch(`http://127.0.0.1:${port}${path}`)).text()
  const assets = [...(await text('/')).matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map(
    ([, path = '']) => path,
  )
  const [, entry = ''] = /UID:(\w+)@/.exec(await text('/calendar.ics')) ?? []
  return [
    '/',
    '/?lang=en',
    '/?month=2027-01',
    '/?field=AI&open=1',
    '/calendars/bench',
    '/calendar.ics',
    '/calendar.ics?field=AI',
    '/history.ics',
    '/calendars/bench.ics',
    '/calendars/bench/history.ics',
    `/entries/${entry}.ics`,
    '/programmes.json',
    '/feed.atom',
    '/feed.atom?lang=en',
    ...assets,
    '/favicon.svg',
    '/robots.txt',
    '/healthz',
    '/readyz',
    '/metrics',
    '/owner',
    '/nothing',
    '/private/made-up/bench.ics',
  ]
}

/** `#` is another number each time. */
const MADE_UP = [
  '/?q=#',
  '/?field=AI&field=#',
  '/?open=1&host=#&host=주관기관',
  '/?lang=en&x=#',
  '/calendar.ics?field=#',
  '/calendar.ics?field=AI&field=#',
  '/calendars/bench.ics?q=#',
  '/calendars/bench?target=기업&target=#',
  '/calendars/bench/#.ics',
  '/entries/#.ics',
  '/private/#/bench.ics',
  '/#',
].map((path) => encodeURI(path).replaceAll('%23', '#'))
