import { setTimeout as sleep } from 'node:timers/promises'
import { auth, calendar, type calendar_v3 } from 'googleapis/build/src/apis/calendar/index.js'
import PQueue from 'p-queue'
import pRetry from 'p-retry'
import { type GoogleCredentials, identityOf, tokenForm } from './credentials.ts'
import { downFailure, type Identity, quotaFailure, tokenFailure } from './failures.ts'
import { dateOf, GoogleRefusal, meaning, toRefusal } from './refusal.ts'

export type Calendar = calendar_v3.Calendar

type Answer<T> = { readonly status: number; readonly data: T; readonly headers: unknown }

/** One signed-in account: a paced, patient way to the Calendar API, shared by all its calendars. */
export type GoogleAccount = {
  readonly identity: Identity
  /**
   * Asks until there is an answer. `usable` says whether a 200 is one: a cut answer arrives as a string.
   * Every request must be safe to repeat: after a lost answer it is sent again.
   * @throws GoogleRefusal for Google's own "no"; Failure when nothing more can work; UserError for unusable credentials.
   */
  ask<T>(request: (calendar: Calendar) => Promise<Answer<T>>, usable: (data: T) => boolean): Promise<T>
  /** Waits as long as before the given attempt of a request. */
  rest(attempt: number): Promise<void>
  /** Google's clock less ours in milliseconds, by the last answer; null before one. */
  skew(): number | null
}

export type AccountOptions = {
  /** The root of the Calendar API; Google's own when absent. */
  readonly rootUrl?: string
  /** The quota of the project per user and minute. */
  readonly requestsPerMinute?: number
  /** After how long a request is given up, in milliseconds. */
  readonly timeout?: number
  /** Requests under way at once. */
  readonly concurrency?: number
  /** How often a request is sent again. */
  readonly retries?: number
  readonly wait?: (ms: number) => Promise<void>
  readonly random?: () => number
  readonly now?: () => number
}

/** Waits longer than this end the run instead: the next one goes on. */
const LONGEST_WAIT = 5 * 60_000
/** So many requests in a row that were given up mean that Google is down. */
const GIVE_UP_AFTER = 3

/** Signs in lazily: nothing is sent before the first request. */
export function googleAccount(credentials: GoogleCredentials, options: AccountOptions = {}): GoogleAccount {
  const { wait = sleep, random = Math.random, now = Date.now, timeout = 30_000, retries = 7 } = options
  const identity = identityOf(credentials)
  const queue = new PQueue({
    concurrency: options.concurrency ?? 10,
    ...pace(options.requestsPerMinute ?? 600),
  })
  let skew: number | null = null
  let givenUp = 0
  const heard = (date: number | null) => {
    if (date !== null) skew = date - now()
  }

  const once = async <T>(send: () => Promise<Answer<T>>): Promise<T> => {
    try {
      const answer = await send()
      heard(dateOf(answer.headers))
      return answer.data
    } catch (error) {
      const refusal = toRefusal(error, now())
      if (refusal instanceof GoogleRefusal) heard(refusal.date)
      throw refusal
    }
  }

  /** Truncated exponential back-off with full jitter, never less than Google asks for. */
  const delay = (attempt: number, atLeast: number) =>
    Math.max(random() * Math.min(60_000, 1000 * 2 ** attempt), atLeast)

  const patiently = <T>(send: () => Promise<T>): Promise<T> =>
    pRetry(send, {
      retries,
      // The waiting is ours: p-retry's jitter is not full, and it knows nothing of Retry-After.
      minTimeout: 0,
      shouldRetry: ({ error }) => isPassing(error) && (error.retryAfter ?? 0) <= LONGEST_WAIT,
      async onFailedAttempt({ error, attemptNumber, retriesLeft }) {
        if (!isPassing(error) || retriesLeft === 0 || (error.retryAfter ?? 0) > LONGEST_WAIT) return
        const ms = delay(attemptNumber, error.retryAfter ?? 0)
        if (meaning(error) !== 'slow-down') return wait(ms)
        // A rate is everybody's: let nothing else start meanwhile.
        queue.pause()
        await wait(ms)
        queue.start()
      },
    })

  const token = async (): Promise<{ access_token: string; expiry_date: number }> => {
    const form = tokenForm(credentials, now())
    try {
      const data = await patiently(() =>
        once<TokenAnswer>(() =>
          transporter.request({
            url: credentials.tokenUrl,
            method: 'POST',
            data: form,
            responseType: 'json',
            retry: false,
            timeout,
          }),
        ).then((answer) => checked(answer, isToken)),
      )
      return { access_token: data.access_token, expiry_date: now() + data.expires_in * 1000 }
    } catch (error) {
      if (!(error instanceof GoogleRefusal)) throw error
      throw isPassing(error) ? downFailure(error) : tokenFailure(error, identity)
    }
  }

  // `refreshHandler` with a known expiry: the one way in which the library neither refreshes by itself nor sends a
  // refused request twice.
  const client = new auth.OAuth2({ eagerRefreshThresholdMillis: 30_000 })
  const { transporter } = client
  let underWay: ReturnType<typeof token> | null = null
  client.refreshHandler = () => {
    underWay ??= token().finally(() => {
      underWay = null
    })
    return underWay
  }
  const api = calendar({
    version: 'v3',
    auth: client,
    retry: false,
    timeout,
    ...(options.rootUrl === undefined ? {} : { rootUrl: options.rootUrl }),
  })

  return {
    identity,
    skew: () => skew,
    rest: (attempt) => wait(delay(attempt, 0)),
    async ask(request, usable) {
      let renewed = false
      const send = () => queue.add(() => once(() => request(api))).then((data) => checked(data, usable))
      try {
        const data = await patiently(async () => {
          const used = client.credentials.access_token
          try {
            return await send()
          } catch (error) {
            if (!(error instanceof GoogleRefusal) || meaning(error) !== 'renew' || renewed) throw error
            renewed = true
            // Only the token that was refused: another request may have a new one already.
            if (client.credentials.access_token === used) client.credentials = {}
            return await send()
          }
        })
        givenUp = 0
        return data
      } catch (error) {
        if (!(error instanceof GoogleRefusal)) throw error
        if (meaning(error) === 'used-up') throw quotaFailure(error)
        if (!isPassing(error)) {
          givenUp = 0
          throw error
        }
        givenUp += 1
        if (meaning(error) === 'slow-down') throw quotaFailure(error)
        if (givenUp >= GIVE_UP_AFTER) throw downFailure(error)
        throw error
      }
    },
  }
}

/**
 * A sliding window that uses 98 % of the allowance: requests that were a little late on their way must not push one too
 * many into Google's own minute. Short windows keep the flow even; tiny allowances are counted by the minute.
 */
function pace(perMinute: number): { interval: number; intervalCap: number; strict: true } {
  const windows = Math.max(1, Math.floor(perMinute / 100))
  return {
    interval: Math.ceil(60_000 / windows),
    intervalCap: Math.max(1, Math.floor((perMinute / windows) * 0.98)),
    strict: true,
  }
}

type TokenAnswer = { access_token: string; expires_in: number }

function isToken(answer: TokenAnswer): boolean {
  return typeof answer === 'object' && typeof answer?.access_token === 'string' && answer.expires_in > 0
}

function isPassing(error: Error): error is GoogleRefusal {
  return error instanceof GoogleRefusal && ['lost', 'slow-down'].includes(meaning(error))
}

function checked<T>(data: T, usable: (data: T) => boolean): T {
  if (!usable(data)) throw new GoogleRefusal('the answer was cut off', { status: 0 })
  return data
}
