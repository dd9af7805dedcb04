import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type Dialect, Kysely } from 'kysely'
import { Failure, UserError } from '../lib/failure.ts'
import { isServer } from './address.ts'
import { calendarRows, publicRows } from './calendar-rows.ts'
import { documents } from './documents.ts'
import { forgetting } from './forget.ts'
import { locks } from './locks.ts'
import type { DatabaseKind } from './migrations.ts'
import { openPostgres } from './postgres.ts'
import { migrate, nextStep, refuseStrangers } from './prepare.ts'
import { runs } from './runs.ts'
import { openSqlite } from './sqlite.ts'
import type { Store } from './store.ts'
import type { Tables } from './tables.ts'
import { values } from './values.ts'

/** How long a writer waits for another process to finish its transaction before `state-locked`. */
const BUSY_MS = 5_000
/** What the two kinds of database do differently. */
type Engine = {
  readonly kind: DatabaseKind
  readonly dialect: Dialect
  readonly prepareForWrites: () => void
  /** Keeps what is there as it was before `step`, beside it. */
  readonly keepBefore: (step: string) => Promise<void>
  readonly backup: (file: string) => Promise<void>
  readonly check: () => void
}

/**
 * Opens the state and brings its tables to the present shape. A file that a release before has written is first copied
 * beside itself (`FILE.before-0002`, named by the first step it lacked); the newest three copies are kept.
 * `url`: `file:PATH` (relative to the working folder; made when missing), `file::memory:`, or `postgres://…`.
 * Throws a `UserError` for any other address, a `Failure` (`state-…`) for a state that cannot be used; a state written by
 * a newer Magam, or a file that is not ours, is refused and left as it is.
 */
export async function openStore(
  url: string,
  options: {
    readonly busyTimeoutMs?: number
    /** For what only looks: a state that is not there is not made, an empty one in memory stands in for it. */
    readonly onlyLook?: boolean
  } = {},
): Promise<Store> {
  const missing = options.onlyLook && !(await isThere(url))
  return openOn(await engineOf(missing ? 'file::memory:' : url, options.busyTimeoutMs ?? BUSY_MS))
}

/** Whether there is a state to look at: a file, or tables of ours on a server. */
async function isThere(url: string): Promise<boolean> {
  if (!isServer(url)) return !url.startsWith('file:') || existsSync(pathOf(url))
  const db = new Kysely<Tables>({ dialect: await openPostgres(url) })
  try {
    return (await refuseStrangers(db, 'postgres')).length > 0
  } finally {
    await db.destroy()
  }
}

/** The same on an engine that is open already. */
export async function openOn(engine: Engine): Promise<Store> {
  const db = new Kysely<Tables>({ dialect: engine.dialect })
  try {
    const had = await refuseStrangers(db, engine.kind)
    const next = nextStep(had, engine.kind)
    if (had.length > 0 && next !== null) await engine.keepBefore(next)
    engine.prepareForWrites()
    await migrate(db, engine.kind)
  } catch (error) {
    await db.destroy()
    throw error
  }
  return storeOn(db, engine)
}

async function engineOf(url: string, busyTimeoutMs: number): Promise<Engine> {
  if (isServer(url)) return postgresEngine(await openPostgres(url))
  if (!url.startsWith('file:') || url.length === 'file:'.length) {
    throw new UserError(
      // What stands after the scheme may be a password; without a scheme, anything may be one.
      `\`MAGAM_DATABASE_URL\` is not an address of a state: \`${/^[a-z][a-z0-9+.-]{0,19}:\/\//i.exec(url)?.[0] ?? ''}…\``,
      [],
      'write `file:data/magam.db` or `postgres://…`, or leave it out',
    )
  }
  return { kind: 'sqlite', ...openSqlite(pathOf(url), busyTimeoutMs) }
}

function pathOf(url: string): string {
  return url.startsWith('file://') ? fileURLToPath(url) : url.slice('file:'.length)
}

/** PostgreSQL has tools of its own for copies and checks. */
export function postgresEngine(dialect: Dialect): Engine {
  return {
    kind: 'postgres',
    dialect,
    prepareForWrites: () => {},
    // Its operator's backups serve: a tool that copied a server's tables would be no safer than they are.
    keepBefore: async () => {},
    check: () => {},
    backup: async () => {
      throw new Failure('backup-elsewhere', 'a state in PostgreSQL is copied by its own tools', {
        hint: 'use `pg_dump --format=custom --file=magam.dump DATABASE`',
      })
    },
  }
}

function storeOn(db: Kysely<Tables>, engine: Engine, outer: Store | null = null): Store {
  const store: Store = {
    ...values(db),
    ...documents(db),
    ...calendarRows(db),
    ...publicRows(db),
    ...runs(db),
    ...locks(db),
    ...forgetting(db),
    transaction: (work) =>
      outer ? work(store) : db.transaction().execute((inner) => work(storeOn(inner, engine, store))),
    backup: (file) => engine.backup(file),
    check: async () => engine.check(),
    close: () => (outer ? outer.close() : db.destroy()),
  }
  return store
}
