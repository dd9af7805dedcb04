import type { Kysely } from 'kysely'
import type { Store } from './store.ts'
import type { Tables } from './tables.ts'

/** Drops all that is kept under one name: versions of values too, since nobody is left who could have read them. */
export function forgetting(db: Kysely<Tables>): Pick<Store, 'forget'> {
  return {
    async forget(space) {
      for (const table of ['document', 'ledger', 'published', 'public_programme', 'run'] as const)
        await db.deleteFrom(table).where('knowledge_base', '=', space).execute()
      await db.deleteFrom('held').where('calendar', '=', space).execute()
      await db.deleteFrom('value').where('space', '=', space).execute()
    },
  }
}
