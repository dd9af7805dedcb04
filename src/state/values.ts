import { type Kysely, sql } from 'kysely'
import type { Store } from './store.ts'
import type { Tables } from './tables.ts'

/**
 * Named values, each with a version. A dropped value leaves its version behind: were versions to start again,
 * a writer that had slept since before the drop would find the version it knew and overwrite what came after.
 */
export function values(db: Kysely<Tables>): Pick<Store, 'value' | 'values' | 'putValue' | 'dropValue'> {
  const held = db.selectFrom('value').where('value', 'is not', null)
  return {
    async value(space, name) {
      const row = await held
        .select(['value', 'version'])
        .where('space', '=', space)
        .where('name', '=', name)
        .$narrowType<{ value: string }>()
        .executeTakeFirst()
      return row ?? null
    },
    values: (space, prefix) =>
      held
        .select(['name', 'value', 'version'])
        .where('space', '=', space)
        // LIKE ignores case in SQLite and minds it in PostgreSQL; this means the same in both.
        .where(sql<string>`substr(name, 1, length(cast(${prefix} as text)))`, '=', prefix)
        .orderBy('name')
        .$narrowType<{ value: string }>()
        .execute(),
    putValue: (space, name, value, version) =>
      version === 0 ? create(db, space, name, value) : replace(db, space, name, value, version),
    async dropValue(space, name) {
      await db
        .updateTable('value')
        .set((eb) => ({ value: null, version: eb('version', '+', 1) }))
        .where('space', '=', space)
        .where('name', '=', name)
        .where('value', 'is not', null)
        .execute()
    },
  }
}

async function create(db: Kysely<Tables>, space: string, name: string, value: string): Promise<boolean> {
  const made = await db
    .insertInto('value')
    .values({ space, name, value, version: 1 })
    .onConflict((conflict) =>
      conflict
        .columns(['space', 'name'])
        .doUpdateSet((eb) => ({ value, version: eb('value.version', '+', 1) }))
        .where('value.value', 'is', null),
    )
    .returning('version')
    .execute()
  return made.length === 1
}

async function replace(
  db: Kysely<Tables>,
  space: string,
  name: string,
  value: string,
  version: number,
): Promise<boolean> {
  const changed = await db
    .updateTable('value')
    .set({ value, version: version + 1 })
    .where('space', '=', space)
    .where('name', '=', name)
    .where('version', '=', version)
    .where('value', 'is not', null)
    .returning('version')
    .execute()
  return changed.length === 1
}
