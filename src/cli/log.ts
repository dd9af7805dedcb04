import { type Logger, pino } from 'pino'
import { Failure, UserError } from '../lib/failure.ts'
import type { Output } from './io.ts'

/** Names under which secrets travel in the objects that libraries hand to a log. */
const SECRET_KEYS = [
  'authorization',
  'token',
  'accessToken',
  'access_token',
  'refresh_token',
  'client_secret',
  'private_key',
  'auth',
  'password',
]

/** A stack tells where a bug is. What went wrong outside, or was a mistake, is told in words alone. */
function shown(error: Error): object {
  if (error instanceof Failure) {
    const { code, message, hint, cause } = error
    return { code, message, hint, ...(cause instanceof Error && { cause: cause.message }) }
  }
  if (error instanceof UserError) {
    const { message, problems, hint } = error
    return { message, problems, hint }
  }
  return pino.stdSerializers.err(error)
}

/**
 * The log: one JSON line an event on stderr, for machines and for `--verbose`. Secrets are taken out twice: by the key
 * they stand under, and by `scrub` from the finished line, whatever put them there.
 */
export function openLog(stream: Output, level: string, scrub: (text: string) => string): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: shown },
      redact: { paths: SECRET_KEYS.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]), censor: '[secret]' },
      hooks: { streamWrite: scrub },
    },
    { write: (line: string) => void stream.write(line) },
  )
}
