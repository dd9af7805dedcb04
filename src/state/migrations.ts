import { type ColumnDataType, type Expression, type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

export type DatabaseKind = 'sqlite' | 'postgres'
type Column = ColumnDataType | Expression<string>

/**
 * The steps that lead from an empty database to the present shape, in the order of their names. A step that has been
 * released is never edited: a change is a new step. The database remembers which steps it has had; that is its version.
 */
export function migrations(kind: DatabaseKind): Readonly<Record<string, Migration>> {
  // PostgreSQL sorts text by the rules of a language unless told otherwise; both must sort by bytes.
  const text: Column = kind === 'postgres' ? sql<string>`text collate "C"` : 'text'
  return { '0001-first': { up: (db) => first(db, text) } }
}

async function first(db: Kysely<unknown>, text: Column): Promise<void> {
  const table = (
    name: string,
    keys: readonly string[],
    texts: readonly string[],
    integers: readonly string[] = [],
  ) =>
    texts
      .reduce((t, column) => t.addColumn(column, text, (c) => c.notNull()), db.schema.createTable(name))
      .$call((t) => integers.reduce((u, column) => u.addColumn(column, 'integer', (c) => c.notNull()), t))
      .addPrimaryKeyConstraint(`${name}_key`, keys as never)
  await table('value', ['space', 'name'], ['space', 'name'], ['version']).addColumn('value', text).execute()
  await table(
    'document',
    ['knowledge_base', 'id'],
    ['knowledge_base', 'id', 'edited_at', 'hash', 'json'],
  ).execute()
  await table(
    'ledger',
    ['knowledge_base', 'key'],
    ['knowledge_base', 'key', 'id', 'rows', 'twin', 'hash', 'created_at', 'changed_at'],
    ['generation', 'slot', 'sequence'],
  ).execute()
  await table('held', ['calendar', 'address'], ['calendar', 'address', 'json']).execute()
  await table(
    'published',
    ['knowledge_base', 'key'],
    ['knowledge_base', 'key', 'uid', 'first_day', 'last_day', 'json', 'ics'],
  )
    .addColumn('cancelled_at', text)
    .execute()
  await table('public_programme', ['knowledge_base', 'id'], ['knowledge_base', 'id', 'json']).execute()
  await table('run', ['id'], ['id', 'knowledge_base', 'trigger', 'started_at', 'result', 'json'])
    .addColumn('ended_at', text)
    .execute()
  await db.schema.createIndex('run_by_start').on('run').columns(['knowledge_base', 'started_at']).execute()
  await table('lock', ['name'], ['name', 'owner', 'until'], ['fence']).execute()
  await table('seen', ['space', 'id'], ['space', 'id', 'seen_at']).execute()
}
