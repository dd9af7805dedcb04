import { expect, test } from 'vitest'
import { type Lease, type LockStore, withLock } from '../../src/run/lock.ts'
import type { Lock } from '../../src/state/store.ts'

/** A lock table in memory, with the rules the store's own contract suite holds. */
function memoryLocks(): LockStore {
  let held: Lock | null = null
  let fence = 0
  return {
    async takeLock(name, owner, now, leaseMs) {
      if (held && held.until > now) return null
      fence += 1
      held = { name, owner, fence, until: new Date(Date.parse(now) + leaseMs).toISOString() }
      return held
    },
    async renewLock(lock, now, leaseMs) {
      if (held?.fence !== lock.fence) return false
      held = { ...held, until: new Date(Date.parse(now) + leaseMs).toISOString() }
      return true
    },
    async releaseLock(lock) {
      if (held?.fence === lock.fence) held = null
    },
  }
}

test('lock, free, gives the value of the work and is free afterwards', async () => {
  const store = memoryLocks()
  expect(await withLock(store, 'kb', async () => 7)).toEqual({ taken: true, value: 7 })
  expect(await withLock(store, 'kb', async () => 8)).toEqual({ taken: true, value: 8 })
})

test('lock, held by another run, is not taken and its work does not start', async () => {
  const store = memoryLocks()
  let started = false
  const outer = await withLock(store, 'kb', async () => {
    return withLock(store, 'kb', async () => {
      started = true
    })
  })
  expect(outer).toEqual({ taken: true, value: { taken: false } })
  expect(started).toBe(false)
})

test('lock, work throws, is free again', async () => {
  const store = memoryLocks()
  await expect(withLock(store, 'kb', () => Promise.reject(new Error('no')))).rejects.toThrow('no')
  expect((await withLock(store, 'kb', async () => 1)).taken).toBe(true)
})

test('lock, slept past its lease and taken over, refuses the next write', async () => {
  const store = memoryLocks()
  let now = Date.parse('2026-01-01T00:00:00Z')
  const realNow = () => now
  let sleeper: Lease | null = null
  await withLock(
    store,
    'kb',
    async (lease) => {
      sleeper = lease
      await lease.mayWrite()
      now += 61_000
      const other = await withLock(store, 'kb', async () => 'taken over', { realNow })
      expect(other).toEqual({ taken: true, value: 'taken over' })
      await expect(lease.mayWrite()).rejects.toMatchObject({ code: 'lock-lost' })
    },
    { realNow },
  )
  expect(sleeper).not.toBeNull()
})

test('lock, slept past its lease and nobody came, goes on', async () => {
  const store = memoryLocks()
  let now = Date.parse('2026-01-01T00:00:00Z')
  const result = await withLock(
    store,
    'kb',
    async (lease) => {
      now += 600_000
      await lease.mayWrite()
      return 'went on'
    },
    { realNow: () => now },
  )
  expect(result).toEqual({ taken: true, value: 'went on' })
})
