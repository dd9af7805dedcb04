/**
 * Faults that can be scripted into a sandbox server: at the nth request, at each request that matches, or by seeded chance.
 * `before` faults leave the world as it was; `after` faults strike when the write has been made and only the answer suffers.
 */
export type Fault =
  | {
      readonly kind: 'status'
      readonly status: 400 | 401 | 403 | 404 | 409 | 429 | 500 | 502 | 503 | 504 | 529
      readonly when: 'before' | 'after'
      readonly retryAfter?: number
      readonly reason?: string
    }
  /** Something in front of the service answers in its place. */
  | { readonly kind: 'html'; readonly status: 403 | 404 | 502 | 503 | 520 | 524 }
  | { readonly kind: 'reset'; readonly when: 'before' | 'after' }
  | { readonly kind: 'truncate' }
  | { readonly kind: 'slow'; readonly ms: number }
  | { readonly kind: 'hang'; readonly when: 'before' | 'after' }

export type FaultTarget = { readonly number: number; readonly method: string; readonly path: string }

export type Faults = {
  /** Strikes once at the nth request from now (1: the next). */
  at(nth: number, fault: Fault): void
  /** Strikes at every request that matches, at most `times` (default: no limit). */
  when(match: (request: FaultTarget) => boolean, fault: Fault, times?: number): void
  /** Each request suffers one of `faults` with probability `chance`; the same seed gives the same strikes. */
  chance(seed: number, chance: number, faults: readonly Fault[]): void
  clear(): void
  next(request: FaultTarget): Fault | null
  /** Strikes so far, oldest first. */
  readonly struck: readonly { readonly request: FaultTarget; readonly fault: Fault }[]
  /** Empties `struck`, for what runs for long. */
  forgetStruck(): void
}

/** A small generator with good spread (mulberry32): the same seed gives the same numbers on any machine. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

/** A script without faults, ready to be given some. */
export function faultScript(): Faults {
  let planned: { left: number; fault: Fault }[] = []
  let rules: { match: (request: FaultTarget) => boolean; fault: Fault; left: number }[] = []
  let weather: { random: () => number; chance: number; faults: readonly Fault[] } | null = null
  let struck: { request: FaultTarget; fault: Fault }[] = []
  const choose = (request: FaultTarget): Fault | null => {
    for (const plan of planned) plan.left -= 1
    const due = planned.find((plan) => plan.left === 0)
    planned = planned.filter((plan) => plan.left > 0)
    if (due) return due.fault
    const rule = rules.find((candidate) => candidate.left > 0 && candidate.match(request))
    if (rule) {
      rule.left -= 1
      return rule.fault
    }
    if (weather && weather.random() < weather.chance) {
      return weather.faults[Math.floor(weather.random() * weather.faults.length)] ?? null
    }
    return null
  }
  return {
    at: (nth, fault) => void planned.push({ left: nth, fault }),
    when: (match, fault, times = Number.POSITIVE_INFINITY) => void rules.push({ match, fault, left: times }),
    chance(seed, chance, faults) {
      weather = { random: seededRandom(seed), chance, faults }
    },
    clear() {
      planned = []
      rules = []
      weather = null
    },
    next(request) {
      const fault = choose(request)
      if (fault) struck.push({ request, fault })
      return fault
    },
    get struck() {
      return struck
    },
    forgetStruck() {
      struck = []
    },
  }
}
