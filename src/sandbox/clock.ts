/** The sandbox's own time: runs with real time from where it was set, or stands still until moved. */
export type SandboxClock = {
  /** Milliseconds since 1970. */
  now(): number
  set(iso: string): void
  advance(ms: number): void
}

/** A clock that starts at `iso` (an instant) and runs with real time; with `still`, it moves only when told. */
export function sandboxClock(iso: string, options: { still?: boolean } = {}): SandboxClock {
  let base = Date.parse(iso)
  if (Number.isNaN(base)) throw new RangeError(`not an instant: ${iso}`)
  let since = performance.now()
  const elapsed = () => (options.still ? 0 : performance.now() - since)
  return {
    now: () => Math.floor(base + elapsed()),
    set(next) {
      base = Date.parse(next)
      since = performance.now()
    },
    advance(ms) {
      base += ms
    },
  }
}
