/** Things that happened, counted by name until somebody takes the counts. */
export type Tally = {
  count(what: string): void
  /** What was counted since the last time, by name in order of the alphabet; counting starts again. */
  take(): readonly { readonly what: string; readonly count: number }[]
}

export function tally(): Tally {
  let counts = new Map<string, number>()
  return {
    count: (what) => void counts.set(what, (counts.get(what) ?? 0) + 1),
    take() {
      const taken = [...counts].map(([what, count]) => ({ what, count }))
      counts = new Map()
      return taken.sort((a, b) => (a.what < b.what ? -1 : 1))
    },
  }
}
