import type { SandboxAnswer } from '../server.ts'
import type { Account } from './accounts.ts'
import type { AuthSettings } from './auth-settings.ts'
import { readScopes } from './scopes.ts'

const CODE_LIFE = 10 * 60_000

/**
 * GET on the consent address of the desktop flow. There is no page to click through: the person has answered beforehand
 * (`allows`), and the browser is sent straight back to the loopback address with a code or with `access_denied`.
 */
export function answerConsent(
  auth: AuthSettings,
  query: URLSearchParams,
  person: Account,
  allows: boolean,
): SandboxAnswer {
  const redirectUri = query.get('redirect_uri') ?? ''
  if (query.get('client_id') !== auth.client.id)
    return page(401, 'invalid_client', 'The OAuth client was not found.')
  if (!isLoopback(redirectUri)) {
    return page(
      400,
      'redirect_uri_mismatch',
      'The redirect URI must be a loopback address; out-of-band codes are gone.',
    )
  }
  if (query.get('response_type') !== 'code') {
    return page(400, 'invalid_request', 'Required parameter is missing: response_type')
  }
  const scopes = readScopes(query.get('scope'))
  if (!scopes) return page(400, 'invalid_scope', 'Some requested scopes were invalid.')
  const challenge = query.get('code_challenge')
  const challengeMethod = query.get('code_challenge_method') ?? 'plain'
  if (challenge !== null && !['S256', 'plain'].includes(challengeMethod)) {
    return page(400, 'invalid_request', 'Invalid parameter value for code_challenge_method.')
  }
  const back = new URL(redirectUri)
  const state = query.get('state')
  if (state !== null) back.searchParams.set('state', state)
  if (allows) {
    const code = auth.accounts.secret('4/0sandbox-')
    const expiresAt = auth.clock.now() + CODE_LIFE
    auth.accounts.codes.set(code, {
      account: person,
      scopes,
      redirectUri,
      challenge,
      challengeMethod,
      expiresAt,
    })
    back.searchParams.set('code', code)
    back.searchParams.set('scope', [...scopes].join(' '))
  } else {
    back.searchParams.set('error', 'access_denied')
  }
  return { status: 302, headers: { location: back.href }, body: null }
}

function isLoopback(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, hostname } = new URL(text)
  return protocol === 'http:' && ['127.0.0.1', '[::1]', 'localhost'].includes(hostname)
}

function page(status: number, error: string, words: string): SandboxAnswer {
  return {
    status,
    headers: { 'content-type': 'text/html; charset=utf-8' },
    body: `<!DOCTYPE html><title>Access blocked</title><h1>Access blocked: authorization error</h1><p>Error ${status}: ${error}</p><p>${words}</p>`,
  }
}
