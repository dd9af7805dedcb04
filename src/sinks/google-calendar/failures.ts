import { Failure } from '../../lib/failure.ts'
import { GoogleRefusal, meaning } from './refusal.ts'

/** Who asks, in words for the person who must mend something. */
export type Identity = {
  readonly kind: 'service-account' | 'person'
  /** The address a calendar must be shared with; null where it is not known. */
  readonly email: string | null
}

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
  const account = who.email === null ? 'the person who signed in' : `\`${who.email}\``
  if (status === 401) {
    return new Failure('google-token-refused', 'Google does not accept the access token', {
      hint: 'Run `magam auth google`, or make a new key for the service account.',
    })
  }
  if (status === 404 && about === 'calendar') {
    const check = calendarId.includes('@')
      ? 'Check the calendar id'
      : 'That is no calendar id: one such as `c_…@group.calendar.google.com` stands under “Integrate calendar” in the calendar’s settings'
    return new Failure('google-calendar-not-found', `${account} cannot see the calendar \`${calendarId}\``, {
      hint: `${check}; then, in the calendar’s settings, share it with ${account} and the permission “Make changes to events”.`,
    })
  }
  if (status !== 403) return null
  if (reason === 'requiredAccessLevel') {
    return new Failure(
      'google-read-only',
      `${account} may read the calendar \`${calendarId}\` but not write to it`,
      {
        hint: `In the calendar’s settings, give ${account} the permission “Make changes to events”.`,
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

/** What to throw to people for an error of a request about a calendar; what is no refusal comes back as it is. */
export function failureOf(error: unknown, who: Identity, calendarId: string): unknown {
  if (!(error instanceof GoogleRefusal)) return error
  return calendarFailure(error, calendarId, who, 'calendar') ?? otherFailure(error)
}
