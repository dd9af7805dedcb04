import { chmodSync, closeSync, existsSync, mkdirSync, openSync, renameSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { backup, DatabaseSync, type SQLInputValue } from 'node:sqlite'
import { type Dialect, SqliteAdapter, type SqliteDatabase, SqliteDialect } from 'kysely'
import { Failure } from '../lib/failure.ts'
import { fileTrouble, sqliteTrouble } from './trouble.ts'

/** The one place that knows `node:sqlite`, whose class is about to change its name. */
export type Sqlite = {
  readonly dialect: Dialect
  /** Run once the database is known to be ours: changes the file's journal. */
  prepareForWrites(): void
  backup(file: string): Promise<void>
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

/** What Kysely asks of a SQLite driver. A transaction that will write must say so at its start, or two of them deadlock. */
function shim(database: DatabaseSync, guard: <T>(work: () => T) => T): SqliteDatabase {
  return {
    close: () => database.close(),
    prepare(text) {
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
  }
}

function create(file: string): void {
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
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
    throw new Failure('backup-exists', `\`${target}\` is there already`, {
      hint: 'name a file that does not exist yet: a backup never overwrites',
    })
  }
  const part = `${target}.part`
  try {
    mkdirSync(dirname(target), { recursive: true })
    closeSync(openSync(part, 'w', 0o600))
    chmodSync(part, 0o600)
  } catch (error) {
    throw fileTrouble(error, target)
  }
  try {
    await backup(database, part)
    renameSync(part, target)
  } catch (error) {
    rmSync(part, { force: true })
    throw fileTrouble(error, target)
  }
}
