import { Failure } from '../lib/failure.ts'
import type { Settings } from '../settings/read.ts'
import { isServer } from '../state/address.ts'
import type { Store } from '../state/store.ts'
import { alertDue, alertText, type Health, sendAlert } from './alert.ts'
import type { Jobs, Trigger } from './jobs.ts'
import { type KnowledgeBase, knowledgeBases } from './knowledge-base.ts'
import { forgetLeftOver } from './left-over.ts'
import { localJobs } from './local-jobs.ts'
import { LEASE_MS } from './lock.ts'
import { queuedJobs } from './queued-jobs.ts'
import type { Report } from './report.ts'
import { startSchedule } from './schedule.ts'
import { run } from './sync.ts'

/** What the service tells while it works. Nothing it tells holds a secret. */
export type ServiceEvents = {
  onReport(report: Report): void
  /** Something of the service's own did not work (an alert that could not be sent, a lost database): it goes on. */
  onTrouble(error: unknown): void
}

export type Service = {
  /** Asks for a run of each of these knowledge bases, or of all. */
  request(knowledgeBases: readonly string[] | null, why: Trigger): Promise<void>
  next(): Date | null
  /** Takes no more work and waits at most `ms` for the write in hand. False: it did not stop in time. */
  stop(ms: number): Promise<boolean>
}

const ALERT_EVERY_MS = 60_000
/** Whoever finds another run at it looks once more when that one's lease is over: it may have been killed. */
const BUSY_AGAIN_MS = LEASE_MS + 1_000

/**
 * Runs the knowledge bases of the settings on their schedule and on request, and tells people when nothing succeeds.
 * With a PostgreSQL state the requests go through its queue, so that any number of processes share the work.
 */
export async function startService(
  settings: Settings,
  store: Store,
  clock: { readonly now: () => Date; readonly wall: () => Date },
  events: ServiceEvents,
  options: { readonly concurrency?: number; readonly busyAgainMs?: number } = {},
): Promise<Service> {
  const stopping = new AbortController()
  const bases = new Map(knowledgeBases(settings, { stop: stopping.signal }).map((base) => [base.name, base]))
  const all = [...bases.keys()]
  await forgetLeftOver(store, all, clock.wall())
  const jobs = await jobsFor(settings, events, options.concurrency ?? 2)
  const alerts = alertsFor(settings, store, clock.wall, events)
  const later = askingLater(jobs, options.busyAgainMs ?? BUSY_AGAIN_MS, events.onTrouble)
  await jobs.run(async (name, why, signal) => {
    const base = bases.get(name)
    if (!base) throw unnamed(name)
    const { result } = await oneRun(base, store, { why, signal }, clock, events, settings.keepRuns)
    if (result === 'busy') later.ask(name, why)
  })
  const schedule = await startClock(settings, store, jobs, all, events).catch(async (error: unknown) => {
    stopping.abort()
    await jobs.stop(0)
    throw error
  })
  const timer = setInterval(() => void alerts.look().catch(events.onTrouble), ALERT_EVERY_MS)
  timer.unref()
  return {
    async request(names, why) {
      await jobs.request(names ?? all, why)
    },
    next: () => schedule.next(),
    async stop(ms) {
      stopping.abort()
      clearInterval(timer)
      later.forget()
      await schedule.stop()
      return jobs.stop(ms)
    },
  }
}

async function oneRun(
  base: KnowledgeBase,
  store: Store,
  job: { readonly why: Trigger; readonly signal: AbortSignal },
  clock: { readonly now: () => Date; readonly wall: () => Date },
  events: ServiceEvents,
  keepRuns: number,
): Promise<Report> {
  const { report } = await run(base, store, {
    mode: 'sync',
    trigger: job.why,
    full: false,
    force: false,
    now: clock.now(),
    wall: clock.wall,
    signal: job.signal,
  })
  events.onReport(report)
  await store.pruneRuns(base.name, keepRuns)
  return report
}

/** Another worker may know it, and a person must: no run of it would ever be told of. */
function unnamed(name: string): Failure {
  return new Failure('run-unnamed', `a run of \`${name}\` was asked for, which these settings do not name`, {
    hint: 'give every `magam serve` and `magam worker` on one state the same settings',
  })
}

