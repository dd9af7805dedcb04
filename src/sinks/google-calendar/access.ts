import { auth } from 'googleapis/build/src/apis/calendar/index.js'
import { type GoogleCredentials, tokenForm } from './credentials.ts'
import { downFailure, type Identity } from './failures.ts'
import { isPassing, type Patience, patiently } from './patience.ts'
import { GoogleRefusal } from './refusal.ts'
import { askToken } from './token.ts'
import { tokenFailure } from './token-failure.ts'

/**
 * The library's client with tokens of our own getting. `refreshHandler` with a known expiry is the one way in which it
 * neither refreshes by itself nor sends a refused request twice; and it sends every service account to Google's own
 * token address, whatever the key file says.
 */
export function signedIn(
  credentials: GoogleCredentials,
  identity: Identity,
  patience: Patience,
  { now, timeout }: { now: () => number; timeout: number },
): InstanceType<typeof auth.OAuth2> {
  const token = async () => {
    try {
      // The form is made anew each time: an assertion tells the time.
      const answer = await patiently(
        () => askToken(tokenForm(credentials, now()), credentials.tokenUrl, timeout),
        patience,
      )
      return { access_token: answer.access_token, expiry_date: now() + answer.expires_in * 1000 }
    } catch (error) {
      if (!(error instanceof GoogleRefusal)) throw error
      throw isPassing(error) ? downFailure(error) : tokenFailure(error, identity)
    }
  }
  const client = new auth.OAuth2({ eagerRefreshThresholdMillis: 30_000 })
  let underWay: ReturnType<typeof token> | null = null
  client.refreshHandler = () => {
    underWay ??= token().finally(() => {
      underWay = null
    })
    return underWay
  }
  return client
}
