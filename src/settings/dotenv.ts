import { existsSync, readFileSync, statSync } from 'node:fs'
import { parseEnv } from 'node:util'
import { type Problem, UserError } from '../lib/failure.ts'
import { SAVE_AS_UTF8, utf8 } from '../lib/utf8.ts'
import { type Environment, readEnvironment, VARIABLES } from './environment.ts'
import { nearest } from './nearest.ts'

type Env = Readonly<Record<string, string | undefined>>

/** The file of secrets: `.env` in the working folder, or the one that `MAGAM_ENV_FILE` names. */
export function envFileOf(env: Env): string {
  return env.MAGAM_ENV_FILE || '.env'
}

/** The environment with what `envFile` adds to it, everything that is wrong with both, and what should be looked at. */
export function environmentFrom(env: Env, envFile: string) {
  const file = readEnvFile(envFile)
  const { environment, problems } = readEnvironment({ ...file.values, ...present(env) })
  return {
    environment,
    problems: [...file.problems, ...problems],
    warnings: [...missingFile(env, envFile), ...file.warnings, ...looseKey(environment)],
  }
}

/** A `.env` need not be there; one that was named should. */
function missingFile(env: Env, envFile: string): readonly Problem[] {
  if (env.MAGAM_ENV_FILE !== envFile || existsSync(envFile)) return []
  return [{ what: `\`MAGAM_ENV_FILE\` names \`${envFile}\`, which is not there`, hint: 'check its path' }]
}

/** An empty variable counts as not given, so that it does not hide the one in `.env`. */
export function present(env: Env): Env {
  return Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''))
}

/** The text of the file of secrets; null when it is not there. Throws a `UserError` when it cannot be read. */
export function envText(envFile: string): string | null {
  let bytes: Uint8Array
  try {
    bytes = readFileSync(envFile)
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    if (code === 'ENOENT' || code === 'ENOTDIR') return null
    throw new UserError(`\`${envFile}\` cannot be read (${code})`, [], 'check its rights')
  }
  const text = utf8(bytes)
  if (text === null) throw new UserError(`\`${envFile}\` is not UTF-8 text`, [], SAVE_AS_UTF8)
  return text
}

function readEnvFile(envFile: string): {
  values: Env
  problems: readonly Problem[]
  warnings: readonly Problem[]
} {
  let text: string | null
  try {
    text = envText(envFile)
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    return { values: {}, problems: [{ what: error.message, hint: error.hint }], warnings: [] }
  }
  if (text === null) return { values: {}, problems: [], warnings: [] }
  const values = parseEnv(text)
  const warnings = [
    ...looseRights(envFile),
    ...unknownVariables(values, envFile),
    ...unreadLines(text, values, envFile),
  ]
  return { values, problems: [], warnings }
}

const KNOWN: readonly string[] = Object.entries(VARIABLES).flatMap(([name, { secret }]) =>
  secret ? [name, `${name}_FILE`] : [name],
)

/**
 * Lines that name a variable of ours in a form that gives it no value (`notion_token=…`, `NOTION_TOKEN: …`,
 * `set NOTION_TOKEN=…`), or once more: an empty line of the example, further down, would take a token away.
 */
function unreadLines(text: string, values: Env, envFile: string): readonly Problem[] {
  const seen = new Set<string>()
  return text.split('\n').flatMap((line, index) => {
    const name = /^\s*(?:export\s+|set\s+|\$env:)?(\w+)\s*[:=]/i.exec(line)?.[1]?.toUpperCase()
    if (name === undefined || !KNOWN.includes(name)) return []
    const place = `\`${envFile}\`, line ${index + 1}: \`${name}\` is named`
    if (!(name in values)) {
      return [{ what: `${place}, and gets no value`, hint: 'write `NAME=value`, the name in capitals' }]
    }
    if (seen.has(name))
      return [{ what: `${place} once more, and the last line counts`, hint: 'keep one of them' }]
    seen.add(name)
    return []
  })
}

/** Only what is ours by its first word; others may share the file. */
function unknownVariables(values: Env, envFile: string): readonly Problem[] {
  return Object.keys(values)
    .filter((name) => /^(NOTION|GOOGLE|MAGAM)_/.test(name) && !KNOWN.includes(name))
    .map((name) => {
      const near = nearest(name, KNOWN)
      return {
        what: `\`${envFile}\`: \`${name}\` is not known`,
        hint: near ? `did you mean \`${near}\`?` : null,
      }
    })
}

function looseKey({ google }: Environment): readonly Problem[] {
  return google?.kind === 'service-account' ? looseRights(google.keyFile) : []
}

/** Windows has no such rights; a file that cannot be looked at is told of where it is used. */
function looseRights(file: string): readonly Problem[] {
  const rights = process.platform === 'win32' ? 0 : (statSync(file, { throwIfNoEntry: false })?.mode ?? 0)
  if ((rights & 0o044) === 0) return []
  return [{ what: `\`${file}\` holds secrets and can be read by others`, hint: `run \`chmod 600 ${file}\`` }]
}
