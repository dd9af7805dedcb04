import { createTask } from 'node-cron'

/**
 * Calls `fire` at once, and then at each moment of the cron `expression` (read in `timezone`, an IANA name), never
 * twice at the same time. The call at the start takes up what the last end left, which is kept nowhere else: a moment
 * that was missed, a run that was cut off, a request that nobody had come to. `stop` ends it.
 */
export async function startSchedule(options: {
  expression: string
  timezone: string
  fire: () => Promise<void>
  onTrouble: (error: unknown) => void
}): Promise<{ next(): Date | null; stop(): Promise<void> }> {
  const { expression, timezone, fire, onTrouble } = options
  // What node-cron hears of, it prints whole, past the log that takes secrets out.
  const tick = () => fire().catch(onTrouble)
  const task = createTask(expression, tick, { timezone, noOverlap: true, suppressMissedWarning: true })
  // A machine that slept: node-cron only tells that it missed a moment, the catching up is ours.
  task.on('execution:missed', tick)
  await fire()
  await task.start()
  return {
    next: () => task.getNextRun(),
    stop: async () => {
      await task.destroy()
    },
  }
}
