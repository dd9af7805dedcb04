import pRetry from 'p-retry'
import { GoogleRefusal, meaning } from './refusal.ts'

export type Patience = {
  /** How often a request is sent again. */
  readonly retries: number
  readonly wait: (ms: number) => Promise<void>
  readonly random: () => number
  /** Told of each failure that may be gone the next time. */
  readonly failed: (refusal: GoogleRefusal) => void
  /** Whether nothing more is to be sent. */
  readonly stopped?: () => boolean
  /** Told of a rate that was exceeded before the wait for it begins, and after. */
  readonly slow: (begins: boolean) => void
}

/** Waits longer than this end the run instead: the next one goes on. */
const LONGEST_WAIT = 5 * 60_000

/** Truncated exponential back-off with full jitter, never less than Google asks for. */
export function delay(attempt: number, random: () => number, atLeast = 0): number {
  return Math.max(random() * Math.min(60_000, 1000 * 2 ** attempt), atLeast)
}

/**
 * Sends again what did not get through. `repeatable` is false for what must not be done twice: it is sent again only
 * after a refusal that says that nothing was done.
 */
export function patiently<T>(send: () => Promise<T>, patience: Patience, repeatable = true): Promise<T> {
  const again = (error: Error): error is GoogleRefusal =>
    isPassing(error) &&
    !patience.stopped?.() &&
    (repeatable || meaning(error) === 'slow-down') &&
    (error.retryAfter ?? 0) <= LONGEST_WAIT
  return pRetry(send, {
    retries: patience.retries,
    // The waiting is done here: p-retry's jitter is not full, and it knows nothing of Retry-After.
    minTimeout: 0,
    shouldRetry: ({ error }) => again(error),
    async onFailedAttempt({ error, attemptNumber, retriesLeft }) {
      if (isPassing(error)) patience.failed(error)
      if (!again(error) || retriesLeft === 0) return
      const ms = delay(attemptNumber, patience.random, error.retryAfter ?? 0)
      if (meaning(error) !== 'slow-down') return patience.wait(ms)
      patience.slow(true)
      // Whatever ends the wait early must not leave all others waiting.
      await patience.wait(ms).finally(() => patience.slow(false))
    },
  })
}

/** Whether a refusal may be gone the next time. */
export function isPassing(error: unknown): error is GoogleRefusal {
  return error instanceof GoogleRefusal && ['lost', 'slow-down'].includes(meaning(error))
}
