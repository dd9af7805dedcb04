import { createHash, verify } from 'node:crypto'
import type { SandboxClock } from '../clock.ts'
import type { SandboxAnswer, SandboxRequest } from '../server.ts'
import type { Account, Accounts, RefreshToken } from './accounts.ts'
import { tokenRefusal } from './refusal.ts'
import { readScopes } from './scopes.ts'

/** What the token server knows besides accounts: its client, the service account's key, and how long things live. */
export type AuthSettings = {
  readonly accounts: Accounts
  /** Judges assertions and expiries. Clients sign with real time, so this is real time unless a test says otherwise. */
  readonly clock: SandboxClock
  readonly client: { readonly id: string; readonly secret: string }
  readonly publicKey: string
  readonly keyId: string
  /** Accepted audiences besides Google's own. */
  audience: string
  /** Seconds. */
  readonly accessTokenLife: number
  /** Seconds; seven days while the consent screen is in testing. */
  readonly refreshTokenLife: number
  /** Whether the service account may act for others (`sub`). */
  readonly delegation: boolean
}

const GOOGLE_AUDIENCES = ['https://oauth2.googleapis.com/token', 'https://www.googleapis.com/oauth2/v4/token']
const SKEW_SECONDS = 300
const MAX_REFRESH_TOKENS = 100
const JWT_GRANT = 'urn:ietf:params:oauth:grant-type:jwt-bearer'

/** POST to the token address: an assertion, a refresh token or a code against an access token. */
export function answerTokenRequest(auth: AuthSettings, request: SandboxRequest): SandboxAnswer {
  const form = new URLSearchParams(request.body.toString('utf8'))
  const grant = form.get('grant_type')
  if (grant === JWT_GRANT) return fromAssertion(auth, form.get('assertion') ?? '')
  if (grant === 'refresh_token') return fromRefreshToken(auth, form, request)
  if (grant === 'authorization_code') return fromCode(auth, form, request)
  throw tokenRefusal('unsupported_grant_type', `Invalid grant_type: ${grant ?? ''}`)
}

/** POST to the revoke address: a refresh token takes the account's access tokens with it. */
export function answerRevoke(auth: AuthSettings, request: SandboxRequest): SandboxAnswer {
  const secret =
    new URLSearchParams(request.body.toString('utf8')).get('token') ?? request.query.get('token') ?? ''
  const { access, refresh } = auth.accounts
  const account = (access.get(secret) ?? refresh.get(secret))?.account
  if (!account) throw tokenRefusal('invalid_token', 'Token expired or revoked')
  for (const tokens of [access, refresh]) {
    for (const [key, token] of tokens) if (token.account.email === account.email) tokens.delete(key)
  }
  return { status: 200, body: {} }
}

type Claims = Readonly<
  Partial<Record<'iss' | 'scope' | 'aud' | 'sub', string>> & { iat?: number; exp?: number }
>

function fromAssertion(auth: AuthSettings, assertion: string): SandboxAnswer {
  const claims = readAssertion(auth, assertion)
  const account = auth.accounts.byEmail.get(claims.iss ?? '')
  if (!account) throw tokenRefusal('invalid_grant', 'Invalid grant: account not found')
  checkTimes(auth, claims)
  if (![...GOOGLE_AUDIENCES, auth.audience].includes(claims.aud ?? '')) {
    throw tokenRefusal(
      'invalid_grant',
      'Invalid JWT: Failed audience check. The right audience is https://oauth2.googleapis.com/token',
    )
  }
  const scopes = readScopes(claims.scope ?? null)
  if (!scopes) throw tokenRefusal('invalid_scope', 'Invalid OAuth scope or ID token audience provided.')
  return grant(auth, actingFor(auth, account, claims.sub), scopes)
}

function readAssertion(auth: AuthSettings, assertion: string): Claims {
  const [head, payload, signature, ...rest] = assertion.split('.')
  const bad = tokenRefusal('invalid_grant', 'Invalid JWT Signature.')
  if (head === undefined || payload === undefined || signature === undefined || rest.length > 0) {
    throw tokenRefusal('invalid_grant', 'Bad Request')
  }
  const header = parsePart(head) as { alg?: string; kid?: string } | null
  const claims = parsePart(payload) as Claims | null
  if (!header || !claims) throw tokenRefusal('invalid_grant', 'Bad Request')
  if (claims.iss !== undefined && !auth.accounts.byEmail.has(claims.iss)) {
    throw tokenRefusal('invalid_grant', 'Invalid grant: account not found')
  }
  if (header.alg !== 'RS256' || (header.kid !== undefined && header.kid !== auth.keyId)) throw bad
  const signed = Buffer.from(`${head}.${payload}`)
  if (!verify('RSA-SHA256', signed, auth.publicKey, Buffer.from(signature, 'base64url'))) throw bad
  return claims
}

function parsePart(part: string): object | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'))
    return typeof value === 'object' ? value : null
  } catch {
    return null
  }
}

