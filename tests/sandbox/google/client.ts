import { auth, calendar, type calendar_v3 } from 'googleapis/build/src/apis/calendar/index.js'
import { type SandboxClock, sandboxClock } from '../../../src/sandbox/clock.ts'
import {
  type GoogleSandbox,
  type GoogleSandboxOptions,
  startGoogleSandbox,
} from '../../../src/sandbox/google/index.ts'

export const SCOPE = 'https://www.googleapis.com/auth/calendar'
const GOOGLE_TOKEN_URL = 'https://oauth2.googleapis.com/token'

/** The real Calendar client as the sandbox's service account. */
export function asServiceAccount(
  google: GoogleSandbox,
  options: { scopes?: string[]; email?: string; subject?: string } = {},
): calendar_v3.Calendar {
  const key = google.serviceAccountKey
  const jwt = new auth.JWT({
    email: options.email ?? key.client_email,
    key: key.private_key,
    keyId: key.private_key_id,
    scopes: options.scopes ?? [SCOPE],
    ...(options.subject === undefined ? {} : { subject: options.subject }),
    // The library asks Google itself whatever the key file says; the answer has to come from here.
    transporterOptions: {
      fetchImplementation: (url: string | URL | Request, init?: RequestInit) =>
        fetch(String(url) === GOOGLE_TOKEN_URL ? key.token_uri : url, init),
    },
  })
  return calendar({ version: 'v3', auth: jwt, rootUrl: google.url, retry: false })
}

/** The real Calendar client as the sandbox's person. */
export function asPerson(google: GoogleSandbox): calendar_v3.Calendar {
  const oauth = new auth.OAuth2({
    clientId: google.oauth.clientId,
    clientSecret: google.oauth.clientSecret,
    endpoints: { oauth2TokenUrl: google.tokenUrl, oauth2RevokeUrl: google.oauth.revokeUrl },
  })
  oauth.setCredentials({ refresh_token: google.oauth.refreshToken })
  return calendar({ version: 'v3', auth: oauth, rootUrl: google.url, retry: false })
}

export type Place = {
  google: GoogleSandbox
  clock: SandboxClock
  /** A calendar in Asia/Seoul, owned by the person, on which the service account may write. */
  calendarId: string
  robot: calendar_v3.Calendar
}

/** A sandbox at 2023-03-20 09:00 in Seoul, whose time stands still. */
export async function place(options: Partial<GoogleSandboxOptions> = {}): Promise<Place> {
  const clock = options.clock ?? sandboxClock('2023-03-20T09:00:00+09:00', { still: true })
  const google = await startGoogleSandbox({ ...options, clock })
  const calendarId = google.world.createCalendar({ summary: '마감' })
  google.world.share(calendarId, google.serviceAccountKey.client_email, 'writer')
  return { google, clock, calendarId, robot: asServiceAccount(google) }
}

/** What became of a call that the service refused: status, reason and message. */
export async function refused(
  call: Promise<unknown>,
): Promise<{ status: number; reason: string; message: string }> {
  try {
    await call
  } catch (error) {
    const { response } = error as { response?: { status: number; data: unknown } }
    if (!response) throw error
    const data = response.data as { error?: { message?: string; errors?: { reason: string }[] } }
    return {
      status: response.status,
      reason: data.error?.errors?.[0]?.reason ?? '',
      message: data.error?.message ?? '',
    }
  }
  throw new Error('the call was not refused')
}
