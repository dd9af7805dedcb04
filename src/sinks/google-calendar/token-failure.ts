import { Failure } from '../../lib/failure.ts'
import type { Identity } from './failures.ts'
import type { GoogleRefusal } from './refusal.ts'

/** A refused token, told apart by what a person must do. */
export function tokenFailure(refusal: GoogleRefusal, who: Identity): Failure {
  const words = `${refusal.reason} ${refusal.message}`
  const found = TOKEN_TROUBLE.find(
    ({ kind, matches }) => (kind ?? who.kind) === who.kind && matches.test(words),
  )
  if (found) return new Failure(found.code, found.message, { hint: found.hint })
  return new Failure('google-token-refused', `Google refused to sign in: ${refusal.message}`, {
    hint: 'Run `magam doctor`, and `magam auth google` if you sign in as a person.',
  })
}

type TokenTrouble = {
  readonly code: string
  readonly kind?: Identity['kind']
  readonly matches: RegExp
  readonly message: string
  readonly hint: string
}

const TOKEN_TROUBLE: readonly TokenTrouble[] = [
  {
    code: 'google-clock',
    kind: 'service-account',
    matches: /short-lived|timeframe/i,
    message: 'Google refused to sign in because the time of this machine is wrong',
    hint: 'Set the clock (for example with `timedatectl set-ntp true`), then try again.',
  },
  {
    code: 'google-key-refused',
    kind: 'service-account',
    matches: /signature|account not found|invalid_grant/i,
    message: 'Google does not accept the service account’s key: it was deleted, or the account was',
    hint: 'Make a new JSON key for the service account and point GOOGLE_APPLICATION_CREDENTIALS at it.',
  },
  {
    code: 'google-token-dead',
    kind: 'person',
    matches: /invalid_grant/i,
    message: 'Google no longer accepts the refresh token: it has expired or been revoked',
    hint: 'Run `magam auth google`. If this comes back every seven days, publish the consent screen: tokens of one in “Testing” die after a week.',
  },
  {
    code: 'google-client-refused',
    matches: /invalid_client|deleted_client/i,
    message: 'Google does not know this OAuth client',
    hint: 'Check GOOGLE_CLIENT_ID and GOOGLE_CLIENT_SECRET against the project’s credentials page.',
  },
  {
    code: 'google-client-refused',
    matches: /unauthorized_client/i,
    message: 'Google does not let this client sign in this way',
    hint: 'Make an OAuth client of the type “Desktop app”; a service account needs no delegation for Magam.',
  },
  {
    code: 'google-scope',
    matches: /invalid_scope|access_denied/i,
    message: 'Google did not grant access to calendars',
    hint: 'Run `magam auth google` again and allow access to Google Calendar.',
  },
]
