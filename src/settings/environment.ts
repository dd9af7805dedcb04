import { readFileSync } from 'node:fs'
import type { Problem } from '../lib/failure.ts'
import { SAVE_AS_UTF8, utf8 } from '../lib/utf8.ts'
import { givenPath } from './given-path.ts'
import { isSealed, unseal } from './sealed.ts'

/** How Google is reached: a service account's key file, or a person's consent kept as a refresh token. */
export type GoogleAccess =
  | { readonly kind: 'service-account'; readonly keyFile: string }
  | {
      readonly kind: 'oauth'
      readonly clientId: string
      readonly clientSecret: string
      readonly refreshToken: string
      /** Where tokens are fetched; the public address when null. */
      readonly tokenUrl: string | null
    }

/** What comes from the environment and `.env`: secrets, and addresses for the sandbox. Null: not given. */
export type Environment = {
  readonly notionToken: string | null
  readonly notionBaseUrl: string | null
  readonly google: GoogleAccess | null
  readonly googleCalendarUrl: string | null
  /** `file:data/magam.db` unless given. */
  readonly databaseUrl: string
  readonly webhookToken: string | null
  readonly adminToken: string | null
  readonly alertWebhook: string | null
  readonly smtpUrl: string | null
}

/** Every variable Magam reads. A secret may stand in a file that its `_FILE` twin names. */
export const VARIABLES = {
  NOTION_TOKEN: { secret: true, what: 'Token of the Notion integration.' },
  NOTION_BASE_URL: { secret: false, what: 'Root of the Notion API; for the sandbox.' },
  GOOGLE_APPLICATION_CREDENTIALS: { secret: false, what: 'Path of a service account’s key file.' },
  GOOGLE_CLIENT_ID: { secret: false, what: 'OAuth client, when there is no service account.' },
  GOOGLE_CLIENT_SECRET: { secret: true, what: 'Secret of the OAuth client.' },
  GOOGLE_REFRESH_TOKEN: { secret: true, what: 'Made by `magam auth google`.' },
  GOOGLE_AUTH_URL: { secret: false, what: 'Where a person allows access; for the sandbox.' },
  GOOGLE_TOKEN_URL: { secret: false, what: 'Where OAuth tokens are fetched; for the sandbox.' },
  GOOGLE_CALENDAR_URL: { secret: false, what: 'Root of the Calendar API; for the sandbox.' },
  MAGAM_DATABASE_URL: {
    secret: true,
    what: 'Where the state is kept: `file:data/magam.db` or `postgres://…`.',
  },
  MAGAM_SECRET_KEY: {
    secret: true,
    what: 'Passphrase: with it, `magam auth google` and `magam init` write the refresh token encrypted.',
  },
  MAGAM_WEBHOOK_TOKEN: { secret: true, what: 'Verification token of the Notion webhook.' },
  MAGAM_ADMIN_TOKEN: { secret: true, what: 'Opens the owner’s pages of `magam serve`.' },
  MAGAM_ALERT_WEBHOOK: { secret: true, what: 'Address that alerts are posted to, in Slack’s form.' },
  MAGAM_SMTP_URL: { secret: true, what: 'Mail server for alerts: `smtps://user:password@host`.' },
} as const satisfies Readonly<Record<string, { readonly secret: boolean; readonly what: string }>>

export type Variable = keyof typeof VARIABLES
type Env = Readonly<Record<string, string | undefined>>
const DEFAULT_DATABASE = 'file:data/magam.db'
const TOKENS: readonly Variable[] = [
  'NOTION_TOKEN',
  'GOOGLE_CLIENT_ID',
  'GOOGLE_CLIENT_SECRET',
  'GOOGLE_REFRESH_TOKEN',
]
const URLS: readonly Variable[] = [
  'NOTION_BASE_URL',
  'GOOGLE_AUTH_URL',
  'GOOGLE_TOKEN_URL',
  'GOOGLE_CALENDAR_URL',
  'MAGAM_ALERT_WEBHOOK',
  'MAGAM_SMTP_URL',
]

/** Reads the environment (`.env` already merged in); reports everything that is wrong with it, never a value. */
export function readEnvironment(env: Env): {
  readonly environment: Environment
  readonly problems: readonly Problem[]
} {
  const problems: Problem[] = []
  const take = (name: Variable): string | null => {
    const taken = VARIABLES[name].secret ? opened(env, name) : { value: given(env[name]) }
    if ('problem' in taken) problems.push(taken.problem)
    return 'value' in taken ? taken.value : null
  }
  const all = Object.fromEntries(
    Object.keys(VARIABLES).map((name) => [name, take(name as Variable)]),
  ) as Record<Variable, string | null>
  for (const name of URLS) {
    const value = all[name]
    if (value !== null && !URL.canParse(value))
      problems.push({ what: `\`${name}\` is not an address`, hint: null })
  }
  for (const name of TOKENS) {
    const why = all[name] === null ? null : tokenProblem(all[name])
    if (why !== null) problems.push({ what: `\`${name}\` cannot be right: ${why}`, hint: COPY_TOKEN })
  }
  const google = googleAccess(all)
  if (google && 'what' in google) problems.push(google)
  return { environment: environmentOf(all, google && 'kind' in google ? google : null), problems }
}

