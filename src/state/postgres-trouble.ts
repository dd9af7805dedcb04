import { Failure } from '../lib/failure.ts'
import { stringIn } from './trouble.ts'

const UNREACHABLE = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EPIPE',
  // No socket where the address names a folder.
  'ENOENT',
])
/** Classes of codes of a server that goes down or comes up, and of a connection that broke (also told by a pooler). */
const DOWN = /^(57P0[123]|08)/
const BROKEN = /timeout|terminated|not queryable/i
const UNTRUSTED = /CERT|^UNABLE_TO_VERIFY|^ERR_TLS_/

const RIGHTS =
  'let it make tables: `grant create on database … to …`, and the same on the schema, or make it the owner of the database'

type Told = { readonly code: string; readonly what: (where: string) => string; readonly hint: string }

/** Words for what PostgreSQL's codes mean for a person. */
const POSTGRES: Readonly<Record<string, Told>> = {
  '28P01': {
    code: 'state-refused',
    what: (where) => `PostgreSQL at ${where} refused the user or the password`,
    hint: 'check both in `MAGAM_DATABASE_URL`',
  },
  '28000': {
    code: 'state-refused',
    what: (where) => `PostgreSQL at ${where} does not let this user in from here`,
    hint: 'check the user in `MAGAM_DATABASE_URL` and the server’s `pg_hba.conf`; a server that wants an encrypted connection needs `?sslmode=verify-full` at the end of the address',
  },
  '3D000': {
    code: 'state-missing',
    what: (where) => `PostgreSQL at ${where} has no such database`,
    hint: 'create it with `createdb`, or name another in `MAGAM_DATABASE_URL`',
  },
  '25006': {
    code: 'state-not-writable',
    what: (where) => `PostgreSQL at ${where} takes no writes: it is a standby, or was made read-only`,
    hint: 'name the server that takes writes in `MAGAM_DATABASE_URL`',
  },
  '42501': {
    code: 'state-not-writable',
    what: (where) => `PostgreSQL at ${where} does not give this user enough rights`,
    hint: RIGHTS,
  },
  '3F000': {
    code: 'state-not-writable',
    what: (where) => `PostgreSQL at ${where} has no schema in which this user could make tables`,
    hint: RIGHTS,
  },
  '53100': {
    code: 'state-disk-full',
    what: (where) => `PostgreSQL at ${where} has no room left on its disk`,
    hint: 'free some room and run again',
  },
  '53300': {
    code: 'state-crowded',
    what: (where) => `PostgreSQL at ${where} takes no more connections`,
    hint: 'raise its `max_connections`, run fewer workers, or put a pooler such as PgBouncer between',
  },
}

/** The `Failure` for an error of PostgreSQL; a mistake in a query comes back as it is. `where` names the server without secrets. */
export function postgresTrouble(error: unknown, where: string): unknown {
  const code = stringIn(error, 'code')
  if (stringIn(error, 'syscall') === 'open') return unreadable(error, code)
  const told = POSTGRES[code] ?? connectionTrouble(code, stringIn(error, 'message'))
  if (!told) return error
  return new Failure(told.code, told.what(where), { cause: error, hint: told.hint })
}

/** A certificate or key that the address names. */
function unreadable(error: unknown, code: string): Failure {
  const file = stringIn(error, 'path')
  return new Failure(
    'state-address',
    `\`MAGAM_DATABASE_URL\` names \`${file}\`, which cannot be read (${code})`,
    {
      cause: error,
      hint: 'check its path and its rights',
    },
  )
}

function connectionTrouble(code: string, message: string): Told | null {
  if (UNTRUSTED.test(code)) {
    return {
      code: 'state-untrusted',
      what: (where) => `PostgreSQL at ${where} shows a certificate that is not trusted (${code})`,
      hint: 'name the file of its authority at the end of the address: `?sslrootcert=FILE`; without a check, `?sslmode=no-verify`',
    }
  }
  if (message.includes('does not support SSL')) {
    return {
      code: 'state-untrusted',
      what: (where) => `PostgreSQL at ${where} offers no encrypted connection`,
      hint: 'switch it on there, or take `sslmode` out of `MAGAM_DATABASE_URL`',
    }
  }
  if (!UNREACHABLE.has(code) && !DOWN.test(code) && !BROKEN.test(message)) return null
  return {
    code: 'state-unreachable',
    what: (where) => `PostgreSQL at ${where} does not answer`,
    hint: 'check that the server runs and that the address in `MAGAM_DATABASE_URL` is right',
  }
}
