import { type Kysely, sql } from 'kysely'
import type { Tables } from './tables.ts'

type Loose = Kysely<Record<string, Record<string, string | number | null>>>
type RowOf<T extends keyof Tables> = Tables[T]

/** Small enough for the parameter limits of both databases (SQLite 32,766; PostgreSQL 65,535), large enough to be fast. */
const BATCH = 300

/**
 * Writes whole rows, each replacing what stands under its keys; of two rows with the same keys the later counts.
 * Rows go in the order of their keys, so that two writers cannot wait for each other in a circle.
 */
export async function putRows<T extends keyof Tables>(
  db: Kysely<Tables>,
  table: T,
  keys: readonly (keyof RowOf<T> & string)[],
  rows: readonly RowOf<T>[],
): Promise<void> {
  const last = new Map(rows.map((row) => [keys.map((key) => row[key]).join('\u0000'), row]))
  const ordered = [...last].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row)
  for (const batch of batches(ordered)) {
    const columns = Object.keys(batch[0] ?? {}).filter(
      (column) => !(keys as readonly string[]).includes(column),
    )
    // One generic write for six tables: Kysely's types do not follow a table name that is itself a parameter.
    await (db as unknown as Loose)
      .insertInto(table as string)
      .values([...batch])
      .onConflict((conflict) =>
        conflict
          .columns([...keys])
          .doUpdateSet(Object.fromEntries(columns.map((column) => [column, sql.ref(`excluded.${column}`)]))),
      )
      .execute()
  }
}

/** Drops the rows of `owner` whose `key` column is one of `values`. */
export async function dropRows<T extends keyof Tables>(
  db: Kysely<Tables>,
  table: T,
  owner: readonly [column: keyof RowOf<T> & string, value: string],
  key: keyof RowOf<T> & string,
  values: readonly string[],
): Promise<void> {
  for (const batch of batches(values)) {
    await (db as unknown as Loose)
      .deleteFrom(table as string)
      .where(sql.ref<string>(owner[0]), '=', owner[1])
      .where(sql.ref<string>(key), 'in', [...batch])
      .execute()
  }
}

function* batches<T>(all: readonly T[]): Generator<readonly T[]> {
  for (let from = 0; from < all.length; from += BATCH) yield all.slice(from, from + BATCH)
}