function checkTimes(auth: AuthSettings, { iat, exp }: Claims): void {
  const now = auth.clock.now() / 1000
  const inFrame =
    typeof iat === 'number' &&
    typeof exp === 'number' &&
    exp - iat <= 3600 &&
    iat <= now + SKEW_SECONDS &&
    exp > now &&
    iat > now - 3600 - SKEW_SECONDS
  if (inFrame) return
  throw tokenRefusal(
    'invalid_grant',
    'Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. Check your iat and exp values in the JWT claim.',
  )
}

function actingFor(auth: AuthSettings, account: Account, sub: string | undefined): Account {
  if (sub === undefined || sub === account.email) return account
  const person = auth.delegation ? auth.accounts.byEmail.get(sub) : undefined
  if (person) return person
  throw tokenRefusal(
    'unauthorized_client',
    'Client is unauthorized to retrieve access tokens using this method, or client not authorized for any of the scopes requested.',
    401,
  )
}

function fromRefreshToken(auth: AuthSettings, form: URLSearchParams, request: SandboxRequest): SandboxAnswer {
  checkClient(auth, form, request)
  const secret = form.get('refresh_token')
  if (!secret) throw tokenRefusal('invalid_request', 'Missing required parameter: refresh_token')
  const token = auth.accounts.refresh.get(secret)
  if (!token || token.expiresAt <= auth.clock.now()) {
    throw tokenRefusal('invalid_grant', 'Token has been expired or revoked.')
  }
  return grant(auth, token.account, token.scopes)
}

function fromCode(auth: AuthSettings, form: URLSearchParams, request: SandboxRequest): SandboxAnswer {
  checkClient(auth, form, request)
  const secret = form.get('code') ?? ''
  const code = auth.accounts.codes.get(secret)
  if (!code || code.expiresAt <= auth.clock.now()) throw tokenRefusal('invalid_grant', 'Malformed auth code.')
  auth.accounts.codes.delete(secret)
  if (code.redirectUri !== form.get('redirect_uri'))
    throw tokenRefusal('redirect_uri_mismatch', 'Bad Request')
  if (code.challenge !== null) {
    const verifier = form.get('code_verifier')
    if (!verifier) throw tokenRefusal('invalid_grant', 'Missing code verifier.')
    const digest = createHash('sha256').update(verifier).digest('base64url')
    if ((code.challengeMethod === 'S256' ? digest : verifier) !== code.challenge) {
      throw tokenRefusal('invalid_grant', 'Invalid code verifier.')
    }
  }
  return grant(auth, code.account, code.scopes, newRefreshToken(auth, code.account, code.scopes))
}

/** Id and secret in the form, or as Basic authorisation. */
function checkClient(auth: AuthSettings, form: URLSearchParams, request: SandboxRequest): void {
  const basic = /^Basic (.+)$/.exec(request.headers.authorization ?? '')?.[1]
  const [basicId, basicSecret] = basic
    ? Buffer.from(basic, 'base64').toString().split(':').map(decodeURIComponent)
    : []
  const id = form.get('client_id') ?? basicId
  if (id !== auth.client.id) throw tokenRefusal('invalid_client', 'The OAuth client was not found.', 401)
  if ((form.get('client_secret') ?? basicSecret) !== auth.client.secret) {
    throw tokenRefusal('invalid_client', 'The provided client secret is invalid.', 401)
  }
}

/** A live refresh token for the account; beyond a hundred the oldest of the account dies without a word. */
export function newRefreshToken(auth: AuthSettings, account: Account, scopes: ReadonlySet<string>): string {
  const secret = auth.accounts.secret('1//0sandbox-')
  const token: RefreshToken = { account, scopes, expiresAt: auth.clock.now() + auth.refreshTokenLife * 1000 }
  const own = [...auth.accounts.refresh].filter(([, held]) => held.account.email === account.email)
  for (const [oldest] of own.slice(0, Math.max(own.length - MAX_REFRESH_TOKENS + 1, 0))) {
    auth.accounts.refresh.delete(oldest)
  }
  auth.accounts.refresh.set(secret, token)
  return secret
}

function grant(
  auth: AuthSettings,
  account: Account,
  scopes: ReadonlySet<string>,
  refreshToken?: string,
): SandboxAnswer {
  const secret = auth.accounts.secret('ya29.sandbox-')
  auth.accounts.access.set(secret, {
    account,
    scopes,
    expiresAt: auth.clock.now() + auth.accessTokenLife * 1000,
  })
  return {
    status: 200,
    headers: { 'cache-control': 'no-cache, no-store, max-age=0, must-revalidate' },
    body: {
      access_token: secret,
      expires_in: auth.accessTokenLife - 1,
      ...(refreshToken === undefined ? {} : { refresh_token: refreshToken }),
      scope: [...scopes].join(' '),
      token_type: 'Bearer',
    },
  }
}
