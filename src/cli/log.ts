import { type Logger, pino } from 'pino'
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
      redact: { paths: SECRET_KEYS.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]), censor: '[secret]' },
      hooks: { streamWrite: scrub },
    },
    { write: (line: string) => void stream.write(line) },
  )
}
