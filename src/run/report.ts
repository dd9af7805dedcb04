import { randomUUID } from 'node:crypto'
import type { Failure } from '../lib/failure.ts'
import type { Outcome } from '../plan/change.ts'
import type { Danger } from '../plan/dangers.ts'
import { hasPassed } from '../plan/status.ts'
import type { ToldChange } from '../plan/words.ts'
import type { Finding } from '../programmes/finding.ts'
import type { Note } from '../programmes/index.ts'
import type { ReadResult } from '../sources/notion/index.ts'
import type { RunRow } from '../state/store.ts'
import type { Fault } from './knowledge-base.ts'
import type { Mode, Order, Trigger } from './order.ts'
import type { Understanding } from './understand.ts'

/** One change as it is reported, and what became of it. */
export type ReportedChange = ToldChange & {
  /** Null in a plan: nothing was done. */
  readonly result: Outcome['result'] | null
  readonly problem: string | null
}

export type SinkReport = {
  readonly sink: string
  /** How many entries it held before, live ones. */
  readonly held: number
  readonly changes: readonly ReportedChange[]
  /** What speaks against the plan, with every number; empty when nothing does. */
  readonly dangers: readonly Danger[]
  /** What stopped this sink as a whole; null when nothing did. */
  readonly trouble: Trouble | null
}

export type Trouble = { readonly code: string; readonly message: string; readonly hint: string | null }

export type ReportedStatus = {
  readonly documentId: string
  readonly documentTitle: string
  readonly from: string | null
  readonly to: string
  readonly why: string
  readonly result: 'done' | 'already' | 'theirs' | 'impossible' | 'failed' | 'unsure' | null
  readonly problem: string | null
}

/** Everything one run read, decided, wrote and found: what `--json` prints and `magam history` keeps. */
export type Report = {
  readonly id: string
  readonly knowledgeBase: string
  readonly mode: Mode
  readonly trigger: Trigger
  /** UTC instants by the clock on the wall, and the moment that was judged by. */
  readonly startedAt: string
  readonly endedAt: string
  readonly now: string
  /** `busy`: another run was at it. `partly`: some of it did not work and the next run goes on. */
  readonly result: 'done' | 'partly' | 'refused' | 'failed' | 'busy'
  readonly read: {
    readonly complete: boolean
    readonly documents: number
    readonly changed: number
    readonly removed: number
    readonly requests: number
    readonly failures: readonly {
      readonly documentId: string
      readonly title: string
      readonly problem: string
    }[]
    readonly notes: readonly string[]
  }
  readonly programmes: {
    readonly all: number
    readonly open: number
    readonly past: number
    readonly openEnded: number
    readonly unclear: number
  }
  readonly findings: readonly Finding[]
  readonly notes: readonly Note[]
  readonly sinks: readonly SinkReport[]
  readonly statuses: readonly ReportedStatus[]
  readonly writtenBack: { readonly comments: number; readonly cells: number }
  readonly troubles: readonly Trouble[]
  readonly faults: readonly Fault[]
}

/** A report of which nothing has happened yet. */
export function blankReport(
  knowledgeBase: string,
  order: Pick<Order, 'mode' | 'trigger' | 'now' | 'wall'>,
): Report {
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
    read: { complete: false, documents: 0, changed: 0, removed: 0, requests: 0, failures: [], notes: [] },
    programmes: { all: 0, open: 0, past: 0, openEnded: 0, unclear: 0 },
    findings: [],
    notes: [],
    sinks: [],
    statuses: [],
    writtenBack: { comments: 0, cells: 0 },
    troubles: [],
    faults: [],
  }
}

/** A failure in the words of a report. Its cause stays behind: it may quote what must not be shown. */
export function troubleOf(failure: Failure): Trouble {
  return { code: failure.code, message: failure.message, hint: failure.hint }
}

export function reportedRead({ total, changed, removed, ...rest }: ReadResult): Report['read'] {
  const { complete, requests, failures, notes } = rest
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

export function reportedUnderstanding(
  understanding: Understanding,
  read: Report['read'],
  { now }: Pick<Order, 'now'>,
): Pick<Report, 'read' | 'programmes' | 'findings' | 'notes'> {
  const { findings, notes, passedOver } = understanding
  return {
    read: { ...read, notes: [...read.notes, ...passedOver] },
    programmes: countProgrammes(understanding, now.toISOString()),
    findings,
    notes,
  }
}

/** Counts by what today says of them. A row that cannot be understood counts as unclear, whatever its text holds. */
function countProgrammes({ programmes, unclearRows }: Understanding, now: string): Report['programmes'] {
  const kinds = programmes.map((programme) => {
    if (unclearRows.has(programme.id)) return 'unclear'
    if (programme.period.reading.kind === 'open-ended') return 'openEnded'
    if (programme.period.reading.closes === null) return 'unclear'
    return hasPassed(programme, now) ? 'past' : 'open'
  })
  const count = (kind: (typeof kinds)[number]) => kinds.filter((each) => each === kind).length
  return {
    all: programmes.length,
    open: count('open'),
    past: count('past'),
    openEnded: count('openEnded'),
    unclear: count('unclear'),
  }
}

/** Whether everything was read and every write came through. */
export function wentWell({ read, sinks, statuses }: Report): boolean {
  return (
    read.complete &&
    !sinks.some(
      ({ trouble, changes }) => trouble !== null || changes.some(({ problem }) => problem !== null),
    ) &&
    !statuses.some(({ problem }) => problem !== null)
  )
}

/** Whether nothing was amiss but that the run was told to stop: what it did not come to is left to the next one. */
export function onlyStopped({ result, read, sinks, statuses, troubles }: Report): boolean {
  if (result !== 'partly' && result !== 'failed') return false
  const told = [...troubles, ...sinks.flatMap(({ trouble }) => trouble ?? [])]
  const writes = [...sinks.flatMap(({ changes }) => changes), ...statuses]
  return (
    told.length > 0 &&
    told.every(({ code }) => code === 'stopped') &&
    writes.every(({ problem }) => problem === null) &&
    // A reading that was broken off is never complete; one that came to its end should be.
    (sinks.length === 0 ? read.failures.length === 0 : read.complete)
  )
}

/** The report as the state keeps it. */
export function runRow(report: Report, result: RunRow['result'] | 'busy'): RunRow {
  return {
    id: report.id,
    knowledgeBase: report.knowledgeBase,
    trigger: report.trigger,
    startedAt: report.startedAt,
    endedAt: result === 'running' ? null : report.endedAt,
    result: result === 'busy' ? 'failed' : result,
    json: JSON.stringify({ ...report, writes: writesOf(report) }),
  }
}

/** How many writes to calendars, feed and Notion a run made. */
export function writesOf(report: Report): number {
  const changes = report.sinks
    .flatMap((sink) => sink.changes)
    .filter(({ result }) => result === 'done').length
  const statuses = report.statuses.filter(({ result }) => result === 'done').length
  return changes + statuses + report.writtenBack.comments + report.writtenBack.cells
}
