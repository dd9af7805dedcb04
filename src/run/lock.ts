import { randomUUID } from 'node:crypto'
import { Failure } from '../lib/failure.ts'
import type { Lock } from '../state/store.ts'

/** The part of the store that keeps locks. */
export type LockStore = {
  takeLock(name: string, owner: string, now: string, leaseMs: number): Promise<Lock | null>
  renewLock(lock: Lock, now: string, leaseMs: number): Promise<boolean>
  releaseLock(lock: Lock): Promise<void>
}

/** Given to the work under a lock; call `mayWrite` right before each write to the outside. */
export type Lease = {
  /** Resolves while the lock is still ours; throws a `Failure` with code `lock-lost` when another run has taken over. */
  mayWrite(): Promise<void>
}

/** How long a lock outlives a process that was killed. */
export const LEASE_MS = 60_000

/**
 * Runs `work` as the only writer of `name`, or returns `{ taken: false }` at once when another run holds the lock.
 *
 * The lease is renewed in the background. A process that slept past its lease (a paused machine, a SIGSTOP) may have
 * been replaced meanwhile; so each write first makes sure that the lease has not run out by the wall clock, and asks
 * the store when it is near its end. `realNow` is the real time in milliseconds: leases measure real time, also when
 * the run is told to judge by another moment.
 */
export async function withLock<T>(
  store: LockStore,
  name: string,
  work: (lease: Lease) => Promise<T>,
  options: { leaseMs?: number; realNow?: () => number; owner?: string } = {},
): Promise<{ taken: true; value: T } | { taken: false }> {
  const leaseMs = options.leaseMs ?? LEASE_MS
  const realNow = options.realNow ?? Date.now
  const owner = options.owner ?? `${process.pid}:${randomUUID()}`
  const iso = () => new Date(realNow()).toISOString()
  const lock = await store.takeLock(name, owner, iso(), leaseMs)
  if (!lock) return { taken: false }

  let until = realNow() + leaseMs
  let lost = false
  const renew = async () => {
    const asked = realNow()
    if (await store.renewLock(lock, iso(), leaseMs)) until = asked + leaseMs
    else lost = true
  }
  const timer = setInterval(() => {
    // A failed renewal is not swallowed: `mayWrite` asks again before anything is written.
    renew().catch(() => undefined)
  }, leaseMs / 3)
  timer.unref()
  const mayWrite = async () => {
    if (!lost && realNow() > until - leaseMs / 3) await renew()
    if (lost) {
      throw new Failure('lock-lost', `another run took over \`${name}\` while this one was paused`, {
        hint: 'nothing more was written here; the other run finishes the work',
      })
    }
  }
  try {
    return { taken: true, value: await work({ mayWrite }) }
  } finally {
    clearInterval(timer)
    await store.releaseLock(lock)
  }
}