/** What keeps a text from being a token: none holds anything but plain letters, digits and signs, and headers take no others. */
export function tokenProblem(text: string): string | null {
  const odd = /[^\x21-\x7e]|["'`]/u.exec(text)?.[0]
  if (odd === undefined) return null
  if (/\s/u.test(odd)) return 'it holds a space or a line break'
  return /["'`“”‘’]/u.test(odd) ? 'it holds a quotation mark' : 'it holds a letter that no token has'
}

const COPY_TOKEN = 'copy it anew, nothing before it and nothing after it'

function environmentOf(
  all: Readonly<Record<Variable, string | null>>,
  google: GoogleAccess | null,
): Environment {
  return {
    notionToken: all.NOTION_TOKEN,
    notionBaseUrl: all.NOTION_BASE_URL,
    google,
    googleCalendarUrl: all.GOOGLE_CALENDAR_URL,
    databaseUrl: all.MAGAM_DATABASE_URL ?? DEFAULT_DATABASE,
    webhookToken: all.MAGAM_WEBHOOK_TOKEN,
    adminToken: all.MAGAM_ADMIN_TOKEN,
    alertWebhook: all.MAGAM_ALERT_WEBHOOK,
    smtpUrl: all.MAGAM_SMTP_URL,
  }
}

/** A service account wins over OAuth; half an OAuth client is a mistake. */
function googleAccess(all: Readonly<Record<Variable, string | null>>): GoogleAccess | Problem | null {
  if (all.GOOGLE_APPLICATION_CREDENTIALS?.startsWith('{')) {
    return {
      what: '`GOOGLE_APPLICATION_CREDENTIALS` holds a key, and should name the file of one',
      hint: 'put the key into a file that only you may read, and give its path',
    }
  }
  if (all.GOOGLE_APPLICATION_CREDENTIALS) {
    return { kind: 'service-account', keyFile: givenPath(all.GOOGLE_APPLICATION_CREDENTIALS) }
  }
  const names = ['GOOGLE_CLIENT_ID', 'GOOGLE_CLIENT_SECRET', 'GOOGLE_REFRESH_TOKEN'] as const
  const missing = names.filter((name) => all[name] === null)
  if (missing.length === names.length) return null
  const [clientId, clientSecret, refreshToken] = names.map((name) => all[name])
  if (clientId && clientSecret && refreshToken) {
    return { kind: 'oauth', clientId, clientSecret, refreshToken, tokenUrl: all.GOOGLE_TOKEN_URL }
  }
  const onlyToken = missing.length === 1 && missing[0] === 'GOOGLE_REFRESH_TOKEN'
  return {
    what: `${names.map((name) => `\`${name}\``).join(', ')} must be given together; missing: ${missing.map((name) => `\`${name}\``).join(', ')}`,
    hint: onlyToken
      ? 'run `magam auth google`, which makes the refresh token'
      : 'or use a service account: `GOOGLE_APPLICATION_CREDENTIALS`',
  }
}

type Taken = { readonly value: string | null } | { readonly problem: Problem }

/** A secret, decrypted where it lies encrypted. */
function opened(env: Env, name: Variable): Taken {
  const taken = secretOf(env, name)
  if ('problem' in taken || taken.value === null || !isSealed(taken.value)) return taken
  const key = secretKeyOf(env)
  if (key === null) {
    return {
      problem: {
        what: `\`${name}\` is encrypted, and there is no key to open it`,
        hint: 'give the passphrase in `MAGAM_SECRET_KEY`, or name a file that holds it in `MAGAM_SECRET_KEY_FILE`',
      },
    }
  }
  const value = unseal(taken.value, key)
  if (value !== null) return { value }
  return {
    problem: {
      what: `\`MAGAM_SECRET_KEY\` does not open \`${name}\``,
      hint: 'give the passphrase it was encrypted with, or make it anew with `magam auth google`',
    },
  }
}

/** The passphrase under which secrets lie encrypted; null when there is none, or it cannot be read. */
export function secretKeyOf(env: Env): string | null {
  const taken = secretOf(env, 'MAGAM_SECRET_KEY')
  return 'value' in taken ? taken.value : null
}

/** A secret as it is given: itself, or in the file that its twin names. */
export function secretOf(env: Env, name: Variable): Taken {
  const direct = given(env[name])
  const file = given(env[`${name}_FILE`])
  if (direct && file) {
    return { problem: { what: `\`${name}\` and \`${name}_FILE\` are both given`, hint: 'keep one of them' } }
  }
  if (!file) return { value: direct }
  try {
    const text = utf8(readFileSync(givenPath(file)))
    if (text === null)
      return {
        problem: {
          what: `the file that \`${name}_FILE\` names is not UTF-8 text: \`${file}\``,
          hint: SAVE_AS_UTF8,
        },
      }
    const value = given(text)
    if (value) return { value }
    return { problem: { what: `the file that \`${name}_FILE\` names is empty: \`${file}\``, hint: null } }
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown error'
    return {
      problem: {
        what: `the file that \`${name}_FILE\` names cannot be read: \`${file}\` (${code})`,
        hint: 'check its path and its rights',
      },
    }
  }
}

function given(value: string | undefined): string | null {
  return value?.trim() || null
}

/** The values that must never be shown. */
export function secretsOf(environment: Environment): readonly (string | null)[] {
  const { google } = environment
  const database = environment.databaseUrl.startsWith('file:') ? null : environment.databaseUrl
  return [
    environment.notionToken,
    environment.webhookToken,
    environment.adminToken,
    environment.alertWebhook,
    environment.smtpUrl,
    database,
    // A server may repeat the password without the address around it.
    ...[environment.smtpUrl, database].flatMap(passwordIn),
    ...(google?.kind === 'oauth' ? [google.clientSecret, google.refreshToken] : []),
  ]
}

function passwordIn(address: string | null): readonly string[] {
  if (address === null || !URL.canParse(address)) return []
  const { password } = new URL(address)
  return password === '' ? [] : [password, decoded(password)]
}

function decoded(password: string): string {
  try {
    return decodeURIComponent(password)
  } catch {
    // A lone `%` is no encoding: the password stands as it is.
    return password
  }
}
