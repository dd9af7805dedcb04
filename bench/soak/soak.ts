import type { Sample } from './growth.ts'

/** A long run: histories played one after another from seeds, for as long as one likes, with an eye on what may grow. */
export type Soak = {
  /** As it is listed in `index.ts`. */
  readonly name: string
  /** What is played and what has to hold after each history. */
  readonly holds: string
  start(setting: SoakSetting): Promise<SoakRun>
}

export type SoakSetting = { readonly progress: (words: string) => void }

export type SoakRun = {
  /** Plays the history of that seed; the same seed plays the same history. Throws when something does not hold. */
  play(seed: number): Promise<void>
  close(): Promise<void>
  /** What may grow at most, judged after the first quarter of the histories. */
  readonly limits?: { readonly memoryMbPerHistory?: number; readonly handles?: number }
  /** What is judged by them, where that is another process; this one's heap and handles when absent. */
  sample?(): Promise<Sample>
}
