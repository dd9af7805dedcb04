import type { SandboxClock } from '../clock.ts'
import { Refusal } from './refusal.ts'
import type { NotionSettings } from './settings.ts'

const WINDOW = 60_000

export type Limited = { readonly refusal: Refusal; readonly headers: Record<string, string> }

/** Counts requests against the budget of the settings; gives the 429 for one that is over it. */
export function newLimiter(clock: SandboxClock): (settings: NotionSettings) => Limited | null {
  let windowStart = Number.NEGATIVE_INFINITY
  let spent = 0
  let tokens: number | null = null
  let filledAt = clock.now()
  return ({ rate, blocked }) => {
    const now = clock.now()
    if (blocked) return rateLimited('public_api_request_blocked', null)
    if (rate === null) return null
    if ('windowLimit' in rate) {
      if (now - windowStart >= WINDOW) {
        windowStart = now
        spent = 0
      }
      spent += 1
      if (spent <= rate.windowLimit) return null
      return rateLimited('public_api_request_rate_limit', Math.ceil((windowStart + WINDOW - now) / 1000))
    }
    tokens = Math.min(rate.burst, (tokens ?? rate.burst) + ((now - filledAt) / 1000) * rate.perSecond)
    filledAt = now
    if (tokens < 1) {
      return rateLimited(
        'public_api_request_rate_limit',
        Math.max(1, Math.ceil((1 - tokens) / rate.perSecond)),
      )
    }
    tokens -= 1
    return null
  }
}

/** A 429 with its reason and, when waiting helps, the seconds to wait (in the header and in the body). */
export function rateLimited(reason: string, seconds: number | null): Limited {
  const wait = seconds === null ? {} : { retry_after: String(seconds) }
  const message =
    reason === 'public_api_request_blocked'
      ? 'Requests of this connection are blocked. Do not retry.'
      : 'You have been rate limited. Please try again in a few minutes.'
  return {
    refusal: new Refusal(429, 'rate_limited', message, { rate_limit_reason: reason, ...wait }),
    headers: seconds === null ? {} : { 'retry-after': String(seconds) },
  }
}