/** Asks again after a while, once for each knowledge base, so that an edit told by a webhook does not wait for the schedule. */
function askingLater(jobs: Jobs, ms: number, onTrouble: (error: unknown) => void) {
  const waiting = new Map<string, NodeJS.Timeout>()
  return {
    ask(knowledgeBase: string, why: Trigger): void {
      if (waiting.has(knowledgeBase)) return
      const again = () => {
        waiting.delete(knowledgeBase)
        jobs.request([knowledgeBase], why).catch(onTrouble)
      }
      waiting.set(knowledgeBase, setTimeout(again, ms).unref())
    },
    forget(): void {
      for (const timer of waiting.values()) clearTimeout(timer)
      waiting.clear()
    },
  }
}

type AnyJobs = Jobs & Partial<Pick<Awaited<ReturnType<typeof queuedJobs>>, 'tick'>>

async function jobsFor(settings: Settings, events: ServiceEvents, concurrency: number): Promise<AnyJobs> {
  return isServer(settings.environment.databaseUrl)
    ? queuedJobs(settings.environment.databaseUrl, { concurrency, onTrouble: events.onTrouble })
    : localJobs({ concurrency, onBug: events.onTrouble })
}

async function startClock(
  settings: Settings,
  store: Store,
  jobs: AnyJobs,
  all: readonly string[],
  events: ServiceEvents,
): Promise<{ next(): Date | null; stop(): Promise<void> }> {
  const { schedule: expression, timezone } = settings
  if (jobs.tick) {
    const ran = new Set((await store.lastRuns()).map(({ knowledgeBase }) => knowledgeBase))
    const first = all.filter((name) => !ran.has(name))
    await jobs.tick({ expression, timezone, all, first })
    return { next: () => null, stop: async () => undefined }
  }
  return startSchedule({
    expression,
    timezone,
    fire: () => jobs.request(all, 'schedule'),
    onTrouble: events.onTrouble,
  })
}

/** Looks at each knowledge base's last success, and tells people once when it is too old, once when it works again. */
function alertsFor(settings: Settings, store: Store, wall: () => Date, events: ServiceEvents) {
  const since = wall().toISOString()
  const { alertWebhook: webhook, smtpUrl: smtp } = settings.environment
  const ways = { webhook, smtp, mail: settings.alert.mail }
  const able = webhook !== null || (smtp !== null && settings.alert.mail !== undefined)
  async function lookAt(knowledgeBase: string): Promise<void> {
    const told = await store.value(knowledgeBase, 'alerted-at')
    const health: Health = {
      knowledgeBase,
      since,
      lastSuccess: (await store.value(knowledgeBase, 'last-good-run'))?.value ?? null,
      alertedAt: told?.value || null,
    }
    const now = wall().toISOString()
    const kind = alertDue(health, now, settings.alert.after)
    if (kind === null) return
    // Taken before it is sent: of two processes only one tells, and a lost answer does not tell twice.
    const taken = await store.putValue(
      knowledgeBase,
      'alerted-at',
      kind === 'raise' ? now : '',
      told?.version ?? 0,
    )
    if (!taken) return
    try {
      const text = alertText(kind, health, await lastProblem(store, knowledgeBase))
      for (const failed of await sendAlert(text, ways)) events.onTrouble(failed)
    } catch (error) {
      await store.putValue(knowledgeBase, 'alerted-at', told?.value ?? '', (told?.version ?? 0) + 1)
      throw error
    }
  }
  return {
    async look() {
      if (!able) return
      for (const { name } of settings.knowledgeBases) await lookAt(name).catch(events.onTrouble)
    },
  }
}

/** What stopped the last run, in the words of its report. */
async function lastProblem(store: Store, knowledgeBase: string): Promise<string | null> {
  const [latest] = await store.runs(knowledgeBase, 1)
  if (!latest) return null
  const report = JSON.parse(latest.json) as Report
  const sinks = report.sinks.flatMap(({ trouble, dangers }) => [...(trouble ? [trouble] : []), ...dangers])
  return [...report.troubles, ...sinks][0]?.message ?? report.read.failures[0]?.problem ?? null
}
