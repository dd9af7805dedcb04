import PQueue from 'p-queue'
import type { Document } from '../../documents/document.ts'
import { Failure } from '../../lib/failure.ts'
import { canonicalJson, hash } from '../../lib/hash.ts'
import { readBody } from './body.ts'
import { type Api, notionApi } from './client.ts'
import { type Head, headOf } from './convert/page.ts'
import { bodyHash, documentOf, formatHash, headHash, parseHash } from './document.ts'
import { type Condition, conditionOf } from './filter.ts'
import { looksTheSame, ONE_LIST, OVERLAP_MS } from './inline.ts'
import { type ReadingState, readingState, recall, remember, type SourceMemory } from './memory.ts'
import type { NotionOptions } from './options.ts'
import { queried } from './query.ts'
import { type Page, page as pageSchema } from './schema.ts'
import { unsettledSince } from './settling.ts'
import type { SourceSchema } from './source-schema.ts'
import { rememberedSources } from './sources.ts'
import { NotionTrouble } from './trouble.ts'
import { whole } from './truncated.ts'
import { schemaOfPage } from './write-status.ts'

export type ReadRequest = {
  /** The present instant by the clock on the wall (ISO 8601), not the moment a run judges by. */
  readonly now: string
  /** Reads every page anew, whatever its stamp. */
  readonly full: boolean
  readonly signal?: AbortSignal | undefined
  readonly onProgress?: ((progress: Progress) => void) | undefined
}

/** `due` counts the pages whose bodies must be read, as far as listed. */
export type Progress = { readonly listed: number; readonly due: number; readonly read: number }

export type ReadFailure = { readonly documentId: string; readonly title: string; readonly problem: string }

export type ReadResult = {
  /** False when any page could not be read: nothing may be removed on the strength of this reading. */
  readonly complete: boolean
  /** Ids of documents whose content is new or differs from what was remembered. */
  readonly changed: readonly string[]
  /** Ids of documents that are gone; only ever after a whole list. */
  readonly removed: readonly string[]
  readonly failures: readonly ReadFailure[]
  readonly notes: readonly string[]
  readonly requests: number
  /** Documents remembered after this reading. */
  readonly total: number
}

type Stamps = Awaited<ReturnType<SourceMemory['documentStamps']>>

/** Pages read at the same time; how many more may wait, so that a listing stays ahead and its cursor fresh. */
const READERS = 16
const WAITING = 2_000
/** After so many pages in a row that could not be read, Notion itself is down. */
const FAILURES_IN_A_ROW = 5

type Run = {
  readonly api: Api
  readonly memory: SourceMemory
  readonly options: NotionOptions
  readonly request: ReadRequest
  readonly startedAt: number
  readonly state: Mutable<ReadingState>
  readonly stamps: Stamps
  readonly everything: boolean
  readonly seen: Set<string>
  readonly read: Set<string>
  readonly changed: string[]
  readonly failures: ReadFailure[]
  readonly bodies: PQueue
  readonly stop: AbortController
  /** Settles when the memory knows that a reading is under way; nothing is put down before. */
  opening: Promise<void> | null
  due: number
  inARow: number
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] }

/**
 * Brings the memory into step with Notion.
 *
 * List the pages: all of them, or only those edited since the last time. Read the bodies of those whose stamp or
 * properties differ, that could not be read before, or that were read too soon after an edit. Ask each inline
 * database whether its rows changed. After a whole list, drop what is gone. Remember how far we came.
 *
 * Throws a `Failure` when the list cannot be had at all; a page that cannot be read is a failure in the result.
 */
export async function readSource(
  options: NotionOptions,
  memory: SourceMemory,
  request: ReadRequest,
): Promise<ReadResult> {
  const stop = new AbortController()
  const signal = request.signal ? AbortSignal.any([request.signal, stop.signal]) : stop.signal
  const api = notionApi(options, signal)
  const state = await loadState(memory, options)
  if (state.open) state.again = [...state.again, ...(await withoutLook(memory, state))]
  const stamps = await memory.documentStamps()
  const everything =
    request.full ||
    state.fullAt === null ||
    elapsed(state.fullAt, request.now) >= options.fullEveryHours * 3_600_000
  const run: Run = {
    api,
    memory,
    options,
    request,
    startedAt: performance.now(),
    state,
    stamps,
    everything,
    seen: new Set(),
    read: new Set(),
    changed: [],
    failures: [],
    bodies: new PQueue({ concurrency: READERS }),
    stop,
    opening: null,
    due: 0,
    inARow: 0,
  }
  const listWhole = everything || wholeListDue(run)
  const notes = await listAndRead(run, listWhole)
  if (!listWhole) await readUnlisted(run)
  await pollInline(run, listWhole)
  const removed = listWhole ? await dropAbsent(run) : []
  await remember(memory, 'notion:reading', nextState(run, listWhole, removed))
  const after = new Set([...stamps.keys(), ...run.read])
  for (const id of removed) after.delete(id)
  return {
    complete: run.failures.length === 0,
    changed: run.changed.sort(),
    removed,
    failures: run.failures,
    notes,
    requests: api.sent(),
    total: after.size,
  }
}

