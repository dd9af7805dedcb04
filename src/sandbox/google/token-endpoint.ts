import { createHash } from 'node:crypto'
import type { SandboxAnswer, SandboxRequest } from '../server.ts'
import type { Account, RefreshToken } from './accounts.ts'
import { judgeAssertion } from './assertion.ts'
import type { AuthSettings } from './auth-settings.ts'
import { tokenRefusal } from './refusal.ts'

const MAX_REFRESH_TOKENS = 100
const JWT_GRANT = 'urn:ietf:params:oauth:grant-type:jwt-bearer'

/** POST to the token address: an assertion, a refresh token or a code against an access token. */
export function answerTokenRequest(auth: AuthSettings, request: SandboxRequest): SandboxAnswer {
  const form = new URLSearchParams(request.body.toString('utf8'))
  const kind = form.get('grant_type')
  if (kind === JWT_GRANT) {
    const { account, scopes } = judgeAssertion(auth, form.get('assertion') ?? '')
    return grant(auth, account, scopes)
  }
  if (kind === 'refresh_token') return fromRefreshToken(auth, form, request)
  if (kind === 'authorization_code') return fromCode(auth, form, request)
  throw tokenRefusal('unsupported_grant_type', `Invalid grant_type: ${kind ?? ''}`)
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
  const { access } = auth.accounts
  for (const [old, token] of access) if (token.expiresAt <= auth.clock.now()) access.delete(old)
  const secret = auth.accounts.secret('ya29.sandbox-')
  access.set(secret, {
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
