import { type Kysely, sql } from 'kysely'
import { Migrator } from 'kysely/migration'
import { Failure } from '../lib/failure.ts'
import { type DatabaseKind, migrations } from './migrations.ts'
import type { Tables } from './tables.ts'

/** Where the database remembers which steps it has had. */
const STEPS = 'magam_migration'
const OURS = new Set<string>([
  'value',
  'document',
  'ledger',
  'held',
  'published',
  'public_programme',
  'run',
  'lock',
  'seen',
])

/**
 * A database with steps we do not know comes from a newer Magam; a file with other tables is not ours. Either is a
 * `Failure`, and nothing has been written then. Gives the steps that the database has had; none for a new one.
 */
export async function refuseStrangers(db: Kysely<Tables>, kind: DatabaseKind): Promise<readonly string[]> {
  const schema = await schemaOf(db, kind)
  const tables = (await db.introspection.getTables({ withInternalKyselyTables: true }))
    .filter((table) => table.schema === schema)
    .map((table) => table.name)
  if (!tables.includes(STEPS)) {
    // A server's database may be shared with others as long as no name is taken; a file has one owner.
    const strange = kind === 'sqlite' ? tables : tables.filter((name) => OURS.has(name))
    if (strange.length === 0) return []
    throw new Failure(
      'state-not-ours',
      `the database holds tables that Magam did not make (\`${strange[0]}\`)`,
      {
        hint: 'name another database with `MAGAM_DATABASE_URL`; this one was left as it is',
      },
    )
  }
  const had = await stepsOf(db)
  const unknown = had.filter((name) => !(name in migrations(kind)))
  if (unknown.length > 0) {
    throw new Failure(
      'state-newer',
      `the state was written by a newer Magam (it knows the step \`${unknown.join('`, `')}\`)`,
      {
        hint: 'update Magam, or put the copy from before the update in its place (`….before-…`, or your own backup); this one was left as it is',
      },
    )
  }
  return had
}

/** Where a server makes tables for us, which is where our names must be free; a file has no such thing. */
async function schemaOf(db: Kysely<Tables>, kind: DatabaseKind): Promise<string | undefined> {
  if (kind === 'sqlite') return undefined
  const { rows } = await sql<{ name: string | null }>`select current_schema() as name`.execute(db)
  return rows[0]?.name ?? undefined
}

async function stepsOf(db: Kysely<Tables>): Promise<readonly string[]> {
  const steps = db as unknown as Kysely<Record<string, { name: string }>>
  return (await steps.selectFrom(STEPS).select('name').orderBy('name').execute()).map(({ name }) => name)
}

/** The first step that a database still lacks after those it has had; null when it is up to date. */
export function nextStep(had: readonly string[], kind: DatabaseKind): string | null {
  return Object.keys(migrations(kind)).find((name) => !had.includes(name)) ?? null
}

/** Brings the tables to the present shape, whole or not at all. */
export async function migrate(db: Kysely<Tables>, kind: DatabaseKind): Promise<void> {
  const schema = await schemaOf(db, kind)
  const migrator = new Migrator({
    db,
    provider: { getMigrations: async () => ({ ...migrations(kind) }) },
    migrationTableName: STEPS,
    migrationLockTableName: `${STEPS}_lock`,
    ...(schema !== undefined && { migrationTableSchema: schema }),
  })
  const { error } = await migrator.migrateToLatest()
  if (error) throw error
}
