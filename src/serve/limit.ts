import { LRUCache } from 'lru-cache'

const WINDOW_MS = 60_000

/** Names remembered at most; when more come within a minute, those not heard of for longest are forgotten. */
const NAMES = 10_000

/** Counts a request of someone. Gives the seconds they must wait, or 0 when they may pass. */
export type Limit = (name: string) => number

/** Lets each name make `perMinute` requests a minute, counted from its first. `now` in milliseconds. */
export function limit(perMinute: number, now: () => number = () => performance.now(), names = NAMES): Limit {
  const counted = new LRUCache<string, { requests: number }>({
    max: names,
    ttl: WINDOW_MS,
    ttlResolution: 0,
    perf: { now },
  })
  return (name) => {
    const known = counted.get(name)
    if (known === undefined) {
      counted.set(name, { requests: 1 })
      return 0
    }
    known.requests += 1
    return known.requests > perMinute ? Math.ceil(counted.getRemainingTTL(name) / 1000) : 0
  }
}
