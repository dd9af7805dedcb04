import { Failure } from './failure.ts'

/** How long after the wish to stop a write that is under way may still come to its end. */
const LAST_CALL_MS = 7_000

/** Aborts a while after `stop` does: the write in hand has that long, and what still hangs then is given up. */
export function lastCall(stop: AbortSignal, ms = LAST_CALL_MS): AbortSignal {
  const late = new AbortController()
  const begin = () => void setTimeout(() => late.abort(), ms).unref()
  if (stop.aborted) begin()
  else stop.addEventListener('abort', begin, { once: true })
  return late.signal
}

/**
 * Does `work`, or gives up on it once `late` aborts, without waiting for it: what was sent may still take effect.
 * @throws Failure `stopped`
 */
export async function unlessStopped<T>(late: AbortSignal | undefined, work: () => Promise<T>): Promise<T> {
  if (late === undefined) return work()
  const { promise, reject } = Promise.withResolvers<never>()
  const giveUp = () => reject(stoppedFailure())
  if (late.aborted) throw stoppedFailure()
  late.addEventListener('abort', giveUp, { once: true })
  try {
    return await Promise.race([promise, work()])
  } finally {
    late.removeEventListener('abort', giveUp)
  }
}

/** What ends a run that was told to stop. */
export function stoppedFailure(): Failure {
  return new Failure('stopped', 'the run was told to stop', { hint: 'the next run goes on where it was' })
}
