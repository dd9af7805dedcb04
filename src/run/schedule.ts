import { createTask } from 'node-cron'

/** The part of the store that remembers when the schedule last fired. */
export type TickStore = {
  value(space: string, name: string): Promise<{ readonly value: string; readonly version: number } | null>
  putValue(space: string, name: string, value: string, version: number): Promise<boolean>
}

const MINUTE = 60_000
const LOOK_BACK_MINUTES = 32 * 24 * 60

/**
 * Whether the schedule should have fired after `last` and up to `now`, by its own pattern and time zone. A gap of more
 * than 32 days counts as missed without looking: a run too many is harmless, a run too few is not.
 */
export function missedSince(matches: (date: Date) => boolean, last: Date, now: Date): boolean {
  const from = Math.floor(last.getTime() / MINUTE) + 1
  const to = Math.floor(now.getTime() / MINUTE)
  if (to - from > LOOK_BACK_MINUTES) return true
  for (let minute = from; minute <= to; minute += 1) {
    if (matches(new Date(minute * MINUTE))) return true
  }
  return false
}

/**
 * Calls `fire` at each moment of the cron `expression` (read in `timezone`, an IANA name), never twice at once, and
 * once at the start when a moment was missed while nothing was running, or nothing ever ran. `stop` ends it.
 */
export async function startSchedule(options: {
  expression: string
  timezone: string
  store: TickStore
  now: () => Date
  fire: () => Promise<void>
  onTrouble: (error: unknown) => void
}): Promise<{ next(): Date | null; stop(): Promise<void> }> {
  const tick = async () => {
    await remember(options.store, options.now())
    await options.fire()
  }
  const task = createTask(options.expression, tick, {
    timezone: options.timezone,
    noOverlap: true,
    suppressMissedWarning: true,
  })
  task.on('execution:failed', (context) => options.onTrouble(context.execution?.error))
  // A machine that slept: node-cron only tells that it missed a moment, the catching up is ours.
  task.on('execution:missed', () => void tick().catch(options.onTrouble))
  const last = await options.store.value('magam', 'last-tick')
  if (!last || missedSince((date) => task.match(date), new Date(last.value), options.now())) {
    await tick()
  }
  await task.start()
  return {
    next: () => task.getNextRun(),
    stop: async () => {
      await task.destroy()
    },
  }
}

async function remember(store: TickStore, now: Date): Promise<void> {
  const last = await store.value('magam', 'last-tick')
  // Losing this race means that another process fired as well: its moment is as good as ours.
  await store.putValue('magam', 'last-tick', now.toISOString(), last?.version ?? 0)
}
