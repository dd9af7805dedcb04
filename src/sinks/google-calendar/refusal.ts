/** An answer of Google that is not what was asked for, or none at all. Holds words only: nothing of the request. */
export class GoogleRefusal extends Error {
  /** HTTP status; 0 when no usable answer came (the write may have been made). */
  readonly status: number
  /** `error.errors[0].reason`, or the token endpoint's `error`; empty when the answer has none. */
  readonly reason: string
  /** What `Retry-After` asks for, in milliseconds. */
  readonly retryAfter: number | null
  /** Google's time (ms) as its answer tells it. */
  readonly date: number | null
  constructor(
    words: string,
    facts: { status: number; reason?: string; retryAfter?: number | null; date?: number | null },
  ) {
    super(words)
    this.name = 'GoogleRefusal'
    this.status = facts.status
    this.reason = facts.reason ?? ''
    this.retryAfter = facts.retryAfter ?? null
    this.date = facts.date ?? null
  }
}

const RATE = new Set(['rateLimitExceeded', 'userRateLimitExceeded'])
const USED_UP = new Set(['quotaExceeded', 'dailyLimitExceeded', 'variableTermLimitExceeded'])

/** What a refusal means for whoever asked. A 403 is told by its reason: it may be a rate, a quota, a role, a dead event. */
export function meaning(refusal: GoogleRefusal): 'lost' | 'slow-down' | 'used-up' | 'renew' | 'answer' {
  const { status, reason } = refusal
  if (USED_UP.has(reason)) return 'used-up'
  if (status === 429 || RATE.has(reason)) return 'slow-down'
  if (status === 0 || status === 408 || status >= 500) return 'lost'
  return status === 401 ? 'renew' : 'answer'
}

/** What a failed request is counted under. */
export function faultOf({ status, reason }: GoogleRefusal): string {
  return status === 0 ? 'no answer' : `${status} ${reason}`.trim()
}

/**
 * The refusal in whatever the client library threw. The library's error is left behind on purpose: its `config` holds
 * tokens. What is not of the library (a bug, one of our own failures) comes back as it is.
 */
export function toRefusal(error: unknown, now: number): unknown {
  if (!isGaxiosError(error)) return error
  const { response } = error
  if (!response)
    return new GoogleRefusal(`no answer (${String(error.code ?? 'connection lost')})`, { status: 0 })
  if (isOfSomethingElse(response)) {
    return new GoogleRefusal(
      `something on the way to Google answered in its place (status ${response.status})`,
      { status: 0 },
    )
  }
  const { reason, words } = wordsOf(response.data)
  const facts = {
    status: response.status,
    reason,
    retryAfter: retryAfter(response.headers.get('retry-after'), now),
    date: dateOf(response.headers),
  }
  return new GoogleRefusal(words === '' ? `status ${response.status}` : words, facts)
}

/** Google's time (ms) in an answer's headers; null when it does not tell. The library's headers are not the global `Headers`. */
export function dateOf(headers: unknown): number | null {
  const named = headers as { get?: (name: string) => string | null } | null | undefined
  const date = typeof named?.get === 'function' ? Date.parse(named.get('date') ?? '') : Number.NaN
  return Number.isNaN(date) ? null : date
}

type GaxiosLike = {
  readonly code?: unknown
  readonly response?: {
    readonly status: number
    readonly data: unknown
    readonly headers: { get(name: string): string | null }
  }
}

function isGaxiosError(error: unknown): error is Error & GaxiosLike {
  return error instanceof Error && 'config' in error
}

/**
 * A proxy's or a gateway's page. Google's own refusals are JSON; taken for one, a page that says 404 would give up the id
 * of an event that is there, and leave two of one entry.
 */
function isOfSomethingElse({ status, data }: NonNullable<GaxiosLike['response']>): boolean {
  return status < 500 && ![408, 429].includes(status) && (typeof data !== 'object' || data === null)
}

/** Calendar's envelope, the token endpoint's, or a gateway's page (no words worth repeating). */
function wordsOf(data: unknown): { reason: string; words: string } {
  if (typeof data !== 'object' || data === null || !('error' in data)) return { reason: '', words: '' }
  const { error } = data
  if (typeof error === 'string') {
    const words = 'error_description' in data ? String(data.error_description) : error
    return { reason: error, words: words.slice(0, 300) }
  }
  if (typeof error !== 'object' || error === null) return { reason: '', words: '' }
  const first = 'errors' in error && Array.isArray(error.errors) ? (error.errors[0] as unknown) : null
  const reason = typeof first === 'object' && first !== null && 'reason' in first ? String(first.reason) : ''
  const words = 'message' in error ? String(error.message) : ''
  return { reason, words: words.slice(0, 300) }
}

function retryAfter(header: string | null, now: number): number | null {
  if (header === null) return null
  const seconds = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - now
  return Number.isNaN(seconds) ? null : Math.max(0, seconds)
}
