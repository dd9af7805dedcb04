import { knowledgeBases } from '../../../src/run/knowledge-base.ts'
import type { Order } from '../../../src/run/order.ts'
import type { Report } from '../../../src/run/report.ts'
import { run } from '../../../src/run/sync.ts'
import type { Settings } from '../../../src/settings/read.ts'
import { openStore } from '../../../src/state/open.ts'
import type { Store } from '../../../src/state/store.ts'
import { byHand } from '../by-hand.ts'
import { type Line, line } from './line.ts'

/** One process: its own connection to the state, its own ways to both services, and a life that may end at any step. */
export type Worker = {
  /** The state as this process has it open. */
  readonly store: Store
  /** One run; `null` when the process was killed in the middle of it. `steps` strikes at a step of the run. */
  run(order: Partial<Order>, steps?: Steps): Promise<Report | null>
  close(): Promise<void>
}

/** What happens at the nth step of a run: a step is a request or a write to the state, and has two sides. */
export type Steps = {
  readonly nth: number
  readonly side: 'before' | 'after'
  /** Kills the process there, or lets something else happen meanwhile. */
  readonly happens: 'killed' | (() => void)
}

const TIMEOUT_MS = 400
/** What a killed process waits for. */
const never = () => new Promise<never>(() => {})
const WRITES = /^(?:put|drop|clear|start|finish|prune|take|renew|release|firstTime)/

/** Starts a process on the state in `file` (a `file:` address). `now` is its clock on the wall, in milliseconds. */
export async function worker(settings: Settings, file: string, now: () => number): Promise<Worker> {
  const life = newLife()
  const lines: Line[] = []
  const through = async (target: string) => {
    const { origin } = new URL(target)
    const own = await line(origin, life.step)
    lines.push(own)
    return own.url
  }
  const { environment } = settings
  const { google } = environment
  const calendarUrl = await through(environment.googleCalendarUrl ?? '')
  const [base] = knowledgeBases(
    {
      ...settings,
      environment: {
        ...environment,
        notionBaseUrl: await through(environment.notionBaseUrl ?? ''),
        googleCalendarUrl: calendarUrl,
        google:
          google?.kind === 'oauth'
            ? { ...google, tokenUrl: `${calendarUrl}${new URL(google.tokenUrl ?? '').pathname}` }
            : google,
      },
    },
    { sleep: () => life.step('pause'), timeoutMs: TIMEOUT_MS, requestsPerMinute: 60_000 },
  )
  if (!base) throw new Error('no knowledge base')
  const store = await openStore(file)
  const own = mortal(store, life)
  const wall = () => new Date(now())
  return {
    store,
    async run(order, steps) {
      const killed = life.begin(steps ?? null)
      const report = await Promise.race([
        run(base, own, byHand(wall, order)).then((result) => result.report),
        killed,
      ])
      life.begin(null)
      // A power cut ends what the database had begun as well.
      if (report === null) await close()
      return report
    },
    close,
  }
  async function close() {
    life.end()
    await store.close()
    await Promise.all(lines.map((each) => each.close()))
  }
}

type Life = {
  /** A step of the process, which it may not survive. */
  step(side: 'before' | 'after' | 'pause'): Promise<void>
  /** Begins to count; resolves with null at death. */
  begin(steps: Steps | null): Promise<null>
  end(): void
}

function newLife(): Life {
  let dead = false
  let plan: Steps | null = null
  let counts = { before: 0, after: 0 }
  let die: (value: null) => void = () => {}
  return {
    async step(side) {
      if (dead) return never()
      if (side === 'pause') return
      counts[side] += 1
      if (plan === null || side !== plan.side || counts[side] !== plan.nth) return
      const { happens } = plan
      plan = null
      if (happens !== 'killed') return happens()
      dead = true
      die(null)
      return never()
    },
    begin(steps) {
      plan = steps
      counts = { before: 0, after: 0 }
      return new Promise((resolve) => {
        die = resolve
      })
    },
    end() {
      dead = true
    },
  }
}

/** A state whose user may die: from then on nothing is asked, and nothing is answered. */
function mortal(store: Store, life: Life): Store {
  return new Proxy(store, {
    get(target, name: keyof Store & string) {
      if (name === 'documents') return (base: string) => readWhile(life, target.documents(base))
      if (name === 'transaction')
        return async <T>(work: (inside: Store) => Promise<T>) => {
          await life.step('before')
          const done = await target.transaction(async (inside) => {
            const result = await work(mortal(inside, life))
            await life.step('pause')
            return result
          })
          await life.step('after')
          return done
        }
      const call = target[name] as (...given: unknown[]) => Promise<unknown>
      return async (...given: unknown[]) => {
        const writes = WRITES.test(name)
        await life.step(writes ? 'before' : 'pause')
        const answer = await call.apply(target, given)
        await life.step(writes ? 'after' : 'pause')
        return answer
      }
    },
  })
}

async function* readWhile<T>(life: Life, items: AsyncIterable<T>): AsyncIterable<T> {
  for await (const item of items) {
    await life.step('pause')
    yield item
  }
}
