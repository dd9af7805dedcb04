/**
 * Who asks for runs, and who carries them out. One run of a knowledge base at a time; a request that comes while it
 * runs gives exactly one more run afterwards, however often it was asked: a run compares everything with everything,
 * so one later run sees what all of them wanted to tell.
 */
export type Trigger = 'schedule' | 'webhook' | 'hand'

export type Jobs = {
  request(knowledgeBases: readonly string[], why: Trigger): Promise<void>
  /** Starts carrying out requests. `handle` must not throw for a failed run; what it throws is given to `onBug`. */
  run(handle: (knowledgeBase: string, why: Trigger, signal: AbortSignal) => Promise<void>): Promise<void>
  /** Takes no more work, tells running work to stop by its signal, and waits at most `ms` for it. False: it did not stop. */
  stop(ms: number): Promise<boolean>
}
