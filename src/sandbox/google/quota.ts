import type { SandboxAnswer } from '../server.ts'
import { gateRefusal, refusal } from './refusal.ts'

/** How many units may be used; a PATCH costs three, everything else one. */
export type Quota = {
  readonly perMinutePerUser?: number
  readonly perMinutePerProject?: number
  readonly perDay?: number
  /** The two shapes in which an overdrawn quota is told, and the status of the first. */
  readonly envelope?: 'legacy403' | 'legacy429' | 'modern403'
}

/** What projects made since 2026-05-01 get. */
export const DOCUMENTED_QUOTA: Quota = {
  perMinutePerUser: 600,
  perMinutePerProject: 10_000,
  perDay: 1_000_000,
}

const MINUTE = 60_000

/** Uses of one sliding window, oldest first. */
type Window = {
  readonly ms: number
  readonly most: number
  uses: { at: number; units: number }[]
  used: number
}

/** A meter for all users of one project. `use` gives the refusal when a window is overdrawn, and then counts nothing. */
export function quotaMeter(quota: Quota): {
  use(user: string, method: string, now: number): SandboxAnswer | null
} {
  const users = new Map<string, Window>()
  const project = windowOf(MINUTE, quota.perMinutePerProject)
  const day = windowOf(24 * 60 * MINUTE, quota.perDay)
  return {
    use(user, method, now) {
      const units = method === 'PATCH' ? 3 : 1
      const own = users.get(user) ?? windowOf(MINUTE, quota.perMinutePerUser)
      users.set(user, own)
      for (const window of [own, project, day]) {
        expire(window, now)
        if (window.used + units > window.most) return overdrawn(quota, window === own, window === day)
      }
      for (const window of [own, project, day]) {
        if (window.most === Number.POSITIVE_INFINITY) continue
        window.uses.push({ at: now, units })
        window.used += units
      }
      return null
    },
  }
}

const windowOf = (ms: number, most = Number.POSITIVE_INFINITY): Window => ({ ms, most, uses: [], used: 0 })

function expire(window: Window, now: number): void {
  const alive = window.uses.findIndex((use) => use.at > now - window.ms)
  const dead = alive === -1 ? window.uses.length : alive
  if (dead === 0) return
  for (const use of window.uses.splice(0, dead)) window.used -= use.units
}

function overdrawn(quota: Quota, ofUser: boolean, ofDay: boolean): SandboxAnswer {
  if (ofDay)
    return refusal(403, 'dailyLimitExceeded', 'Daily Limit Exceeded', { domain: 'usageLimits' }).answer
  const envelope = quota.envelope ?? 'legacy403'
  if (envelope === 'modern403') {
    const limit = ofUser ? 'Queries per minute per user' : 'Queries per minute'
    const message = `Quota exceeded for quota metric 'Queries' and limit '${limit}' of service 'calendar-json.googleapis.com' for consumer 'project_number:1'.`
    return gateRefusal(403, 'PERMISSION_DENIED', 'rateLimitExceeded', message, { domain: 'usageLimits' })
      .answer
  }
  const [reason, message] = ofUser
    ? ['userRateLimitExceeded', 'User Rate Limit Exceeded']
    : ['rateLimitExceeded', 'Rate Limit Exceeded']
  return refusal(envelope === 'legacy429' ? 429 : 403, reason, message, { domain: 'usageLimits' }).answer
}
