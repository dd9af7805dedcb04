import { readFileSync } from 'node:fs'
import { type Problem, UserError } from '../lib/failure.ts'
import { SAVE_AS_UTF8, utf8 } from '../lib/utf8.ts'
import { envFileOf, environmentFrom } from './dotenv.ts'
import { type Environment, readEnvironment } from './environment.ts'
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
/** A slip repeated in a thousand places is one slip. */
const MOST_TOLD = 50
export const CONFIG_FILE = 'config/magam.yaml'

/**
 * Reads the settings file, `.env` (in the working folder unless `MAGAM_ENV_FILE` names another) and the environment, which wins over `.env`.
 * Throws one `UserError` that lists all problems, each with its place; secrets are never in it.
 */
export async function readSettings(from: {
  readonly configFile?: string
  readonly env: Env
  readonly envFile?: string
}): Promise<Settings> {
  const configFile = from.configFile ?? CONFIG_FILE
  const { environment, problems, warnings } = environmentFrom(from.env, from.envFile ?? envFileOf(from.env))
  const file = readConfig(configText(configFile), configFile)
  const all = [...file.problems.map((each) => ({ ...each, what: `${configFile}:${each.what}` })), ...problems]
  if (file.settings === null || all.length > 0) throw mistakes(all)
  return { ...file.settings, environment, warnings: [...warnings, ...file.warnings] }
}

/** The environment alone, for commands that need no settings file. */
export function readEnvironmentOnly(from: { readonly env: Env; readonly envFile?: string }): Environment {
  return checked(environmentFrom(from.env, from.envFile ?? envFileOf(from.env)))
}

/** The environment out of variables that are merged already. */
export function environmentOf(variables: Env): Environment {
  return checked(readEnvironment(variables))
}

function checked({ environment, problems }: ReturnType<typeof readEnvironment>): Environment {
  if (problems.length > 0) throw mistakes(problems)
  return environment
}

/** The knowledge base of that name. Throws a `UserError` with the nearest name. */
export function knowledgeBaseNamed(settings: SettingsFile, name: string): KnowledgeBaseSettings {
  const found = settings.knowledgeBases.find((each) => each.name === name)
  if (found) return found
  const names = settings.knowledgeBases.map((each) => each.name)
  const near = nearest(name, names)
  throw new UserError(
    `there is no knowledge base named \`${name}\``,
    [],
    near ? `did you mean \`${near}\`?` : `the settings name ${names.map((each) => `\`${each}\``).join(', ')}`,
  )
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

/** The text of the settings file. Throws a `UserError` that says why there is none. */
export function configText(configFile: string): string {
  const text = utf8(bytesOf(configFile))
  if (text !== null) return text
  const what = `\`${configFile}\` is not UTF-8 text`
  throw new UserError('the settings file cannot be read', [{ what, hint: SAVE_AS_UTF8 }])
}

function bytesOf(configFile: string): Uint8Array {
  try {
    return readFileSync(configFile)
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    if (code === 'ENOENT') {
      throw new UserError(
        `there is no settings file \`${configFile}\``,
        [],
        'run `magam init`, which makes one, or name another with `--config`; `magam demo` needs none',
      )
    }
    throw new UserError(`the settings file \`${configFile}\` cannot be read`, [
      { what: `the system says ${code}`, hint: 'check that it is a file you may read' },
    ])
  }
}

function mistakes(problems: readonly Problem[]): UserError {
  const count = problems.length === 1 ? 'one mistake' : `${problems.length} mistakes`
  const more = problems.length - MOST_TOLD
  const rest = more > 0 ? [{ what: `… and ${more} more`, hint: null }] : []
  return new UserError(`the settings have ${count}`, [...problems.slice(0, MOST_TOLD), ...rest])
}
