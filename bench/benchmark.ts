/** One file of this folder: measures something of ours against a named alternative, or against a limit, in one run. */
export type Benchmark = {
  /** The file's name without its ending; also the heading of its section in `docs/bench.md`. */
  readonly name: string
  /** What is compared with what, on which input, in a sentence or two. */
  readonly compares: string
  run(setting: BenchSetting): Promise<readonly Figure[]>
}

export type BenchSetting = {
  /** A smoke run: the smallest sizes and a single round, for tests; nothing is written down. */
  readonly quick: boolean
  /** How many interleaved rounds to measure. */
  readonly rounds: number
  /** Says on stderr what is going on. */
  readonly progress: (words: string) => void
}

/** What one side measured, a value per round. */
export type Side = { readonly name: string; readonly values: readonly number[] }

/** A ratio (ours divided by the other, round by round) and what it should be. */
export type Figure = {
  readonly what: string
  /** Of the values: `requests/s`, `ms`, `MB`, … */
  readonly unit: string
  readonly ours: Side
  /** The alternative, or the limit (the same value in every round). */
  readonly other: Side
  /** What the median ratio has to be; null where nothing is promised. */
  readonly goal: Goal | null
}

export type Goal = { readonly atLeast: number } | { readonly atMost: number }
