import { randomUUID } from 'node:crypto'
import { Failure } from '../lib/failure.ts'
import type { ReadResult } from '../sources/notion/index.ts'
import type { Store } from '../state/store.ts'
import type { KnowledgeBase } from './knowledge-base.ts'
import { type Lease, withLock } from './lock.ts'
import { overlay, type PlanStore } from './overlay.ts'
import { planSinks } from './plan-sinks.ts'
import { rememberRun } from './remember.ts'
import { NOTHING_READ, type Report, writesOf } from './report.ts'
import { countProgrammes, type Understanding, understand } from './understand.ts'
import { type SinkPlan, sinkReport, troubleOf, type Written, write } from './write.ts'
import { planWriteBack, reportedStatus, unwrittenRows, writeBack } from './write-back.ts'

/** What is asked of a run. */
export type Order = {
  /** `plan` writes nothing anywhere. */
  readonly mode: 'plan' | 'sync'
  readonly trigger: Report['trigger']
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

export type RunResult = { readonly report: Report; readonly understanding: Understanding | null }

/**
 * One run over one knowledge base: it alone writes while it lasts, and its report is kept.
 * A plan needs no lock and leaves nothing behind. Never throws for what happens outside: that is in the report.
 * A `UserError` (settings) and bugs are thrown.
 */
export async function run(base: KnowledgeBase, store: Store, order: Order): Promise<RunResult> {
  const blank = blankReport(base.name, order)
  if (order.mode === 'plan')
    return ended(base, await once(base, overlay(store), store, order, null, blank), order)

  const work = async (lease: Lease) => {
    await store.startRun(runRow(blank, 'running'))
    const result = ended(base, await once(base, store, store, order, lease, blank), order)
    await store.finishRun(runRow(result.report, result.report.result))
    return result
  }
  const locked = await withLock(store, `sync ${base.name}`, work, { realNow: () => order.wall().getTime() })
  return locked.taken
    ? locked.value
    : ended(base, { report: { ...blank, result: 'busy' }, understanding: null }, order)
}

/**
 * - Read what changed in Notion; what cannot be read keeps its last known form.
 * - Say what each row means: a programme, or a finding.
 * - Decide which entries are wanted.
 * - Compare with what each calendar really holds; let safety judge the plan.
 * - Write, sink by sink, while we are the one writer.
 * - Write statuses, comments and cells back.
 * - Remember what was written and what strangers may see.
 */
async function once(
  base: KnowledgeBase,
  memory: PlanStore,
  store: Store,
  order: Order,
  lease: Lease | null,
  blank: Report,
): Promise<RunResult> {
  const source = base.source(memory)
  const { signal, onProgress } = order
  let report = blank
  try {
    onProgress?.({ step: 'read' })
    const read = await source.read({
      now: order.wall().toISOString(),
      full: order.full,
      signal,
      onProgress: ({ read: done, due: total }) => onProgress?.({ step: 'read', done, total }),
    })
    report = {
      ...report,
      read: reportedRead(read),
    }
    const understanding = await understand(memory.documents(base.name), { columns: base.settings.columns })
    report = {
      ...report,
      programmes: countProgrammes(understanding, order.now.toISOString()),
      findings: understanding.findings,
      notes: understanding.notes,
    }

    onProgress?.({ step: 'compare' })
    const { entries, plans } = await planSinks(base, memory, understanding, {
      complete: read.complete,
      order,
    })
    const refused = plans.some(({ dangers }) => dangers.length > 0) && !order.force
    if (lease === null || refused) {
      const backs = await planWriteBack(base, source, understanding, new Set(), order)
      report = {
        ...report,
        findings: [...report.findings, ...backs.findings],
        sinks: plans.map((plan) => sinkReport(plan, null)),
        statuses: refused ? [] : backs.statuses.map((status) => reportedStatus(status, null)),
        result: refused ? 'refused' : report.result,
      }
      return { report, understanding }
    }

    const written = await writeAll(plans, lease, order)
    report = { ...report, sinks: written.map((each) => sinkReport(each.plan, each)) }
    await rememberRun(base, store, { understanding, entries, written, complete: read.complete, order })
    onProgress?.({ step: 'write back' })
    const unwritten = unwrittenRows(written, understanding.programmes)
    const backs = await planWriteBack(base, source, understanding, unwritten, order)
    report = { ...report, findings: [...report.findings, ...backs.findings] }
    const back = await writeBack(base, source, memory, backs, understanding, report.read, lease, order)
    return { report: { ...report, ...back }, understanding }
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    return { report: { ...report, result: 'failed', troubles: [troubleOf(error)] }, understanding: null }
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

function blankReport(knowledgeBase: string, order: Order): Report {
  const at = order.wall().toISOString()
  return {
    id: randomUUID(),
    knowledgeBase,
    mode: order.mode,
    trigger: order.trigger,
    startedAt: at,
    endedAt: at,
    now: order.now.toISOString(),
    result: 'done',
    read: NOTHING_READ,
    programmes: { all: 0, open: 0, past: 0, openEnded: 0, unclear: 0 },
    findings: [],
    notes: [],
    sinks: [],
    statuses: [],
    writtenBack: { comments: 0, cells: 0 },
    troubles: [],
  }
}

function reportedRead(read: ReadResult): Report['read'] {
  const { complete, total, changed, removed, requests, failures, notes } = read
  return {
    complete,
    documents: total,
    changed: changed.length,
    removed: removed.length,
    requests,
    failures,
    notes,
  }
}

function ended(base: KnowledgeBase, { report, understanding }: RunResult, order: Order): RunResult {
  const partly =
    report.result === 'done' &&
    (!report.read.complete ||
      order.signal?.aborted ||
      report.sinks.some(({ trouble, changes }) => trouble || changes.some(({ problem }) => problem)) ||
      report.statuses.some(({ problem }) => problem))
  const whole: Report = {
    ...report,
    endedAt: order.wall().toISOString(),
    result: partly ? 'partly' : report.result,
  }
  return { report: JSON.parse(base.scrub(JSON.stringify(whole))) as Report, understanding }
}

function runRow(report: Report, result: Exclude<Report['result'], 'busy'> | 'running' | 'busy') {
  return {
    id: report.id,
    knowledgeBase: report.knowledgeBase,
    trigger: report.trigger,
    startedAt: report.startedAt,
    endedAt: result === 'running' ? null : report.endedAt,
    result: result === 'busy' ? 'failed' : result,
    json: JSON.stringify({ ...report, writes: writesOf(report) }),
  } as const
}
