import { z } from 'zod'
import type { Document } from '../../../documents/document.ts'
import { Failure } from '../../../lib/failure.ts'
import { cut, oneLine } from '../../../lib/text.ts'
import { type Page, page as pageSchema } from '../api/schema.ts'
import { NotionTrouble } from '../api/trouble.ts'
import { type Head, headOf } from '../convert/page.ts'
import type { Stored } from '../memory.ts'
import { type SourceSchema, schemaOfPage } from '../source-schema.ts'
import { type BodyReading, readBody } from './body.ts'
import { bodyHash, documentOf, formatHash, headHash, parseHash } from './document.ts'
import { present, type Reading, tell } from './reading.ts'
import { unsettledSince } from './settling.ts'
import { markOpen } from './state.ts'
import { whole } from './truncated.ts'

/** After so many pages in a row for which no answer came, Notion itself is down. */
const FAILURES_IN_A_ROW = 5

/** Has the body of a page read when its turn comes. */
export function readSoon(reading: Reading, schema: SourceSchema, page: Page, head: Head): void {
  reading.due.add(page.id)
  reading.opening ??= markOpen(reading.memory, reading.state)
  // Awaited before anything is put down; when nothing comes to that, saving the state at the end meets the same trouble.
  reading.opening.catch(() => {})
  // What goes wrong is in the reading; a task cleared after a failed listing says nothing that the listing does not.
  reading.bodies.add(() => readOne(reading, schema, page, head)).catch(() => {})
}

/** Reads a page that no list gave. In the trash, or moved elsewhere: the next whole list will show that it is gone. */
export async function readById(reading: Reading, id: string): Promise<void> {
  try {
    const page = await reading.api.read(`reading the page ${id}`, pageSchema, (client) =>
      client.pages.retrieve({ page_id: id }),
    )
    const schema = schemaOfPage(page.parent, reading.schemas)
    if (schema && !page.in_trash) readSoon(reading, schema, page, headOf(page, schema))
  } catch (error) {
    fail(reading, id, id, error)
  }
}

async function readOne(reading: Reading, schema: SourceSchema, page: Page, head: Head): Promise<void> {
  try {
    const at = present(reading)
    // Asked to read everything anew, a person accepts what can no longer be seen.
    const known = reading.request.full ? null : (reading.state.foreign[page.id] ?? null)
    const body = await readBody(
      reading.api,
      page,
      head.title,
      known,
      new Set(reading.schemas.map((one) => one.id)),
    )
    const full = await whole(reading.api, page, head.title)
    await reading.opening
    await keep(reading, { at, page, head, full: full === page ? head : headOf(full, schema), body })
    reading.failuresInARow = 0
    tell(reading)
  } catch (error) {
    fail(reading, page.id, head.title, error)
  }
}

type PageRead = {
  readonly at: number
  readonly page: Page
  /** As listed, and with what the list had cut off: the first is what the next list is compared with. */
  readonly head: Head
  readonly full: Head
  readonly body: BodyReading
}

async function keep(reading: Reading, { at, page, head, full, body }: PageRead): Promise<void> {
  const { id, last_edited_time: editedAt } = page
  const document = documentOf(full, body)
  const held = reading.stamps.get(id)
  const known = held ? parseHash(held.hash) : null
  const since = held?.editedAt === editedAt ? (known?.unsettledSince ?? null) : null
  const parts = { head: headHash(head), body: bodyHash(document) }
  const hash = formatHash({ ...parts, unsettledSince: unsettledSince({ stamp: editedAt, at, since }) })
  await reading.memory.putDocuments([{ id, editedAt, hash, json: JSON.stringify(document) }])
  reading.kept.add(id)
  if (known?.head !== parts.head || known.body !== parts.body) reading.changed.add(id)
  keepForeign(reading, id, body)
}

const AT_ONCE = 50

/** Puts what properties say now to the bodies as they were read. */
export async function keepHeads(reading: Reading): Promise<void> {
  const { heads, memory, changed } = reading
  if (heads.size === 0) return
  reading.opening ??= markOpen(memory, reading.state)
  await reading.opening
  const made: Stored[] = []
  for await (const stored of memory.documents()) {
    const head = heads.get(stored.id)
    if (!head) continue
    made.push(withHead(stored, head))
    changed.add(stored.id)
    if (made.length === AT_ONCE) await memory.putDocuments(made.splice(0))
  }
  if (made.length > 0) await memory.putDocuments(made)
}

function withHead(stored: Stored, head: Head): Stored {
  const { table, ...rest } = head
  const before = JSON.parse(stored.json) as Document
  const document: Document = { ...before, ...rest, tables: [table, ...before.tables.slice(1)] }
  const hash = formatHash({ ...parseHash(stored.hash), head: headHash(head) })
  return { ...stored, hash, json: JSON.stringify(document) }
}

function keepForeign({ state, doubtful }: Reading, id: string, body: BodyReading): void {
  for (const [key, look] of Object.entries(state.inline)) {
    if (look.page === id) delete state.inline[key]
  }
  Object.assign(state.inline, body.inline)
  const { databases, copies, hidden } = body.foreign
  // Hidden from us for the first time: that may have been a passing "not found", and is asked once more.
  if (hidden.some((one) => !state.foreign[id]?.hidden.includes(one))) doubtful.add(id)
  if (databases.length + copies.length + hidden.length > 0) state.foreign[id] = body.foreign
  else delete state.foreign[id]
}

/**
 * Notes that a page could not be read: the others are. What stops everything (a bug, a full disk, an unknown token, a
 * block, a service that answers nobody) stops the reading.
 */
export function fail(reading: Reading, documentId: string, title: string, error: unknown): void {
  if (reading.stop.signal.aborted || reading.request.signal?.aborted) return
  if (!(error instanceof Failure || error instanceof z.ZodError)) {
    reading.stop.abort(error)
    return
  }
  reading.failures.push({ documentId, title, problem: problemOf(title, error) })
  const trouble = error instanceof NotionTrouble ? error : null
  reading.failuresInARow = trouble?.kind === 'passing' ? reading.failuresInARow + 1 : 0
  const fatal = trouble?.code === 'notion-blocked' || trouble?.code === 'notion-token'
  if (fatal || reading.failuresInARow >= FAILURES_IN_A_ROW) reading.stop.abort(error)
}

function problemOf(title: string, error: Failure | z.ZodError): string {
  if (error instanceof Failure) return error.hint === null ? error.message : `${error.message}. ${error.hint}`
  return `reading \`${title}\`: Notion’s answer could not be understood (${cut(oneLine(z.prettifyError(error)), 200)})`
}
