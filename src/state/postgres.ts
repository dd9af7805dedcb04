import { type Dialect, PostgresDialect, type PostgresPool, type PostgresPoolClient } from 'kysely'
import { Failure } from '../lib/failure.ts'
import { postgresTrouble } from './trouble.ts'

const INT8 = 20
const CONNECT_MS = 10_000

/** The dialect of a PostgreSQL server, its errors told as `Failure`s that never name the password. */
export async function openPostgres(url: string): Promise<Dialect> {
  const { default: pg } = await import('pg')
  const where = place(url)
  const pool = new pg.Pool({
    connectionString: url,
    connectionTimeoutMillis: CONNECT_MS,
    application_name: 'magam',
    types: {
      // The driver hands 64-bit integers over as text; none of ours can leave the safe range.
      getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
        oid === INT8 ? Number : pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
    },
  })
  // A connection that dies while idle is replaced at the next use, which tells of lasting trouble itself.
  pool.on('error', () => {})
  const guarded: PostgresPool = {
    options: pool.options,
    end: () => pool.end(),
    connect: () => pool.connect().then((client) => guard(client as PostgresPoolClient, where), told(where)),
  }
  return new PostgresDialect({ pool: guarded })
}

function guard(client: PostgresPoolClient, where: string): PostgresPoolClient {
  const query = (text: string, parameters: readonly unknown[]) =>
    client.query(text, parameters).catch(told(where))
  return { query: query as PostgresPoolClient['query'], release: (destroy) => client.release(destroy) }
}

const told =
  (where: string) =>
  (error: unknown): never => {
    throw postgresTrouble(error, where)
  }

/** Host, port and database of the address, for people. */
function place(url: string): string {
  if (!URL.canParse(url)) {
    throw new Failure('state-address', 'the address in `MAGAM_DATABASE_URL` cannot be understood', {
      hint: 'write `postgres://user:password@host:5432/database`, with special characters of the password percent-encoded',
    })
  }
  const { host, pathname } = new URL(url)
  return `${host || 'localhost'}${pathname}`
}