async function loadState(memory: SourceMemory, options: NotionOptions): Promise<Mutable<ReadingState>> {
  const { database, dataSources, filter, tags, statusProperty } = options
  const settings = hash(canonicalJson({ database, dataSources, filter, tags, statusProperty }))
  const state = await recall(memory, 'notion:reading', readingState)
  if (state?.settings === settings) return state
  return {
    settings,
    listedAt: null,
    open: state?.open ?? false,
    fullAt: state?.fullAt ?? null,
    again: [],
    foreign: state?.foreign ?? {},
    inline: state?.inline ?? {},
  }
}

/** Pages put down by a reading that never ended, whose inline databases would otherwise not be asked for changes. */
async function withoutLook(memory: SourceMemory, state: ReadingState): Promise<readonly string[]> {
  const ids: string[] = []
  for await (const { id, json } of memory.documents()) {
    const { tables } = JSON.parse(json) as Document
    if (tables.some((table) => table.kind === 'database' && !(table.id in state.inline))) ids.push(id)
  }
  return ids
}

function wholeListDue({ state, stamps, options, request }: Run): boolean {
  return (
    stamps.size <= ONE_LIST ||
    state.listedAt === null ||
    elapsed(state.listedAt, request.now) >= options.listEveryMinutes * 60_000
  )
}

/** Milliseconds between two instants. A clock set back counts as long ago: better to look once too often. */
function elapsed(from: string, to: string): number {
  const ms = Date.parse(to) - Date.parse(from)
  return ms < 0 || Number.isNaN(ms) ? Number.POSITIVE_INFINITY : ms
}

/** Lists with the schema as remembered; when Notion refuses that, once more with the schema as it is now. */
async function listAndRead(run: Run, listWhole: boolean): Promise<readonly string[]> {
  const remembered = await rememberedSources(run.api, run.memory, run.options, run.everything)
  try {
    await listSources(run, remembered.schemas, listWhole)
    return remembered.notes
  } catch (error) {
    const stale =
      !remembered.fresh && error instanceof NotionTrouble && [400, 404].includes(error.status ?? 0)
    if (!stale) throw error
    const found = await rememberedSources(run.api, run.memory, run.options, true)
    run.seen.clear()
    run.read.clear()
    run.due = 0
    await listSources(run, found.schemas, listWhole)
    return found.notes
  }
}

async function listSources(run: Run, schemas: readonly SourceSchema[], listWhole: boolean): Promise<void> {
  const since = listWhole ? null : sinceWhen(run.stamps)
  try {
    for (const schema of schemas) {
      const conditions: Condition[] = run.options.filter ? [conditionOf(run.options.filter, schema)] : []
      if (since !== null)
        conditions.push({ timestamp: 'last_edited_time', last_edited_time: { on_or_after: since } })
      for await (const pages of queried(run.api, { dataSource: schema.id, name: schema.name, conditions })) {
        for (const page of pages) consider(run, schema, page)
        tell(run)
        await run.bodies.onSizeLessThan(WAITING)
      }
    }
  } catch (error) {
    run.bodies.clear()
    await run.bodies.onIdle()
    throw error
  }
  await allRead(run)
}

/**
 * The instant from which edits may be unknown: that of the newest stamp, or of the oldest page still to be read once
 * more, less the overlap. It comes from Notion's own stamps, so that no difference of clocks can open a gap.
 */
function sinceWhen(stamps: Stamps): string {
  let newest = 0
  let unsettled = Number.POSITIVE_INFINITY
  for (const { editedAt, hash: text } of stamps.values()) {
    const stamp = Date.parse(editedAt)
    newest = Math.max(newest, stamp)
    if (parseHash(text).unsettledSince !== null) unsettled = Math.min(unsettled, stamp)
  }
  return new Date(Math.min(newest, unsettled) - OVERLAP_MS).toISOString()
}

function consider(run: Run, schema: SourceSchema, page: Page): void {
  if (run.seen.has(page.id)) return
  run.seen.add(page.id)
  const head = headOf(page, schema)
  const held = run.stamps.get(page.id)
  const known = held ? parseHash(held.hash) : null
  const asItWas =
    held?.editedAt === page.last_edited_time &&
    known?.head === headHash(head) &&
    known.unsettledSince === null &&
    !run.state.again.includes(page.id)
  if (!run.everything && asItWas) return
  readSoon(run, schema, page, head)
}

function readSoon(run: Run, schema: SourceSchema, page: Page, head: Head): void {
  run.due += 1
  run.read.add(page.id)
  run.opening ??= remember(run.memory, 'notion:reading', { ...run.state, listedAt: null, open: true })
  // The queue's own rejection (cleared after a failed listing) says nothing that the listing's error does not.
  run.bodies.add(() => readOne(run, schema, page, head)).catch(() => {})
}

