import PQueue from 'p-queue'
import { hash } from '../../../lib/hash.ts'

/** How urgent a request is: writes are few and people wait for them; a listing goes first so that its cursor stays fresh. */
export const PRIORITY = { write: 3, list: 2, nested: 1, page: 0 } as const
export type Priority = (typeof PRIORITY)[keyof typeof PRIORITY]

export type Queue = {
  /** Runs `work` when its turn comes within the budget. Rejects with the signal's reason when that aborts first. */
  run<T>(work: () => Promise<T>, priority: Priority, signal?: AbortSignal): Promise<T>
  /** Nothing more starts for `ms`; holds may overlap. */
  hold(ms: number, sleep: (ms: number) => Promise<void>): void
}

/** Two seconds' worth may go out at once; 2 % slack for answers that overtake each other at the border of a window. */
const WINDOW_MS = 2_000
const SLACK = 1.02
const AT_ONCE = 16

/** A queue that starts no more than `requestsPerMinute`, evenly enough for a bucket of three a second as well. */
export function politeQueue(requestsPerMinute: number): Queue {
  const intervalCap = Math.max(1, Math.floor((requestsPerMinute * WINDOW_MS) / 60_000))
  const interval = Math.ceil((intervalCap * 60_000 * SLACK) / requestsPerMinute)
  const queue = new PQueue({ concurrency: AT_ONCE, intervalCap, interval, strict: true })
  let holds = 0
  return {
    run: (work, priority, signal) => queue.add(work, { priority, ...(signal && { signal }) }),
    hold(ms, sleep) {
      holds += 1
      queue.pause()
      void sleep(ms).finally(() => {
        holds -= 1
        if (holds === 0) queue.start()
      })
    },
  }
}

const queues = new Map<string, Queue>()

/**
 * The one queue of a token: Notion counts a budget per token, whichever knowledge base, reader or writer spends it.
 * The first to ask sets the pace.
 */
export function queueOf(baseUrl: string, token: string, requestsPerMinute: number): Queue {
  const key = hash(baseUrl, token)
  const queue = queues.get(key) ?? politeQueue(requestsPerMinute)
  queues.set(key, queue)
  return queue
}
