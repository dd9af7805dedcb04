import type { Entry } from '../src/plan/entry.ts'
import { entryId } from '../src/plan/identity.ts'
import { planChanges } from '../src/plan/plan.ts'
import type { SandboxClock } from '../src/sandbox/clock.ts'
import { type GoogleSandbox, startGoogleSandbox } from '../src/sandbox/google/index.ts'
import { type GoogleAccount, googleAccount } from '../src/sinks/google-calendar/account.ts'
import { serviceAccount } from '../src/sinks/google-calendar/credentials.ts'
import type { CalendarMemory } from '../src/sinks/google-calendar/mirror.ts'
import { calendarOptions } from '../src/sinks/google-calendar/options.ts'
import { googleCalendarSink } from '../src/sinks/google-calendar/sink.ts'
import type { Benchmark, BenchSetting, Figure } from './benchmark.ts'
import { against } from './compare.ts'

const START = Date.parse('2026-11-25T00:00:00Z')
const BASE = 'open-innovation'
/** The sandbox's minute lasts twelve seconds, so that many of its minutes fit into a measurement. */
const FASTER = 5
const QUOTA = 600

/** How the real client fares against the sandbox’s quota of 600 requests a minute, its minute five times as fast. */
export const googleCalendar: Benchmark = {
  name: 'google-calendar',
  compares:
    'The first write of a calendar through the real client, against the sandbox’s documented quota (600 requests a minute and user, in a sliding window) with the sandbox’s minute lasting twelve seconds; then what cycles cost in requests.',
  async run(setting) {
    const entries = Array.from({ length: setting.quick ? 120 : 1500 }, (_, at) => entry(at))
    return [...(await atTheQuota(setting, entries)), ...(await inRequests(setting, entries.slice(0, 500)))]
  },
}

async function atTheQuota(setting: BenchSetting, entries: readonly Entry[]): Promise<readonly Figure[]> {
  const refused: number[] = []
  const rate = async () => {
    const google = await startGoogleSandbox({ clock: fastClock(), quota: { perMinutePerUser: QUOTA } })
    const desk = deskOf(google, QUOTA * FASTER)
    const since = performance.now()
    await run(desk, entries)
    const seconds = (performance.now() - since) / 1000
    const asked = google.server.requests.filter(({ path }) => path.startsWith('/calendar/'))
    refused.push((asked.filter(({ status }) => status === 403).length / asked.length) * 100)
    await google.close()
    return (entries.length / seconds) * (60 / FASTER)
  }
  const used = await against(setting, {
    what: 'rate of writing while the quota allows it',
    unit: 'requests/min of the sandbox',
    ours: { name: 'Magam', measure: rate },
    limit: QUOTA,
    limitName: 'the quota',
    goal: { atLeast: 0.95 },
  })
  const shares = refused.slice(-setting.rounds)
  return [
    used,
    {
      what: 'answers that refuse for the rate',
      unit: '% of requests',
      ours: { name: 'Magam', values: shares },
      other: { name: 'at most', values: shares.map(() => 1) },
      goal: { atMost: 1 },
    },
  ]
}

/** Counts, not times: what a first write, a cycle without changes and one with ten changes ask of Google. */
async function inRequests(setting: BenchSetting, entries: readonly Entry[]): Promise<readonly Figure[]> {
  const google = await startGoogleSandbox({ clock: fastClock() })
  const desk = deskOf(google, 60_000)
  const counted = async (wanted: readonly Entry[]) => {
    google.server.forgetRequests()
    await run(desk, wanted)
    return google.server.requests.filter(({ path }) => path.startsWith('/calendar/')).length
  }
  const figure = (what: string, value: number, limit: number): Figure => ({
    what,
    unit: 'requests',
    ours: { name: 'Magam', values: [value] },
    other: { name: 'at most', values: [limit] },
    goal: { atMost: 1 },
  })
  const changed = entries.map((one, at) =>
    at < 10 ? { ...one, content: { ...one.content, title: `[마감] 연장 ${at}` } } : one,
  )
  const figures = [
    figure(`first write of ${entries.length} entries`, await counted(entries), entries.length + 1),
    figure('a cycle in which nothing changed', await counted(entries), 1),
    figure('ten rows changed', await counted(changed), 11),
  ]
  setting.progress('requests counted')
  await google.close()
  return figures
}

type Desk = {
  readonly account: GoogleAccount
  readonly calendarId: string
  readonly memory: CalendarMemory
}

function deskOf(google: GoogleSandbox, requestsPerMinute: number): Desk {
  const calendarId = google.world.createCalendar({ summary: 'bench' })
  google.world.share(calendarId, google.serviceAccountKey.client_email, 'writer')
  const credentials = serviceAccount(JSON.stringify(google.serviceAccountKey), 'key.json')
  const account = googleAccount(credentials, { rootUrl: google.url, requestsPerMinute })
  return { account, calendarId, memory: plainMemory() }
}

async function run({ account, calendarId, memory }: Desk, wanted: readonly Entry[]): Promise<void> {
  const sink = googleCalendarSink(BASE, calendarOptions.parse({ id: calendarId }), account, memory)
  const now = new Date(START).toISOString()
  const context = { heldRows: new Set<string>(), complete: true, keepPast: true, now }
  const changes = planChanges(wanted, await sink.held(), context)
  const outcomes = await Promise.all(changes.map((change) => sink.apply(change)))
  const bad = outcomes.find(({ result }) => result !== 'done')
  if (bad) throw new Error(`not written: ${bad.problem}`)
}

function entry(at: number): Entry {
  const key = `row-${at}#1`
  const day = new Date(START + (at % 365) * 86_400_000).toISOString().slice(0, 10)
  return {
    key,
    id: entryId(BASE, key),
    rows: [`row-${at}`],
    slot: 1,
    twin: `twin ${at}`,
    content: {
      title: `[마감] 오픈이노베이션 프로그램 ${at}`,
      when: { kind: 'day', date: day },
      description: '접수 기간: ~ 4월 2일\n'.repeat(20).trim(),
      url: 'https://example.kr/notice',
      categories: ['메타버스'],
    },
    sourceUrl: 'https://www.notion.so/page',
    stamp: { sequence: 0, createdAt: '2026-11-25T00:00:00Z', changedAt: '2026-11-25T00:00:00Z' },
  }
}

function fastClock(): SandboxClock {
  const since = performance.now()
  let ahead = 0
  return {
    now: () => Math.floor(START + ahead + (performance.now() - since) * FASTER),
    set: () => {
      throw new Error('this clock only runs')
    },
    advance: (ms) => {
      ahead += ms
    },
  }
}

function plainMemory(): CalendarMemory {
  const values = new Map<string, { value: string; version: number }>()
  const rows = new Map<string, string>()
  return {
    value: async (_space, name) => values.get(name) ?? null,
    putValue: async (_space, name, value, version) => {
      values.set(name, { value, version: version + 1 })
      return true
    },
    held: async () => [...rows].map(([address, json]) => ({ address, json })),
    putHeld: async (_calendar, added) => {
      for (const { address, json } of added) rows.set(address, json)
    },
    dropHeld: async (_calendar, addresses) => {
      for (const address of addresses) rows.delete(address)
    },
    clearHeld: async () => rows.clear(),
  }
}