async function readOne(run: Run, schema: SourceSchema, page: Page, head: Head): Promise<void> {
  try {
    const at = Date.parse(run.request.now) + performance.now() - run.startedAt
    const body = await readBody(run.api, page, head.title, run.state.foreign[page.id] ?? null)
    const full = await whole(run.api, page, head.title)
    const document = documentOf(full === page ? head : headOf(full, schema), body)
    const held = run.stamps.get(page.id)
    const known = held ? parseHash(held.hash) : null
    const since = held?.editedAt === page.last_edited_time ? (known?.unsettledSince ?? null) : null
    const next = {
      head: headHash(head),
      body: bodyHash(document),
      unsettledSince: unsettledSince({ stamp: page.last_edited_time, at, since }),
    }
    await run.opening
    if (known?.head !== next.head || known.body !== next.body) run.changed.push(page.id)
    const text = formatHash(next)
    if (held?.hash !== text || held.editedAt !== page.last_edited_time) {
      await run.memory.putDocuments([
        { id: page.id, editedAt: page.last_edited_time, hash: text, json: JSON.stringify(document) },
      ])
    }
    keepForeign(run, page.id, body)
    run.inARow = 0
    tell(run)
  } catch (error) {
    fail(run, page.id, head.title, error)
  }
}

function keepForeign(run: Run, id: string, body: Awaited<ReturnType<typeof readBody>>): void {
  for (const [source, look] of Object.entries(run.state.inline)) {
    if (look.page === id) delete run.state.inline[source]
  }
  Object.assign(run.state.inline, body.inline)
  const { databases, copies } = body.foreign
  if (databases.length + copies.length > 0) run.state.foreign[id] = body.foreign
  else delete run.state.foreign[id]
}

/** One page that could not be read does not stop the others; a service that answers nobody does. */
function fail(run: Run, documentId: string, title: string, error: unknown): void {
  if (run.request.signal?.aborted || run.stop.signal.aborted) return
  const problem = error instanceof Failure ? error.message : `reading \`${title}\`: ${String(error)}`
  run.failures.push({ documentId, title, problem })
  run.inARow += 1
  const fatal =
    error instanceof NotionTrouble && (error.code === 'notion-blocked' || error.code === 'notion-token')
  if (fatal || run.inARow >= FAILURES_IN_A_ROW) run.stop.abort(error)
}

/** Reads the pages to be read once more that a list of the last edits does not hold. */
async function readUnlisted(run: Run): Promise<void> {
  for (const id of run.state.again) {
    if (run.seen.has(id) || !run.stamps.has(id)) continue
    try {
      await readById(run, id)
    } catch (error) {
      fail(run, id, id, error)
    }
  }
  await allRead(run)
}

/** Asks the inline databases of pages that were not read just now, and reads the pages whose databases changed. */
async function pollInline(run: Run, listWhole: boolean): Promise<void> {
  for (const [source, look] of Object.entries(run.state.inline)) {
    const gone = !run.stamps.has(look.page) || (listWhole && !run.seen.has(look.page))
    if (gone || run.read.has(look.page)) continue
    try {
      if (!(await looksTheSame(run.api, source, look))) await readById(run, look.page)
    } catch (error) {
      fail(run, look.page, look.page, error)
    }
  }
  await allRead(run)
}

async function readById(run: Run, id: string): Promise<void> {
  const { schemas } = await rememberedSources(run.api, run.memory, run.options, false)
  const page = await run.api.read(`reading the page ${id}`, pageSchema, (client) =>
    client.pages.retrieve({ page_id: id }),
  )
  const schema = schemaOfPage(page.parent, schemas)
  // In the trash, or moved elsewhere: the next whole list will show that it is gone.
  if (!schema || page.in_trash) return
  readSoon(run, schema, page, headOf(page, schema))
}

async function allRead(run: Run): Promise<void> {
  await run.bodies.onIdle()
  run.stop.signal.throwIfAborted()
  run.request.signal?.throwIfAborted()
}

async function dropAbsent(run: Run): Promise<readonly string[]> {
  const gone = [...run.stamps.keys()].filter((id) => !run.seen.has(id)).sort()
  if (gone.length > 0) await run.memory.dropDocuments(gone)
  return gone
}

function nextState(run: Run, listWhole: boolean, removed: readonly string[]): ReadingState {
  const { state, request, failures, everything } = run
  const gone = new Set(removed)
  return {
    settings: state.settings,
    open: false,
    listedAt: failures.length > 0 ? null : listWhole ? request.now : state.listedAt,
    fullAt: everything ? request.now : state.fullAt,
    again: failures.map(({ documentId }) => documentId).sort(),
    foreign: Object.fromEntries(Object.entries(state.foreign).filter(([id]) => !gone.has(id))),
    inline: Object.fromEntries(Object.entries(state.inline).filter(([, look]) => !gone.has(look.page))),
  }
}

function tell(run: Run): void {
  run.request.onProgress?.({
    listed: run.seen.size,
    due: run.due,
    read: run.due - run.bodies.size - run.bodies.pending,
  })
}
