import { setTimeout as sleep } from 'node:timers/promises'
import { UserError } from '../lib/failure.ts'
import type { Service } from './service.ts'

/** A service that is begun anew when its settings change. */
export type StandingService<S> = Service & {
  /** Those it runs by. */
  settings(): S
  /**
   * Stops it and begins it anew by what `read` gives, one change after the other. Throws what `read` throws, and the
   * `UserError` of settings that a service cannot be begun with: the old ones stay. Anything else passes: it is told,
   * and tried again until it works or `signal` aborts, for a server without a service would look well and do nothing.
   */
  renew(read: () => Promise<S>): Promise<void>
}

/** Begins a service by `first`. Throws what `start` throws. */
export async function standingService<S>(
  first: S,
  start: (settings: S) => Promise<Service>,
  options: {
    readonly signal: AbortSignal
    readonly stopMs: number
    readonly onTrouble: (error: unknown) => void
    readonly againMs?: number
  },
): Promise<StandingService<S>> {
  const { signal, stopMs, onTrouble, againMs = 5_000 } = options
  let settings = first
  let service = await start(first)
  let renewing: Promise<void> = Promise.resolve()

  async function renew(read: () => Promise<S>): Promise<void> {
    const next = await read()
    await service.stop(stopMs)
    const mistake = await begin(next)
    if (mistake === null) return
    await begin(settings)
    throw mistake
  }

  /** Gives the mistake in the settings that keeps a service from being begun by them; null once one runs. */
  async function begin(by: S): Promise<UserError | null> {
    for (;;) {
      // Told to stop while the old one ended: a new one would begin every run only to cut it off.
      signal.throwIfAborted()
      try {
        service = await start(by)
        settings = by
        return null
      } catch (error) {
        if (error instanceof UserError) return error
        onTrouble(error)
        await sleep(againMs, undefined, { signal })
      }
    }
  }

  return {
    settings: () => settings,
    async request(names, why) {
      await renewing
      return service.request(names, why)
    },
    next: () => service.next(),
    renew(read) {
      // Of two services begun at once, one would go on for ever.
      const turn = renewing.then(() => renew(read))
      renewing = turn.catch(() => undefined)
      return turn
    },
    async stop(ms) {
      await renewing
      return service.stop(ms)
    },
  }
}
