import { type Dialect, PostgresDialect, type PostgresPool, type PostgresPoolClient } from 'kysely'
import { Failure } from '../lib/failure.ts'
import { serverOf } from './address.ts'
import { postgresTrouble } from './postgres-trouble.ts'

const INT8 = 20
const CONNECT_MS = 10_000
/** Asks a silent connection whether its other end still lives. */
export const STAY_AWAKE = { keepAlive: true, keepAliveInitialDelayMillis: 10_000 } as const

/** The dialect of a PostgreSQL server, its errors told as `Failure`s that never name the password. */
export async function openPostgres(url: string): Promise<Dialect> {
  const { default: pg } = await import('pg')
  const where = placeOf(url)
  const pool = new pg.Pool({
    connectionString: url,
    connectionTimeoutMillis: CONNECT_MS,
    // A server that loses its power says nothing more: without this, whoever waits for its answer waits for ever.
    ...STAY_AWAKE,
    application_name: 'magam',
    types: {
      // The driver hands 64-bit integers over as text; none of ours can leave the safe range.
      getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
        oid === INT8 ? Number : pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
    },
  })
  // A connection that dies while idle is replaced at the next use, which tells of lasting trouble itself.
  pool.on('error', () => {})
  // One that dies in use fails the query that waits for it. The pool listens to idle ones only, and what nobody hears
  // would end the process.
  pool.on('connect', (client) => void client.on('error', () => {}))
  const guarded: PostgresPool = {
    options: pool.options,
    end: () => pool.end(),
    async connect() {
      try {
        return guard((await pool.connect()) as PostgresPoolClient, where)
      } catch (error) {
        // The files that the address names are read here, at once.
        throw postgresTrouble(error, where)
      }
    },
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

function placeOf(url: string): string {
  const place = serverOf(url)
  if (place !== null) return place
  throw new Failure('state-address', 'the address in `MAGAM_DATABASE_URL` cannot be understood', {
    hint: 'write `postgres://user:password@host:5432/database`, with special characters of the password percent-encoded',
  })
}
