import { chmodSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { parseEnv } from 'node:util'
import { diskFailure } from '../lib/disk-failure.ts'
import { UserError } from '../lib/failure.ts'
import { makeFolder } from '../lib/make-folder.ts'
import { secretKeyOf } from './environment.ts'
import { isSealed, seal, unseal } from './sealed.ts'

type Env = Readonly<Record<string, string | undefined>>

/** The text of an `.env` file with these variables in it: known lines are replaced where they stand, others kept, new ones added. */
export function withVariables(text: string, variables: Readonly<Record<string, string>>): string {
  const left = new Map(Object.entries(variables))
  const lines = text === '' ? [] : text.replace(/\n$/, '').split('\n')
  const kept = lines.flatMap((line) => {
    const name = /^\s*(?:export\s+)?([A-Z_][A-Z0-9_]*)\s*=/.exec(line)?.[1]
    if (name === undefined || !(name in variables)) return [line]
    const value = left.get(name)
    left.delete(name)
    // A name that stands there twice would hide the new value behind the old one.
    return value === undefined ? [] : [`${name}=${quoted(value)}`]
  })
  return `${[...kept, ...[...left].map(([name, value]) => `${name}=${quoted(value)}`)].join('\n')}\n`
}

/** The form that `parseEnv` reads back as the same text: it knows no escapes but has three kinds of quotes. */
function quoted(value: string): string {
  if (/^[\w./:@+,=-]*$/.test(value)) return value
  const quote = ['"', "'", '`'].find((mark) => !value.includes(mark))
  if (quote === undefined || /[\r\n]/.test(value)) {
    throw new UserError('a value cannot be written into `.env`', [
      {
        what: 'it holds a line break, or all three kinds of quotes',
        hint: 'put it into a file and name that in the `_FILE` variable',
      },
    ])
  }
  return `${quote}${value}${quote}`
}

/**
 * The variables of the process over those of `.env`, as they stand: nothing checked. A refresh token that lies encrypted
 * is opened; one that cannot be counts as not given.
 */
export function mergedVariables(env: Env, envFile: string): Env {
  const file = existsSync(envFile) ? parseEnv(readFileSync(envFile, 'utf8')) : {}
  const merged = { ...file, ...Object.fromEntries(Object.entries(env).filter(([, value]) => value)) }
  const { GOOGLE_REFRESH_TOKEN: token, ...others } = merged
  if (!token || !isSealed(token)) return merged
  const key = secretKeyOf(merged)
  const opened = key === null ? null : unseal(token, key)
  return opened === null ? others : { ...others, GOOGLE_REFRESH_TOKEN: opened }
}

/**
 * Sets variables in `.env`, which only its owner may read from then on; written whole or not at all. With a key the
 * refresh token is written encrypted.
 */
export function setVariables(
  envFile: string,
  variables: Readonly<Record<string, string>>,
  key: string | null = null,
): void {
  const text = existsSync(envFile) ? readFileSync(envFile, 'utf8') : ''
  const { GOOGLE_REFRESH_TOKEN: token, ...others } = variables
  const kept = token && key !== null ? { ...others, GOOGLE_REFRESH_TOKEN: seal(token, key) } : variables
  writeWhole(envFile, withVariables(text, kept), 0o600)
}

/**
 * Writes a file beside its place first, so that a crash leaves the old one. The folder is made when missing.
 * @throws Failure `file-not-written`
 */
export function writeWhole(file: string, text: string, mode: number): void {
  try {
    replace(file, text, mode)
  } catch (error) {
    throw notWritten(file, error)
  }
}

function replace(file: string, text: string, mode: number): void {
  makeFolder(dirname(file))
  const part = `${file}.part`
  // What a killed process left under this name may be readable by others.
  rmSync(part, { force: true })
  writeFileSync(part, text, { mode, flag: 'wx', flush: true })
  chmodSync(part, mode)
  renameSync(part, file)
}

const HINTS: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full: make room',
  EDQUOT: 'the disk quota is used up: make room',
  EROFS: 'the disk is read-only: make it writable, or name another place',
  EACCES: 'give this user the right to write there, or name another place',
  EPERM: 'give this user the right to write there, or name another place',
  ENOTDIR: 'a file stands where a folder is needed: name another place',
  EEXIST: 'a file stands where a folder is needed: name another place',
  EISDIR: 'a folder stands in its place: name another',
}

function notWritten(file: string, cause: unknown): unknown {
  const words = `\`${file}\` cannot be written; what was there stays as it was`
  return diskFailure(cause, 'file-not-written', words, HINTS)
}
