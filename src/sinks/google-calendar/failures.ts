import { Failure } from '../../lib/failure.ts'
import { type GoogleRefusal, meaning } from './refusal.ts'

/** Who asks, in words for the person who must mend something. */
export type Identity = {
  readonly kind: 'service-account' | 'person'
  /** The address a calendar must be shared with; null where it is not known. */
  readonly email: string | null
}

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

/**
 * A refusal that nothing in this calendar can get past, with its mend; null for one that concerns a single event.
 * `about` says whether the request was about an event (a 404 may then be the event's) or about the calendar.
 */
export function calendarFailure(
  refusal: GoogleRefusal,
  calendarId: string,
  who: Identity,
  about: 'calendar' | 'event',
): Failure | null {
  const { status, reason } = refusal
  const account = who.email ?? 'the account that signs in'
  if (status === 401) {
    return new Failure('google-token-refused', 'Google does not accept the access token', {
      hint: 'Run `magam auth google`, or make a new key for the service account.',
    })
  }
  if (status === 404 && about === 'calendar') {
    return new Failure(
      'google-calendar-not-found',
      `\`${account}\` cannot see the calendar \`${calendarId}\``,
      {
        hint: `Check the calendar id; then, in the calendar’s settings, share it with \`${account}\` and the permission “Make changes to events”.`,
      },
    )
  }
  if (status !== 403) return null
  if (reason === 'requiredAccessLevel') {
    return new Failure(
      'google-read-only',
      `\`${account}\` may read the calendar \`${calendarId}\` but not write to it`,
      {
        hint: `In the calendar’s settings, give \`${account}\` the permission “Make changes to events”.`,
      },
    )
  }
  if (reason === 'insufficientPermissions') {
    return new Failure('google-scope', 'The sign-in does not include access to calendars', {
      hint: 'Run `magam auth google` again and allow access to Google Calendar.',
    })
  }
  if (reason === 'accessNotConfigured') {
    return new Failure('google-api-off', 'The Google Calendar API is switched off in this Google project', {
      hint: 'Open the project in the Google Cloud console, enable “Google Calendar API”, and wait a few minutes.',
    })
  }
  return null
}

/** The calendar's or the project's allowance is used up, or stays so slow: going on would only prolong it. */
export function quotaFailure(refusal: GoogleRefusal): Failure {
  const soon = meaning(refusal) === 'slow-down' ? 'in a few minutes' : 'by itself, usually within a day'
  const wait = refusal.retryAfter
  const when = wait === null ? soon : `in about ${Math.ceil(wait / 60_000)} minutes`
  return new Failure('google-quota', `Google’s quota is used up: ${refusal.message}`, {
    hint: `Nothing is lost: what is left is written by a later run. Google lets us go on ${when}.`,
  })
}

/** Any other refusal, in Google's own words. */
export function otherFailure(refusal: GoogleRefusal): Failure {
  if (refusal.status === 0 || refusal.status >= 500) return downFailure(refusal)
  return new Failure('google-refused', `Google Calendar refused: ${refusal.message}`)
}

/** Google did not answer, again and again. */
export function downFailure(refusal: GoogleRefusal): Failure {
  return new Failure('google-down', `Google Calendar does not answer: ${refusal.message}`, {
    hint: 'Nothing is lost: the next run looks again and goes on. If this lasts, check the network and Google’s status page.',
  })
}
