import { rmSync } from 'node:fs'
import { sandboxEnvironment } from '../../src/cli/demo/world.ts'
import { type KnowledgeBase, knowledgeBases } from '../../src/run/knowledge-base.ts'
import type { Order } from '../../src/run/order.ts'
import type { Report } from '../../src/run/report.ts'
import { type RunResult, run } from '../../src/run/sync.ts'
import { type SandboxClock, sandboxClock } from '../../src/sandbox/clock.ts'
import type { Fault } from '../../src/sandbox/faults.ts'
import { type GoogleSandbox, startGoogleSandbox } from '../../src/sandbox/google/index.ts'
import { type NotionSandbox, startNotionSandbox } from '../../src/sandbox/notion/index.ts'
import { loadSample } from '../../src/sandbox/sample/index.ts'
import type { Settings } from '../../src/settings/read.ts'
import { settingsFile } from '../../src/settings/schema.ts'
import { openStore } from '../../src/state/open.ts'
import type { Store } from '../../src/state/store.ts'
import { byHand } from './by-hand.ts'

/** Faults that pass: what a bad hour of either service looks like. */
export const FAULTS: readonly Fault[] = [
  { kind: 'status', status: 429, when: 'before', retryAfter: 1 },
  { kind: 'status', status: 500, when: 'before' },
  { kind: 'status', status: 503, when: 'after' },
  { kind: 'html', status: 502 },
  { kind: 'reset', when: 'before' },
  { kind: 'reset', when: 'after' },
  { kind: 'truncate' },
]

/** Both sandboxes, a state in memory and one knowledge base: the whole chain of a run, over real HTTP. */
export type Stage = {
  readonly clock: SandboxClock
  readonly notion: NotionSandbox
  readonly google: GoogleSandbox
  readonly calendar: string
  readonly database: string
  readonly page: string
  readonly settings: Settings
  readonly base: KnowledgeBase
  readonly store: Store
  /** One run as of the sandbox's time. */
  sync(order?: Partial<Order>): Promise<Report>
  result(order?: Partial<Order>): Promise<RunResult>
  /** Throws the state away, as when its file is deleted. */
  loseState(): Promise<void>
  /** What a person sees on the calendar: title and time of each event that stands, by time. */
  events(): readonly string[]
  requests(): { notion: number; google: number; writes: number }
  close(): Promise<void>
}

/** The sample page, written a week before `now` (an ISO instant), unless `fill` fills the Notion otherwise. */
export async function stage(
  now: string,
  options: {
    fill?: (notion: NotionSandbox) => { database: string; page: string }
    base?: Record<string, unknown>
    /** More of the settings file, beside its one knowledge base. */
    settings?: Record<string, unknown>
    capabilities?: Record<string, boolean>
    /** Where the state is kept; in memory when absent. */
    state?: string
    /** Another store in its place. */
    store?: Store
    /** Waits between tries take no time, and a request that hangs is given up after so many milliseconds. */
    timeoutMs?: number
    /** Another seed gives another workspace: other ids for the same pages. */
    seed?: number
  } = {},
): Promise<Stage> {
  const clock = sandboxClock(new Date(Date.parse(now) - 7 * 86_400_000).toISOString(), { still: true })
  const capabilities = { insertComments: true, readComments: true, ...options.capabilities }
  const [notion, google] = await Promise.all([
    startNotionSandbox({ clock, capabilities, seed: options.seed ?? 1 }),
    startGoogleSandbox({ clock }),
  ])
  const { database, page } = options.fill?.(notion) ?? loadSample(notion)
  clock.set(now)
  const calendar = google.world.createCalendar({ summary: '마감' })
  const settings: Settings = {
    ...settingsFile.parse({
      ...options.settings,
      knowledgeBases: [
        {
          name: 'open-innovation',
          notion: { database, requestsPerMinute: 1_000_000 },
          calendar: { id: calendar, reminders: ['7d', '1d'] },
          feed: { slug: 'open-innovation', title: '오픈이노베이션 마감' },
          ...options.base,
        },
      ],
    }),
    environment: sandboxEnvironment(notion, google),
    warnings: [],
  }
  const hasty = {
    sleep: async () => undefined,
    timeoutMs: options.timeoutMs ?? 2_000,
    requestsPerMinute: 60_000,
  }
  const [base] = knowledgeBases(settings, hasty)
  if (!base) throw new Error('no knowledge base')
  const state = options.state ?? 'file::memory:'
  let store = options.store ?? (await openStore(state))
  const wall = () => new Date(clock.now())
  const result = (order: Partial<Order> = {}) => run(base, store, byHand(wall, order))
  return {
    clock,
    notion,
    google,
    calendar,
    database,
    page,
    settings,
    base,
    get store() {
      return store
    },
    result,
    sync: async (order) => (await result(order)).report,
    async loseState() {
      await store.close()
      if (state !== 'file::memory:')
        for (const end of ['', '-wal', '-shm']) rmSync(`${state.slice(5)}${end}`, { force: true })
      store = await openStore(state)
    },
    events: () =>
      google.world
        .events(calendar)
        .filter(({ status }) => status !== 'cancelled')
        .map(
          ({ summary, end }) => `${end?.date ? `${dayBefore(end.date)}` : instant(end?.dateTime)} ${summary}`,
        )
        .sort(),
    requests: () => ({
      notion: notion.server.requests.length,
      google: google.server.requests.filter(({ path }) => !path.includes('token')).length,
      writes: [...notion.server.requests, ...google.server.requests].filter(isWrite).length,
    }),
    async close() {
      await store.close()
      await Promise.all([notion.close(), google.close()])
    },
  }
}

function isWrite({ method, path }: { method: string; path: string }): boolean {
  return method !== 'GET' && !path.endsWith('/query') && !path.includes('token')
}

function dayBefore(date: string): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10)
}

function instant(dateTime: string | null | undefined): string {
  return dateTime ? new Date(Date.parse(dateTime) + 9 * 3_600_000).toISOString().slice(0, 16) : ''
}
