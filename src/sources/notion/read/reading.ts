import PQueue from 'p-queue'
import { type Api, notionApi } from '../api/client.ts'
import type { Head } from '../convert/page.ts'
import type { SourceMemory } from '../memory.ts'
import type { NotionOptions } from '../options.ts'
import type { SourceSchema } from '../source-schema.ts'
import { ONE_LIST } from './inline.ts'
import type { ReadFailure, ReadRequest } from './request.ts'
import { loadState, type ReadingState } from './state.ts'

export type Stamps = Awaited<ReturnType<SourceMemory['documentStamps']>>

/** Pages read at the same time. */
const READERS = 16

/** One reading under way. */
export type Reading = {
  readonly api: Api
  readonly memory: SourceMemory
  readonly options: NotionOptions
  readonly request: ReadRequest
  /** By the monotonic clock, to tell the present instant from `request.now`. */
  readonly startedAt: number
  readonly state: ReadingState
  /** What was remembered when the reading began. */
  readonly stamps: Stamps
  /** Every body is read, whatever its stamp. */
  readonly everything: boolean
  /** Every page is listed, so that what is absent is gone. */
  readonly listWhole: boolean
  /** Pages that show what no stamp of theirs tells of are read, whatever their stamp. */
  readonly elsewhereDue: boolean
  /** Pages listed, pages whose body is due, and pages remembered by this reading. */
  readonly listed: Set<string>
  readonly due: Set<string>
  /** Pages whose properties say something else under the same stamp: computed ones, renamed ones. Their bodies stand. */
  readonly heads: Map<string, Head>
  readonly kept: Set<string>
  readonly changed: Set<string>
  readonly failures: ReadFailure[]
  /** Pages read well that are to be read once more all the same. */
  readonly doubtful: Set<string>
  readonly bodies: PQueue
  readonly stop: AbortController
  /** The data sources, as listed last. */
  schemas: readonly SourceSchema[]
  /** Settles when the memory knows that a reading is under way; nothing is put down before. */
  opening: Promise<void> | null
  failuresInARow: number
}

/** Decides how much this reading must look at: by what is remembered, by the clock, and by what was asked for. */
export async function beginReading(
  options: NotionOptions,
  memory: SourceMemory,
  request: ReadRequest,
): Promise<Reading> {
  const stop = new AbortController()
  const signal = request.signal ? AbortSignal.any([request.signal, stop.signal]) : stop.signal
  const state = await loadState(memory, options)
  const stamps = await memory.documentStamps()
  const everything = request.full || isDue(state.fullAt, request.now, options.fullEveryHours * 3_600_000)
  // One request lists up to a hundred pages whole, so that nothing is saved by asking for less.
  const listWhole =
    everything ||
    stamps.size <= ONE_LIST ||
    isDue(state.listedAt, request.now, options.listEveryMinutes * 60_000)
  const elsewhereDue = everything || isDue(state.elsewhereAt, request.now, options.listEveryMinutes * 60_000)
  return {
    api: notionApi(options, signal),
    memory,
    options,
    request,
    startedAt: performance.now(),
    state,
    stamps,
    everything,
    listWhole,
    elsewhereDue,
    listed: new Set(),
    due: new Set(),
    heads: new Map(),
    kept: new Set(),
    changed: new Set(),
    failures: [],
    doubtful: new Set(),
    bodies: new PQueue({ concurrency: READERS }),
    stop,
    schemas: [],
    opening: null,
    failuresInARow: 0,
  }
}

/** The present instant, in milliseconds: a long reading goes on while `request.now` stands. */
export function present({ request, startedAt }: Reading): number {
  return Date.parse(request.now) + performance.now() - startedAt
}

/** Waits for the bodies that are due; throws when the reading was stopped meanwhile. */
export async function allRead({ bodies, stop, request }: Reading): Promise<void> {
  await bodies.onIdle()
  stop.signal.throwIfAborted()
  request.signal?.throwIfAborted()
}

export function tell({ request, listed, due, bodies }: Reading): void {
  request.onProgress?.({ listed: listed.size, due: due.size, read: due.size - bodies.size - bodies.pending })
}

/** Whether `ms` have passed. A clock set back counts as long ago: better to look once too often. */
function isDue(last: string | null, now: string, ms: number): boolean {
  const elapsed = last === null ? Number.NaN : Date.parse(now) - Date.parse(last)
  return !(elapsed >= 0 && elapsed < ms)
}
