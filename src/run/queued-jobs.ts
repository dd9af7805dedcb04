import { type Db, PgBoss } from 'pg-boss'
import type { Jobs, Trigger } from './jobs.ts'

type Work = { readonly knowledgeBase: string; readonly why: Trigger }

const QUEUE = 'sync'
const TICK = 'tick'

/** What each queue promises: one job waiting and one running per knowledge base, and a lost worker noticed by its heartbeat. */
const QUEUE_OPTIONS = {
  // `stately`, not `exclusive`: a request that comes during a run must give one more run, not be dropped.
  policy: 'stately',
  heartbeatSeconds: 30,
  expireInSeconds: 3600,
  retryLimit: 5,
  retryBackoff: true,
  deleteAfterSeconds: 86_400,
} as const

/**
 * Jobs over PostgreSQL, for any number of `magam worker` processes. A request is kept in the database: it survives a
 * restart, is carried out by one worker at a time, and by another one when its worker dies (within the heartbeat).
 * `connection` is a `postgres://` address, or a database object (tests).
 */
export async function queuedJobs(
  connection: string | { db: Db; backend: 'pglite' },
  options: { concurrency?: number; pollingIntervalSeconds?: number; onTrouble: (error: unknown) => void },
): Promise<
  Jobs & { tick(expression: string, timezone: string, due: () => Promise<readonly string[]>): Promise<void> }
> {
  const boss = new PgBoss(typeof connection === 'string' ? { connectionString: connection } : connection)
  boss.on('error', options.onTrouble)
  await boss.start()
  await boss.createQueue(QUEUE, QUEUE_OPTIONS)
  await boss.createQueue(TICK, { policy: 'stately', retryLimit: 1, deleteAfterSeconds: 86_400 })
  const stopping = new AbortController()
  const polling = { pollingIntervalSeconds: options.pollingIntervalSeconds ?? 2 }
  return {
    async request(knowledgeBase, why) {
      await boss.send(QUEUE, { knowledgeBase, why } satisfies Work, { singletonKey: knowledgeBase })
    },
    async run(handle) {
      await boss.work<Work>(
        QUEUE,
        { ...polling, localConcurrency: options.concurrency ?? 4 },
        async ([job]) => {
          if (!job) return
          const { knowledgeBase, why } = job.data
          await handle(knowledgeBase, why, AbortSignal.any([job.signal, stopping.signal]))
          // Failed, so that it is tried again: what was cut short here is finished by another worker.
          if (stopping.signal.aborted) throw new Error('the worker was told to stop')
        },
      )
    },
    /** Fires by the cron `expression` in one worker of all, once even after a long silence, and asks for every base that is due. */
    async tick(expression, timezone, due) {
      await boss.schedule(TICK, expression, null, { tz: timezone, missed: 'once' })
      await boss.work(TICK, polling, async () => {
        const work = (await due()).map((knowledgeBase) => ({
          singletonKey: knowledgeBase,
          data: { knowledgeBase, why: 'schedule' } satisfies Work,
        }))
        for (let from = 0; from < work.length; from += 500)
          await boss.insert(QUEUE, work.slice(from, from + 500))
      })
    },
    async stop(ms) {
      let inTime = true
      // The queue's own signal comes only once its patience is over.
      stopping.abort()
      const late = setTimeout(() => {
        inTime = false
      }, ms)
      await boss.stop({ graceful: true, timeout: ms })
      clearTimeout(late)
      return inTime
    },
  }
}
