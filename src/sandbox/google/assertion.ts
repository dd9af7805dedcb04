import { verify } from 'node:crypto'
import type { Account } from './accounts.ts'
import type { AuthSettings } from './auth-settings.ts'
import { tokenRefusal } from './refusal.ts'
import { readScopes } from './scopes.ts'

const GOOGLE_AUDIENCES = ['https://oauth2.googleapis.com/token', 'https://www.googleapis.com/oauth2/v4/token']
const SKEW_SECONDS = 300
type Claims = Readonly<
  Partial<Record<'iss' | 'scope' | 'aud' | 'sub', string>> & { iat?: number; exp?: number }
>

/** Judges a service account's signed assertion (RFC 7523): for whom it asks, and which scopes. Throws the token endpoint's refusals. */
export function judgeAssertion(
  auth: AuthSettings,
  assertion: string,
): { account: Account; scopes: ReadonlySet<string> } {
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
  return { account: actingFor(auth, account, claims.sub), scopes }
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
