import type { NotionSource } from '../sources/notion/index.ts'
import type { KnowledgeBase } from './knowledge-base.ts'
import type { Lease } from './lock.ts'
import type { PlanStore } from './overlay.ts'

export type Mode = 'plan' | 'sync'

/** Who or what asked for the run. */
export type Trigger = 'hand' | 'schedule' | 'webhook' | 'demo'

/** What is asked of a run. */
export type Order = {
  /** `plan` writes nothing anywhere. */
  readonly mode: Mode
  readonly trigger: Trigger
  /** Reads every page anew. */
  readonly full: boolean
  /** Accepts a plan that safety would refuse. */
  readonly force: boolean
  /** The moment to judge deadlines by. */
  readonly now: Date
  /** The clock on the wall: stamps, leases, time stamps of pages. */
  readonly wall: () => Date
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: RunProgress) => void
}

export type RunProgress = {
  readonly step: 'read' | 'compare' | 'write' | 'write back'
  readonly done?: number
  readonly total?: number
}

/** A run under way: what its steps work with. `lease` is null in a plan, which writes nothing. */
export type Run = {
  readonly base: KnowledgeBase
  readonly source: NotionSource
  readonly memory: PlanStore
  readonly order: Order
  readonly lease: Lease | null
}

/** A run that may write. */
export type WritingRun = Run & { readonly lease: Lease }
