import { chmodSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { parseEnv } from 'node:util'
import { diskFailure } from '../lib/disk-failure.ts'
import { UserError } from '../lib/failure.ts'
import { makeFolder } from '../lib/make-folder.ts'
import { envText, present } from './dotenv.ts'
import { secretKeyOf, secretOf, VARIABLES, type Variable } from './environment.ts'
import { givenPath } from './given-path.ts'
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

/** What is given before set-up asks: values, and for secrets that lie in files of their own, which files. */
export type GivenVariables = {
  readonly values: Env
  readonly files: Readonly<Record<string, string>>
}

/**
 * The variables of the process over those of `.env`, as they stand: nothing checked. Secrets are taken out of the files
 * that their twins name, and a refresh token that lies encrypted is opened; what cannot be counts as not given.
 */
export function mergedVariables(env: Env, envFile: string): GivenVariables {
  const merged: Env = { ...parseEnv(envText(envFile) ?? ''), ...present(env) }
  const key = secretKeyOf(merged)
  const values: Record<string, string | undefined> = { ...merged }
  const files: Record<string, string> = {}
  for (const name of SECRETS) {
    const file = merged[`${name}_FILE`]
    if (file) files[name] = givenPath(file)
    delete values[`${name}_FILE`]
    const taken = secretOf(merged, name)
    const value = 'value' in taken ? taken.value : null
    const opened = value !== null && isSealed(value) ? key && unseal(value, key) : value
    if (opened === null) delete values[name]
    else values[name] = opened
  }
  return { values, files }
}

const SECRETS = (Object.keys(VARIABLES) as Variable[]).filter((name) => VARIABLES[name].secret)

/**
 * Sets variables in `.env`, which only its owner may read from then on; written whole or not at all. With a key the
 * refresh token is written encrypted. A secret that lies in a file of its own (`given.files`) stays there: the file is
 * written anew when the value is another one.
 */
export function setVariables(
  envFile: string,
  variables: Readonly<Record<string, string>>,
  key: string | null = null,
  given: GivenVariables = { values: {}, files: {} },
): void {
  const inEnvFile: Record<string, string> = {}
  for (const [name, value] of Object.entries(variables)) {
    const written = name === 'GOOGLE_REFRESH_TOKEN' && key !== null ? seal(value, key) : value
    const file = given.files[name]
    if (file === undefined) inEnvFile[name] = written
    else if (given.values[name] !== value) writeWhole(file, `${written}\n`, 0o600)
  }
  writeWhole(envFile, withVariables(envText(envFile) ?? '', inEnvFile), 0o600)
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
