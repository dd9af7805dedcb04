import { readFileSync, statSync } from 'node:fs'
import { parseEnv } from 'node:util'
import { type Problem, UserError } from '../lib/failure.ts'
import { type Environment, readEnvironment, VARIABLES } from './environment.ts'
import { problemsOf } from './issues.ts'
import { migrate } from './migrate.ts'
import { nearest } from './nearest.ts'
import { rules } from './rules.ts'
import { type KnowledgeBaseSettings, type SettingsFile, settingsFile } from './schema.ts'
import { secretsIn } from './secrets.ts'
import { readYaml, type YamlFile } from './yaml.ts'

export type { Environment, GoogleAccess } from './environment.ts'
export type { KnowledgeBaseSettings } from './schema.ts'

/** Everything a command needs to know, checked. */
export type Settings = SettingsFile & {
  readonly environment: Environment
  /** What works but should be looked at: loose file rights, an older shape. */
  readonly warnings: readonly Problem[]
}

type Env = Readonly<Record<string, string | undefined>>
export const CONFIG_FILE = 'config/magam.yaml'
const ENV_FILE = '.env'

/**
 * Reads the settings file, `.env` (in the working folder unless named) and the environment, which wins over `.env`.
 * Throws one `UserError` that lists all problems, each with its place; secrets are never in it.
 */
export async function readSettings(from: {
  readonly configFile?: string
  readonly env: Env
  readonly envFile?: string
}): Promise<Settings> {
  const configFile = from.configFile ?? CONFIG_FILE
  const { environment, problems, warnings } = environmentFrom(from.env, from.envFile ?? ENV_FILE)
  const file = readConfig(textOf(configFile), configFile)
  const all = [...file.problems.map((each) => ({ ...each, what: `${configFile}:${each.what}` })), ...problems]
  if (file.settings === null || all.length > 0) throw mistakes(all)
  return { ...file.settings, environment, warnings: [...warnings, ...file.warnings] }
}

/** The environment alone, for commands that need no settings file. */
export function readEnvironmentOnly(from: { readonly env: Env; readonly envFile?: string }): Environment {
  const { environment, problems } = environmentFrom(from.env, from.envFile ?? ENV_FILE)
  if (problems.length > 0) throw mistakes(problems)
  return environment
}

/** The knowledge base of that name. Throws a `UserError` with the nearest name. */
export function knowledgeBaseNamed(settings: SettingsFile, name: string): KnowledgeBaseSettings {
  const found = settings.knowledgeBases.find((each) => each.name === name)
  if (found) return found
  const names = settings.knowledgeBases.map((each) => each.name)
  const near = nearest(name, names)
  throw new UserError(`there is no knowledge base named \`${name}\``, [
    {
      what: `the settings name: ${names.map((each) => `\`${each}\``).join(', ')}`,
      hint: near ? `did you mean \`${near}\`?` : null,
    },
  ])
}

/** Checks the text of a settings file. Problems begin with `line:column: `. */
export function readConfig(
  text: string,
  configFile: string,
): {
  readonly settings: SettingsFile | null
  readonly problems: readonly Problem[]
  readonly warnings: readonly Problem[]
} {
  const file = readYaml(text)
  if (file.problems.length > 0) return { settings: null, problems: file.problems, warnings: [] }
  const secrets = secretsIn(file)
  const { value, newForm, tooNew } = migrate(file.value ?? {})
  if (tooNew) {
    const what = `${file.place(['version'])}: the file was written for a newer Magam`
    return { settings: null, problems: [{ what, hint: 'update Magam' }], warnings: [] }
  }
  const seen: YamlFile = newForm === null ? file : { ...file, value, place: () => '1:1' }
  const checked = settingsFile.safeParse(value)
  const problems = checked.success
    ? brokenRules(checked.data, seen)
    : unless(secrets, problemsOf(checked.error.issues, seen))
  const warnings = newForm === null ? [] : [olderShape(configFile, newForm)]
  return { settings: checked.success ? checked.data : null, problems: [...secrets, ...problems], warnings }
}

/** A secret under an unknown key is told once, as a secret. */
function unless(secrets: readonly Problem[], problems: readonly Problem[]): readonly Problem[] {
  const places = new Set(secrets.map((each) => each.what.split(':')[0]))
  return problems.filter(
    (each) => !(each.what.includes('unknown key') && places.has(each.what.split(':')[0])),
  )
}

function brokenRules(settings: SettingsFile, file: YamlFile): readonly Problem[] {
  return rules
    .flatMap((rule) => rule(settings))
    .map(({ path, what, hint }) => ({ what: `${file.place(path)}: ${what}`, hint }))
}

function olderShape(configFile: string, newForm: string): Problem {
  return {
    what: `\`${configFile}\` has an older shape, which is still understood`,
    hint: `its new form is:\n\n${newForm}`,
  }
}

function environmentFrom(env: Env, envFile: string) {
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

function textOf(configFile: string): string {
  try {
    return readFileSync(configFile, 'utf8')
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    throw new UserError(
      code === 'ENOENT'
        ? `there is no settings file \`${configFile}\``
        : `the settings file \`${configFile}\` cannot be read`,
      [
        code === 'ENOENT'
          ? {
              what: 'the settings name what is read and where it is written',
              hint: 'run `magam init`, or name another file with `--config`; `magam demo` needs none',
            }
          : { what: `the system says ${code}`, hint: 'check that it is a file you may read' },
      ],
    )
  }
}

function mistakes(problems: readonly Problem[]): UserError {
  const count = problems.length === 1 ? 'one mistake' : `${problems.length} mistakes`
  return new UserError(`the settings have ${count}`, problems)
}
