import { Failure } from '../../../lib/failure.ts'

/**
 * - `limited`: too many requests; nothing was done, all requests wait
 * - `passing`: a fault of the service or the network; a write may or may not have been carried out
 * - `conflict`: nothing was saved, the same again may work
 * - `refused`: the answer is no, and stays no
 * - `strange`: a whole answer of a shape we do not know; a write was carried out, or not
 */
export type TroubleKind = 'limited' | 'passing' | 'conflict' | 'refused' | 'strange'

/** Whether a write may have been carried out all the same. */
export function mayBeSaved({ kind }: NotionTrouble): boolean {
  return kind === 'passing' || kind === 'strange'
}

/** A request that did not work, in our words; never holds the token, headers or a body. */
export class NotionTrouble extends Failure {
  readonly kind: TroubleKind
  readonly status: number | null
  /** Notion's own code, where it gave one. */
  readonly reason: string | null
  readonly retryAfterMs: number | null
  constructor(
    code: string,
    message: string,
    facts: {
      kind: TroubleKind
      status?: number
      reason?: string | undefined
      retryAfterMs?: number | null
      hint?: string
      cause?: unknown
    },
  ) {
    super(code, message, { ...(facts.hint !== undefined && { hint: facts.hint }), cause: facts.cause })
    this.name = 'NotionTrouble'
    this.kind = facts.kind
    this.status = facts.status ?? null
    this.reason = facts.reason ?? null
    this.retryAfterMs = facts.retryAfterMs ?? null
  }

  /** Whether Notion itself said no with one of these statuses: a proxy on the way answers with the same numbers. */
  isRefusal(...statuses: readonly number[]): boolean {
    return this.kind === 'refused' && this.status !== null && statuses.includes(this.status)
  }
}
