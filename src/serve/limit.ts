import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'

const CLIENTS = 10_000

/** Counts a client's requests. Gives the seconds a client must wait, or 0 when it may pass. */
export type ClientLimit = (client: string) => number

/**
 * Lets each client make `perMinute` requests a minute. The limiter counts at once but answers by promise; so as not to
 * make every request wait for one, the request that uses up the allowance passes and the refusal stands for the next.
 */
export function clientLimit(perMinute: number): ClientLimit {
  const limiter = new RateLimiterMemory({ points: perMinute - 1, duration: 60 })
  const refusedUntil = new Map<string, number>()
  return (client) => {
    const until = refusedUntil.get(client)
    if (until !== undefined) {
      const left = until - Date.now()
      if (left > 0) return Math.ceil(left / 1000)
      refusedUntil.delete(client)
    }
    limiter.consume(client).catch((refusal: unknown) => {
      if (!(refusal instanceof RateLimiterRes)) throw refusal
      if (refusedUntil.size >= CLIENTS) refusedUntil.clear()
      refusedUntil.set(client, Date.now() + refusal.msBeforeNext)
    })
    return 0
  }
}
