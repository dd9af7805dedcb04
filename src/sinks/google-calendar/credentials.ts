import { createSign } from 'node:crypto'
import { z } from 'zod'
import { type Problem, UserError } from '../../lib/failure.ts'
import type { Identity } from './failures.ts'

/** How Magam signs in. `tokenUrl` is where access tokens are asked for. */
export type GoogleCredentials =
  | {
      readonly kind: 'service-account'
      readonly email: string
      readonly privateKey: string
      readonly keyId: string
      readonly tokenUrl: string
    }
  | {
      readonly kind: 'person'
      readonly clientId: string
      readonly clientSecret: string
      readonly refreshToken: string
      readonly tokenUrl: string
    }

export const GOOGLE_TOKEN_URL = 'https://oauth2.googleapis.com/token'
export const CALENDAR_SCOPE = 'https://www.googleapis.com/auth/calendar'

const keyFile = z.object({
  type: z.literal('service_account'),
  client_email: z.string().min(3),
  private_key: z.string().includes('PRIVATE KEY'),
  private_key_id: z.string().default(''),
  token_uri: z.url({ protocol: /^https?$/ }).default(GOOGLE_TOKEN_URL),
})

/**
 * Credentials out of the text of a service account's key file; its own `token_uri` is honoured.
 * @throws UserError that names `file`, never its contents.
 */
export function serviceAccount(text: string, file: string): GoogleCredentials {
  const held = json(text)
  const key = keyFile.safeParse(held)
  if (!key.success) {
    const missing = [...new Set(key.error.issues.map(({ path }) => path.join('.')))]
      .filter(Boolean)
      .join(', ')
    const other = otherFile(held)
    throw new UserError(`\`${file}\` is not the key file of a Google service account`, [
      {
        what:
          other?.what ??
          (missing === ''
            ? 'It is not JSON, or was cut off.'
            : `These parts are missing or wrong: ${missing}.`),
        hint:
          other?.hint ??
          'In the Google Cloud console open the service account, choose Keys, add a key of the type JSON, and use the file it gives.',
      },
    ])
  }
  return {
    kind: 'service-account',
    email: key.data.client_email,
    // What went through a variable or a form may hold the two letters of `\n` where line breaks were.
    privateKey: key.data.private_key.replaceAll('\\n', '\n'),
    keyId: key.data.private_key_id,
    tokenUrl: key.data.token_uri,
  }
}

const OWN_ACCOUNT = 'take `GOOGLE_APPLICATION_CREDENTIALS` out and run `magam auth google`'

/** Google's console and tools give other files of JSON, which are easily taken for the key. */
function otherFile(held: unknown): Problem | null {
  if (held === null || typeof held !== 'object') return null
  if ('installed' in held || 'web' in held)
    return {
      what: 'It is the file of an OAuth client.',
      hint: `To sign in as yourself, put its \`client_id\` and \`client_secret\` into \`.env\` as \`GOOGLE_CLIENT_ID\` and \`GOOGLE_CLIENT_SECRET\`, ${OWN_ACCOUNT}; for a service account make a key of the type JSON under its Keys.`,
    }
  if ('type' in held && held.type === 'authorized_user')
    return {
      what: 'It is a person’s sign-in, made by `gcloud`.',
      hint: `To sign in as yourself, ${OWN_ACCOUNT}; for a service account make a key of the type JSON under its Keys.`,
    }
  return null
}

/** Who signs in with these credentials. */
export function identityOf(credentials: GoogleCredentials): Identity {
  return credentials.kind === 'service-account'
    ? { kind: 'service-account', email: credentials.email }
    : { kind: 'person', email: null }
}

/** The form that asks the token endpoint for an access token. `now` in ms. Holds secrets: never to be logged. */
export function tokenForm(credentials: GoogleCredentials, now: number): URLSearchParams {
  if (credentials.kind === 'person') {
    return new URLSearchParams({
      grant_type: 'refresh_token',
      client_id: credentials.clientId,
      client_secret: credentials.clientSecret,
      refresh_token: credentials.refreshToken,
    })
  }
  return new URLSearchParams({
    grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
    assertion: assertion(credentials, Math.floor(now / 1000)),
  })
}

/**
 * Signed here because the client library sends every service account to Google's own token address, whatever the key
 * file says.
 * @throws UserError when the private key cannot be used.
 */
function assertion(
  account: Extract<GoogleCredentials, { kind: 'service-account' }>,
  seconds: number,
): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const head = part({ alg: 'RS256', typ: 'JWT', kid: account.keyId })
  const claims = part({
    iss: account.email,
    scope: CALENDAR_SCOPE,
    aud: account.tokenUrl,
    iat: seconds,
    exp: seconds + 3600,
  })
  const signer = createSign('RSA-SHA256').update(`${head}.${claims}`)
  try {
    return `${head}.${claims}.${signer.sign(account.privateKey, 'base64url')}`
  } catch {
    // The reason is left behind: it can quote the key.
    throw new UserError('The private key in the service account’s key file cannot be used', [
      { what: 'It was cut or changed.', hint: 'Make a new JSON key and use the file as it was downloaded.' },
    ])
  }
}

function json(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
