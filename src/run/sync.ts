import { Failure } from '../lib/failure.ts'
import { stoppedFailure } from '../lib/stop.ts'
import type { ReadRequest } from '../sources/notion/index.ts'
import type { Store } from '../state/store.ts'
import { endCutOff } from './cut-off.ts'
import type { KnowledgeBase } from './knowledge-base.ts'
import { type Lease, withLock } from './lock.ts'
import type { Order, Run } from './order.ts'
import { overlay } from './overlay.ts'
import { planSinks } from './plan-sinks.ts'
import { rememberRun } from './remember.ts'
import {
  blankReport,
  type Report,
  reportedRead,
  reportedUnderstanding,
  runRow,
  type Trouble,
  troubleOf,
  wentWell,
} from './report.ts'
import { type Understanding, understand } from './understand.ts'
import { type SinkPlan, sinkReport, type Written, write } from './write.ts'
import { planBack, writeBack } from './write-back.ts'

export type RunResult = { readonly report: Report; readonly understanding: Understanding | null }

/**
 * One run over one knowledge base: it alone writes while it lasts, and its report is kept.
 * A plan needs no lock and leaves nothing behind. Never throws for what happens outside: that is in the report.
 * A `UserError` (settings) and bugs are thrown.
 */
export async function run(base: KnowledgeBase, store: Store, order: Order): Promise<RunResult> {
  const blank = blankReport(base.name, order)
  if (order.mode === 'plan') {
    const memory = overlay(store)
    return whole(
      base,
      order,
      await once({ base, source: base.source(memory), memory, order, lease: null }, store, blank),
    )
  }
  const work = async (lease: Lease) => {
    await endCutOff(store, base.name, blank.startedAt)
    await store.startRun(runRow(blank, 'running'))
    try {
      const source = base.source(store)
      const result = whole(
        base,
        order,
        await once({ base, source, memory: store, order, lease }, store, blank),
      )
      await store.finishRun(runRow(result.report, result.report.result))
      return result
    } catch (error) {
      // A bug: the history must not say for ever that this run is under way.
      await store.finishRun(runRow({ ...blank, endedAt: order.wall().toISOString() }, 'failed'))
      throw error
    }
  }
  const locked = await withLock(store, `sync ${base.name}`, work, { realNow: () => order.wall().getTime() })
  return locked.taken
    ? locked.value
    : whole(base, order, { report: { ...blank, result: 'busy' }, understanding: null })
}

/**
 * - Read what changed in Notion; what cannot be read keeps its last known form.
 * - Say what each row means: a programme, or a finding.
 * - Decide which entries are wanted; compare with what each calendar really holds; let safety judge the plan.
 * - Write, sink by sink, while we are the one writer.
 * - Remember what was written and what strangers may see.
 * - Write statuses, comments and cells back.
 */
async function once(run: Run, store: Store, blank: Report): Promise<RunResult> {
  const { base, source, memory, order, lease } = run
  let report = blank
  const tell = (more: Partial<Report>) => {
    report = { ...report, ...more }
  }
  try {
    order.onProgress?.({ step: 'read' })
    const read = await source.read(readRequest(order))
    tell({ read: reportedRead(read) })
    const understanding = await understand(memory.documents(base.name), { columns: base.settings.columns })
    tell(reportedUnderstanding(understanding, report.read, order))

    order.onProgress?.({ step: 'compare' })
    const { entries, plans } = await planSinks(run, understanding, read.complete)
    const refused = plans.some(({ dangers }) => dangers.length > 0) && !order.force
    if (lease === null || refused) {
      tell({ sinks: plans.map((plan) => sinkReport(plan, null)) })
      if (refused) tell({ result: 'refused' })
      else tell(await planBack(run, understanding, report))
      return { report, understanding }
    }

    const written = await writeAll(plans, lease, order)
    tell({ sinks: written.map((each) => sinkReport(each.plan, each)) })
    await lease.mayWrite()
    await rememberRun(base, store, { understanding, entries, written, complete: read.complete, order })
    order.onProgress?.({ step: 'write back' })
    tell(await writeBack({ ...run, lease }, understanding, written, report))
    return { report, understanding }
  } catch (error) {
    // What was written before stays written, and is in the report.
    tell({ troubles: [outsideTrouble(error, order)], result: report.sinks.length > 0 ? 'partly' : 'failed' })
    return { report, understanding: null }
  }
}

/** What ended the run from outside. Bugs and mistakes in the settings are thrown on. */
function outsideTrouble(error: unknown, order: Order): Trouble {
  if (error instanceof Failure) return troubleOf(error)
  if (order.signal?.aborted && error instanceof Error && error.name === 'AbortError')
    return troubleOf(stoppedFailure())
  throw error
}

function readRequest({ wall, full, signal, onProgress }: Order): ReadRequest {
  return {
    now: wall().toISOString(),
    full,
    signal,
    onProgress: ({ read: done, due: total }) => onProgress?.({ step: 'read', done, total }),
  }
}

async function writeAll(plans: readonly SinkPlan[], lease: Lease, order: Order): Promise<readonly Written[]> {
  const total = plans.reduce((sum, { changes }) => sum + changes.length, 0)
  let done = 0
  const written: Written[] = []
  for (const plan of plans) {
    const tell = () => {
      done += 1
      order.onProgress?.({ step: 'write', done, total })
    }
    written.push(await write(plan, lease, order.signal, tell))
  }
  return written
}

/** The report as it is kept and shown: its end, its result, and no secret in it. */
function whole(base: KnowledgeBase, order: Order, { report, understanding }: RunResult): RunResult {
  const cutShort = report.result === 'done' && order.signal?.aborted === true
  const ended: Report = {
    ...report,
    endedAt: order.wall().toISOString(),
    result: cutShort || (report.result === 'done' && !wentWell(report)) ? 'partly' : report.result,
    troubles: cutShort ? withStop(report) : report.troubles,
    // A run that found another at it would take that one's.
    faults: report.result === 'busy' ? [] : base.takeFaults(),
  }
  return { report: JSON.parse(base.scrub(JSON.stringify(ended))) as Report, understanding }
}

/** Who stops between two steps meets no trouble that would tell of it. */
function withStop({ troubles, sinks }: Report): readonly Trouble[] {
  const told = sinks.some(({ trouble }) => trouble?.code === 'stopped')
  return told ? troubles : [...troubles, troubleOf(stoppedFailure())]
}
