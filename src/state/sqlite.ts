import { randomUUID } from 'node:crypto'
import { chmodSync, closeSync, existsSync, openSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { backup, DatabaseSync, type SQLInputValue } from 'node:sqlite'
import { type Dialect, SqliteAdapter, type SqliteDatabase, SqliteDialect, type SqliteStatement } from 'kysely'
import { LRUCache } from 'lru-cache'
import { UserError } from '../lib/failure.ts'
import { makeFolder } from '../lib/make-folder.ts'
import { fileTrouble, sqliteTrouble } from './trouble.ts'

/** The one place that knows `node:sqlite`, whose class is about to change its name. */
export type Sqlite = {
  readonly dialect: Dialect
  /** Run once the database is known to be ours: changes the file's journal. */
  prepareForWrites(): void
  backup(file: string): Promise<void>
  /** Keeps the file as it was before the migration `step`, beside it; the newest few of such copies stay. */
  keepBefore(step: string): Promise<void>
  /** Throws the `Failure` of a damaged file; reads every page. */
  check(): void
  close(): void
}

/** Opens or creates `file` (`:memory:` for none); a new file can be read by its owner only. Throws a `Failure`. */
export function openSqlite(file: string, busyTimeoutMs: number): Sqlite {
  if (file !== ':memory:') create(file)
  const guard = <T>(work: () => T): T => {
    try {
      return work()
    } catch (error) {
      throw sqliteTrouble(error, file)
    }
  }
  const database = guard(() => new DatabaseSync(file, { timeout: busyTimeoutMs }))
  return {
    dialect: new TransactionalSqlite({ database: shim(database, guard) }),
    prepareForWrites: () =>
      guard(() => {
        if (file !== ':memory:') database.exec('pragma journal_mode = wal')
        database.exec('pragma synchronous = full')
      }),
    backup: (target) => copy(database, target),
    keepBefore: async (step) => {
      if (file !== ':memory:') await keepBefore(database, file, step)
    },
    check: () => guard(() => checkPages(database, file)),
    close: () => database.close(),
  }
}

/** Kysely takes SQLite's tables to be made outside transactions; they are not, and two processes may start at once. */
class TransactionalSqlite extends SqliteDialect {
  override createAdapter(): SqliteAdapter {
    return new (class extends SqliteAdapter {
      override get supportsTransactionalDdl(): boolean {
        return true
      }
    })()
  }
}

/** Statements kept prepared. The store knows some fifty; lists of values differ in their length. */
const STATEMENTS = 200

/**
 * What Kysely asks of a SQLite driver. A transaction that will write must say so at its start, or two of them deadlock.
 * Kysely has a statement prepared for each query; those that are known already are kept.
 */
function shim(database: DatabaseSync, guard: <T>(work: () => T) => T): SqliteDatabase {
  const statements = new LRUCache<string, SqliteStatement>({
    max: STATEMENTS,
    memoMethod: (text) => {
      const statement = guard(() => database.prepare(text === 'begin' ? 'begin immediate' : text))
      const values = (parameters: readonly unknown[]) => parameters as readonly SQLInputValue[]
      return {
        reader: statement.columns().length > 0,
        // Rows come without a prototype, which makes them unequal to any literal.
        all: (parameters) => guard(() => statement.all(...values(parameters)).map((row) => ({ ...row }))),
        run: (parameters) => guard(() => statement.run(...values(parameters))),
        iterate: (parameters) => statement.iterate(...values(parameters)),
      }
    },
  })
  return { close: () => database.close(), prepare: (text) => statements.memo(text) }
}

function create(file: string): void {
  try {
    makeFolder(dirname(file), 0o700)
    if (!existsSync(file)) closeSync(openSync(file, 'a', 0o600))
  } catch (error) {
    throw fileTrouble(error, file)
  }
}

function checkPages(database: DatabaseSync, file: string): void {
  const answers = database
    .prepare('pragma quick_check(5)')
    .all()
    .map((row) => String(Object.values(row)[0]))
  if (answers.join() !== 'ok') throw sqliteTrouble({ errcode: 11, message: answers.join('; ') }, file)
}

/** Copies to a new file beside the target first, so that a copy cut off never looks like a whole one. */
async function copy(database: DatabaseSync, target: string): Promise<void> {
  if (existsSync(target)) {
    throw new UserError(
      `\`${target}\` is there already`,
      [],
      'name a file that does not exist yet: a backup never overwrites',
    )
  }
  await writeCopy(database, target, `${target}.part`)
}

const COPIES = 3

async function keepBefore(database: DatabaseSync, file: string, step: string): Promise<void> {
  const before = `${file}.before-`
  const target = before + step.slice(0, 4)
  const part = `${target}.${randomUUID().slice(0, 8)}.part`
  const steps = database.prepare('select 1 from magam_migration where name = ?')
  // Another process may have found the same old state: once it has brought the file to the new shape, ours may be a
  // copy of that, and the one that it made first is the right one.
  await writeCopy(database, target, part, () => steps.get(step) === undefined)
  const copies = readdirSync(dirname(file) || '.')
    .filter(
      (name) => name.startsWith(basename(before)) && /^\d{4}$/.test(name.slice(basename(before).length)),
    )
    .sort()
  for (const old of copies.slice(0, -COPIES)) rmSync(join(dirname(file), old), { force: true })
}

async function writeCopy(
  database: DatabaseSync,
  target: string,
  part: string,
  isWanted: () => boolean = () => true,
): Promise<void> {
  try {
    makeFolder(dirname(target))
    closeSync(openSync(part, 'w', 0o600))
    chmodSync(part, 0o600)
  } catch (error) {
    throw fileTrouble(error, target)
  }
  try {
    await backup(database, part)
    if (isWanted()) renameSync(part, target)
    else rmSync(part)
  } catch (error) {
    rmSync(part, { force: true })
    throw fileTrouble(error, target)
  }
}
