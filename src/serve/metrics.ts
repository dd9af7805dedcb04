import { Counter, Gauge, Registry } from 'prom-client'
import type { Published } from './view.ts'

export type Metrics = {
  /** Counts the answers of one route, by status. */
  counting(route: string): (status: number) => void
  text(published: Published): Promise<string>
  readonly type: string
}

/** Counters of this app in a registry of their own, unless one is given. Names no private knowledge base. */
export function metrics(registry: Registry = new Registry()): Metrics {
  const requests = new Counter({
    name: 'magam_http_requests_total',
    help: 'Requests answered, by route and status.',
    labelNames: ['route', 'status'],
    registers: [registry],
  })
  const lastGoodRun = gauge(
    registry,
    'magam_last_good_run_timestamp_seconds',
    'When the last run without failures ended.',
    ['calendar'],
  )
  const oldestRun = gauge(
    registry,
    'magam_oldest_good_run_timestamp_seconds',
    'When the last run without failures ended, of the calendar that waits for one longest, private ones too; 0 while one never had any.',
    [],
  )
  const entries = gauge(registry, 'magam_published_entries', 'Entries of the public feed that stand.', [
    'calendar',
  ])
  const findings = gauge(
    registry,
    'magam_findings_needing_a_person',
    'Rows that a person should look at.',
    [],
  )
  return {
    type: registry.contentType,
    counting(route) {
      const counters = new Map<number, Counter.Internal>()
      return (status) => {
        const counter = counters.get(status) ?? requests.labels(route, String(status))
        counters.set(status, counter)
        counter.inc()
      }
    },
    async text({ bases, unshown }) {
      lastGoodRun.reset()
      entries.reset()
      for (const { feed, lastGoodRun: at, rows } of bases.filter(({ feed }) => feed.access === 'public')) {
        if (at !== null) lastGoodRun.set({ calendar: feed.slug }, Date.parse(at) / 1000)
        entries.set({ calendar: feed.slug }, rows.filter(({ cancelledAt }) => cancelledAt === null).length)
      }
      const all = [...bases, ...unshown]
      oldestRun.set(Math.min(...all.map(({ lastGoodRun: at }) => (at === null ? 0 : Date.parse(at) / 1000))))
      findings.set(all.flatMap((base) => base.findings).filter(({ needsPerson }) => needsPerson).length)
      return registry.metrics()
    },
  }
}

function gauge(registry: Registry, name: string, help: string, labelNames: string[]): Gauge {
  return new Gauge({ name, help, labelNames, registers: [registry] })
}
