import { type Db, PgBoss } from 'pg-boss'
import { Failure, UserError } from '../lib/failure.ts'
import { serverOf } from '../state/address.ts'
import { STAY_AWAKE } from '../state/postgres.ts'
import { postgresTrouble } from '../state/postgres-trouble.ts'
import type { Jobs, Trigger } from './jobs.ts'
import { onceAMinute } from './once-a-minute.ts'

type Work = { readonly knowledgeBase: string; readonly why: Trigger }

const QUEUE = 'sync'
const TICK = 'tick'
const BATCH = 500

/** One job waiting and one running for each knowledge base; not `exclusive`: a request that comes during a run must give one more, not be dropped. */
const POLICY = 'stately'

/** What the queue promises besides: a lost worker is noticed by its heartbeat. */
const QUEUE_OPTIONS = {
  heartbeatSeconds: 30,
  // A worker that lives is known by its heartbeat, so this only ends what hangs for good: a first reading of ten thousand
  // pages takes hours, and one that is cut off begins anew.
  expireInSeconds: 12 * 3600,
  retryLimit: 5,
  retryBackoff: true,
  deleteAfterSeconds: 86_400,
} as const

/** When every knowledge base is asked for: by a cron `expression` in `timezone`, and `first` (those that never ran) at once. */
type Ticking = {
  readonly expression: string
  readonly timezone: string
  readonly all: readonly string[]
  readonly first: readonly string[]
}

/**
 * Jobs over PostgreSQL, for any number of `magam worker` processes. A request is kept in the database: it survives a
 * restart, is carried out by one worker at a time, and by another one when its worker dies (within the heartbeat).
 * `connection` is a `postgres://` address, or a database object (tests). `onTrouble` is told of what goes wrong with the
 * database, and of what a run throws, which is tried again. Throws a `Failure` when the queue cannot be made.
 */
export async function queuedJobs(
  connection: string | { db: Db; backend: 'pglite' },
  options: { concurrency?: number; pollingIntervalSeconds?: number; onTrouble: (error: unknown) => void },
): Promise<Jobs & { tick(ticking: Ticking): Promise<void> }> {
  const boss = new PgBoss(
    typeof connection === 'string' ? { connectionString: connection, ...STAY_AWAKE } : connection,
  )
  const where = (typeof connection === 'string' ? serverOf(connection) : null) ?? 'this address'
  const told = (error: unknown): never => {
    throw postgresTrouble(error, where)
  }
  // The queue tells nobody what a job threw, and keeps it whole in its tables: on an error may hang a request with its token.
  const tellOn = (error: unknown): never => {
    options.onTrouble(error)
    throw new Error('it is told in the log of the worker')
  }
  const tellQuietly = onceAMinute(options.onTrouble)
  boss.on('error', (error) => tellQuietly(postgresTrouble(error, where)))
  await begin(boss).catch(async (error: unknown) => {
    await boss.stop({ graceful: false }).catch(options.onTrouble)
    told(error)
  })
  const stopping = new AbortController()
  const polling = { pollingIntervalSeconds: options.pollingIntervalSeconds ?? 2 }
  const request = async (knowledgeBases: readonly string[], why: Trigger) => {
    const work = knowledgeBases.map((knowledgeBase) => ({
      singletonKey: knowledgeBase,
      data: { knowledgeBase, why } satisfies Work,
    }))
    for (let from = 0; from < work.length; from += BATCH)
      await boss.insert(QUEUE, work.slice(from, from + BATCH)).catch(told)
  }
  return {
    request,
    async run(handle) {
      await boss.work<Work>(
        QUEUE,
        { ...polling, localConcurrency: options.concurrency ?? 4 },
        async ([job]) => {
          if (!job) return
          const { knowledgeBase, why } = job.data
          const signal = AbortSignal.any([job.signal, stopping.signal])
          await handle(knowledgeBase, why, signal).catch(tellOn)
          // Failed, so that it is tried again: what was cut short here is finished by another worker.
          if (stopping.signal.aborted) throw new Error('the worker was told to stop')
        },
      )
    },
    /** Fires in one worker of all, once even after a long silence. */
    async tick({ expression, timezone, all, first }) {
      await boss
        .schedule(TICK, expression, null, { tz: timezone, missed: 'once' })
        .catch(told)
        .catch((error: unknown) => refuseSchedule(expression, error))
      await boss.work(TICK, polling, () => request(all, 'schedule').catch(tellOn))
      await request(first, 'schedule')
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

async function begin(boss: PgBoss): Promise<void> {
  await boss.start()
  await boss.createQueue(QUEUE, { policy: POLICY, ...QUEUE_OPTIONS })
  // One that an older Magam made keeps its options else.
  await boss.updateQueue(QUEUE, QUEUE_OPTIONS)
  await boss.createQueue(TICK, { policy: POLICY, retryLimit: 1, deleteAfterSeconds: 86_400 })
}

/** The queue reads cron expressions by a library of its own, which knows less than the one that checked the settings. */
function refuseSchedule(expression: string, error: unknown): never {
  if (!(error instanceof Error) || error instanceof Failure) throw error
  throw new UserError('the schedule cannot be kept with a state in PostgreSQL', [
    {
      what: `\`schedule\` is \`${expression}\`, and the queue there says: ${error.message}`,
      hint: 'write numbers, `*`, lists, steps, ranges that rise, and names of three letters, such as `0 9 * * mon-fri`',
    },
  ])
}
