import type { Kysely } from 'kysely'
import type { Lock, Store } from './store.ts'
import type { Tables } from './tables.ts'

/** Stands for "nobody" in the owner column: the row stays after a release, so that the fence goes on rising. */
const NOBODY = ''

/** A lease that has longer to go than any is given for, was taken by a clock that was ahead by so much. */
const WRONG_CLOCK_MS = 3_600_000

/** Leases, and ids that were seen before. Each is one statement, so that two processes cannot both win. */
export function locks(
  db: Kysely<Tables>,
): Pick<Store, 'takeLock' | 'renewLock' | 'releaseLock' | 'firstTime'> {
  const mine = (lock: Lock) =>
    db
      .updateTable('lock')
      .where('name', '=', lock.name)
      .where('owner', '=', lock.owner)
      .where('fence', '=', lock.fence)
  return {
    async takeLock(name, owner, now, leaseMs) {
      const taken = await db
        .insertInto('lock')
        .values({ name, owner, fence: 1, until: later(now, leaseMs) })
        .onConflict((conflict) =>
          conflict
            .column('name')
            .doUpdateSet((eb) => ({
              owner,
              fence: eb('lock.fence', '+', 1),
              until: later(now, leaseMs),
            }))
            .where((eb) =>
              eb.or([
                eb('lock.owner', '=', NOBODY),
                eb('lock.until', '<=', later(now, 0)),
                eb('lock.until', '>', later(now, leaseMs + WRONG_CLOCK_MS)),
              ]),
            ),
        )
        .returningAll()
        .executeTakeFirst()
      return taken ?? null
    },
    async renewLock(lock, now, leaseMs) {
      const kept = await mine(lock)
        .set({ until: later(now, leaseMs) })
        .returning('fence')
        .execute()
      return kept.length === 1
    },
    async releaseLock(lock) {
      await mine(lock).set({ owner: NOBODY }).execute()
    },
    async firstTime(space, id, now, keepMs) {
      const forgotten = later(now, -keepMs)
      const first = await db
        .insertInto('seen')
        .values({ space, id, seen_at: later(now, 0) })
        .onConflict((conflict) =>
          conflict
            .columns(['space', 'id'])
            .doUpdateSet({ seen_at: later(now, 0) })
            .where('seen.seen_at', '<', forgotten),
        )
        .returning('id')
        .execute()
      if (first.length > 0)
        await db.deleteFrom('seen').where('space', '=', space).where('seen_at', '<', forgotten).execute()
      return first.length > 0
    },
  }
}

/** Always the same number of characters, so that instants compare as text. */
function later(now: string, ms: number): string {
  return new Date(Date.parse(now) + ms).toISOString()
}
