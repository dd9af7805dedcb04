import PQueue from 'p-queue'
import { Failure } from '../lib/failure.ts'
import type { Change, HeldEntry, Outcome, Sink } from '../plan/change.ts'
import type { Danger } from '../plan/dangers.ts'
import { tell } from '../plan/words.ts'
import type { Lease } from './lock.ts'
import { type ReportedChange, type SinkReport, type Trouble, troubleOf } from './report.ts'

/** A plan and what became of it. */
export type Written = {
  readonly plan: SinkPlan
  readonly outcomes: readonly Outcome[]
  readonly trouble: Trouble | null
}

/** What one sink holds and what is to be done there; `trouble` when it could not even be asked. */
export type SinkPlan = {
  readonly sink: Sink
  readonly held: readonly HeldEntry[]
  readonly changes: readonly Change[]
  readonly dangers: readonly Danger[]
  readonly trouble: Trouble | null
}

/** How many changes of one sink are under way at once; the sink paces itself. */
const AT_ONCE = 8

/**
 * Carries out the changes of one sink in their order, each only while we are still the one writer: first everything
 * that puts something there, then what takes something away. What concerns one entry is an outcome; what concerns the
 * whole sink stops it and is told, and the other sinks go on.
 */
export async function write(
  plan: SinkPlan,
  lease: Lease,
  signal: AbortSignal | undefined,
  onDone: () => void,
): Promise<Written> {
  const outcomes: Outcome[] = []
  let fatal: unknown = null
  const one = async (change: Change) => {
    if (fatal !== null || signal?.aborted) return
    try {
      await lease.mayWrite()
      outcomes.push(await plan.sink.apply(change, lease.mayWrite))
      onDone()
    } catch (error) {
      fatal = error
    }
  }
  const removes = (change: Change) => change.action === 'delete'
  for (const changes of [plan.changes.filter((change) => !removes(change)), plan.changes.filter(removes)]) {
    const queue = new PQueue({ concurrency: AT_ONCE })
    await queue.addAll(changes.map((change) => () => one(change)))
  }
  if (fatal !== null && !(fatal instanceof Failure)) throw fatal
  return { plan, outcomes, trouble: fatal instanceof Failure ? troubleOf(fatal) : null }
}

/** The plan of one sink and what became of it, as it is reported. `written` is null when nothing was to be written. */
export function sinkReport(plan: SinkPlan, written: Omit<Written, 'plan'> | null): SinkReport {
  const outcomes = new Map(written?.outcomes.map((outcome) => [outcome.change, outcome]))
  return {
    sink: plan.sink.name,
    held: plan.held.filter(({ state }) => state === 'live').length,
    changes: plan.changes.map((change) => reported(change, outcomes.get(change) ?? null)),
    dangers: plan.dangers,
    trouble: plan.trouble ?? written?.trouble ?? null,
  }
}

function reported(change: Change, outcome: Outcome | null): ReportedChange {
  return { ...tell(change), result: outcome?.result ?? null, problem: outcome?.problem ?? null }
}
