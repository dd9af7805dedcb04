import { readFileSync, statSync } from 'node:fs'
import { parseEnv } from 'node:util'
import type { Problem } from '../lib/failure.ts'
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
    warnings: [...file.warnings, ...looseKey(environment)],
  }
}

/** An empty variable counts as not given, so that it does not hide the one in `.env`. */
function present(env: Env): Env {
  return Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''))
}

function readEnvFile(envFile: string): {
  values: Env
  problems: readonly Problem[]
  warnings: readonly Problem[]
} {
  let text: string
  try {
    text = readFileSync(envFile, 'utf8')
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    if (code === 'ENOENT') return { values: {}, problems: [], warnings: [] }
    const problem = { what: `\`${envFile}\` cannot be read (${code})`, hint: 'check its rights' }
    return { values: {}, problems: [problem], warnings: [] }
  }
  const values = parseEnv(text)
  return { values, problems: [], warnings: [...looseRights(envFile), ...unknownVariables(values, envFile)] }
}

/** Only what is ours by its first word; others may share the file. */
function unknownVariables(values: Env, envFile: string): readonly Problem[] {
  const known = Object.entries(VARIABLES).flatMap(([name, { secret }]) =>
    secret ? [name, `${name}_FILE`] : [name],
  )
  return Object.keys(values)
    .filter((name) => /^(NOTION|GOOGLE|MAGAM)_/.test(name) && !known.includes(name))
    .map((name) => {
      const near = nearest(name, known)
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
