const WINDOW_MS = 60_000

/** Names remembered at most; when more come within a minute, those counted longest are forgotten. */
const NAMES = 10_000

/** Counts a request of someone. Gives the seconds they must wait, or 0 when they may pass. */
export type Limit = (name: string) => number

/**
 * Lets each name make `perMinute` requests a minute, counted from its first. Own code, since the limiters at hand answer
 * by promise and keep every name they ever hear for a minute, with a timer each: a flood from many addresses would fill
 * the memory it is to protect. `now` in milliseconds.
 */
export function limit(perMinute: number, now: () => number = Date.now, names = NAMES): Limit {
  const counted = new Map<string, { requests: number; readonly until: number }>()
  return (name) => {
    const at = now()
    const known = counted.get(name)
    if (known !== undefined && known.until > at) {
      known.requests += 1
      return known.requests > perMinute ? Math.ceil((known.until - at) / 1000) : 0
    }
    // Taken out first, so that the order of the map stays that of the beginnings.
    counted.delete(name)
    for (const [oldest, { until }] of counted) {
      if (until > at && counted.size < names) break
      counted.delete(oldest)
    }
    counted.set(name, { requests: 1, until: at + WINDOW_MS })
    return 0
  }
}
