import { setTimeout as sleep } from 'node:timers/promises'
import { calendar, type calendar_v3 } from 'googleapis/build/src/apis/calendar/index.js'
import PQueue from 'p-queue'
import { unlessStopped } from '../../lib/stop.ts'
import { signedIn } from './access.ts'
import { type GoogleCredentials, identityOf } from './credentials.ts'
import { downFailure, type Identity, quotaFailure } from './failures.ts'
import { delay, isPassing, type Patience, patiently } from './patience.ts'
import { dateOf, faultOf, GoogleRefusal, meaning, toRefusal } from './refusal.ts'
import { NO_PROXY } from './token.ts'

export type Calendar = calendar_v3.Calendar

type Answer<T> = { readonly data: T; readonly headers: unknown }

/** One signed-in account: a paced, patient way to the Calendar API, shared by all its calendars. */
export type GoogleAccount = {
  readonly identity: Identity
  /**
   * Asks until there is an answer. `usable` says whether a 200 is one: a cut answer arrives as a string.
   * After a lost answer the request is sent again, unless `repeatable` is false.
   * @throws GoogleRefusal for Google's own "no"; Failure when nothing more can work; UserError for unusable credentials.
   */
  ask<T>(
    request: (calendar: Calendar) => Promise<Answer<T>>,
    usable: (data: T) => boolean,
    repeatable?: boolean,
  ): Promise<T>
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
  /** Told of every request that failed and may be made good: a status and its reason, or `no answer`. */
  readonly onFault?: (what: string) => void
  /** Aborted: nothing more is sent, and what is under way is given up with a `Failure` (`stopped`). */
  readonly signal?: AbortSignal
}

/** So many requests in a row that were given up mean that Google is down. */
const GIVE_UP_AFTER = 3

/** Signs in lazily: nothing is sent before the first request. */
export function googleAccount(credentials: GoogleCredentials, options: AccountOptions = {}): GoogleAccount {
  const { now = Date.now, timeout = 30_000, signal } = options
  const queue = new PQueue({
    concurrency: options.concurrency ?? 10,
    ...pace(options.requestsPerMinute ?? 600),
  })
  const patience: Patience = {
    retries: options.retries ?? 7,
    wait: options.wait ?? sleep,
    random: options.random ?? Math.random,
    failed: (refusal) => options.onFault?.(faultOf(refusal)),
    stopped: () => signal?.aborted ?? false,
    // A rate is everybody's: nothing else starts meanwhile.
    slow: (begins) => void (begins ? queue.pause() : queue.start()),
  }
  const identity = identityOf(credentials)
  const client = signedIn(credentials, identity, patience, { now, timeout })
  const api = calendar({
    version: 'v3',
    auth: client,
    retry: false,
    noProxy: NO_PROXY,
    timeout,
    ...(options.rootUrl === undefined ? {} : { rootUrl: options.rootUrl }),
  })
  let skew: number | null = null
  let givenUp = 0

  /** One request, when its turn has come. */
  const once = <T>(request: (calendar: Calendar) => Promise<Answer<T>>, usable: (data: T) => boolean) =>
    queue.add(async (): Promise<T> => {
      try {
        const { data, headers } = await request(api)
        skew = skewOf(dateOf(headers), now()) ?? skew
        if (usable(data)) return data
      } catch (error) {
        const refusal = toRefusal(error, now())
        if (refusal instanceof GoogleRefusal) skew = skewOf(refusal.date, now()) ?? skew
        throw refusal
      }
      throw new GoogleRefusal('the answer was cut off', { status: 0 })
    })

  /** A token that is refused is dropped, once: Google may have ended it before its time. */
  const renewing = async <T>(send: () => Promise<T>): Promise<T> => {
    const used = client.credentials.access_token
    try {
      return await send()
    } catch (error) {
      if (!(error instanceof GoogleRefusal) || meaning(error) !== 'renew') throw error
      patience.failed(error)
      // Another request may have a new one already.
      if (client.credentials.access_token === used) client.credentials = {}
      return send()
    }
  }

  return {
    identity,
    skew: () => skew,
    rest: (attempt) => unlessStopped(signal, () => patience.wait(delay(attempt, patience.random))),
    async ask(request, usable, repeatable) {
      try {
        const send = () => renewing(() => once(request, usable))
        const data = await unlessStopped(signal, () => patiently(send, patience, repeatable))
        givenUp = 0
        return data
      } catch (error) {
        if (!(error instanceof GoogleRefusal)) throw error
        givenUp = isPassing(error) ? givenUp + 1 : 0
        if (['used-up', 'slow-down'].includes(meaning(error))) throw quotaFailure(error)
        if (givenUp >= GIVE_UP_AFTER) throw downFailure(error)
        throw error
      }
    },
  }
}

function skewOf(date: number | null, now: number): number | null {
  return date === null ? null : date - now
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
