import type { Document } from '../../../documents/document.ts'
import { cut } from '../../../lib/text.ts'
import type { SourceMemory } from '../memory.ts'
import type { NotionOptions } from '../options.ts'
import { looksTheSame, ONE_LIST } from './inline.ts'
import { listPages } from './list-pages.ts'
import { fail, keepHeads, readById } from './one-page.ts'
import { allRead, beginReading, type Reading } from './reading.ts'
import type { ReadRequest, ReadResult } from './request.ts'
import { READER, type ReadingState, saveState } from './state.ts'

/**
 * Brings the memory into step with Notion.
 *
 * List the pages: all of them, or only those edited since the last time. Read the bodies of those whose stamp or
 * properties differ, that could not be read before, or that were read too soon after an edit, and of those that show
 * tables of other pages when one of these may have changed. Ask each inline database whether its rows changed. After a
 * whole list, drop what is gone. Remember how far we came.
 *
 * Throws a `Failure` when the list cannot be had at all; a page that cannot be read is a failure in the result.
 */
export async function readSource(
  options: NotionOptions,
  memory: SourceMemory,
  request: ReadRequest,
): Promise<ReadResult> {
  const reading = await beginReading(options, memory, request)
  const notes = await listPages(reading)
  await keepHeads(reading)
  await readUnlisted(reading)
  await readElsewhere(reading)
  await askInline(reading)
  const removed = absent(reading)
  const gone = await goneNotes(reading, removed)
  if (removed.length > 0) await memory.dropDocuments(removed)
  await saveState(memory, nextState(reading, removed))
  return {
    complete: reading.failures.length === 0,
    full: reading.everything,
    changed: [...reading.changed].sort(),
    removed,
    failures: reading.failures,
    notes: [...notes, ...gone],
    requests: reading.api.sent(),
    total: new Set([...reading.stamps.keys(), ...reading.kept]).size - removed.length,
  }
}

/** Reads the pages to be read once more that a list of the last edits does not hold. */
async function readUnlisted(reading: Reading): Promise<void> {
  if (reading.listWhole) return
  for (const id of reading.state.again) {
    if (!reading.listed.has(id) && reading.stamps.has(id)) await readById(reading, id)
  }
  await allRead(reading)
}

/**
 * Reads pages again whose own stamps tell nothing of a change: an edit in a synced block moves the page of the original
 * alone, and a row taken out of a long database moves nothing. The first are read whenever another page changed, for that
 * may be the original's; all of them from time to time.
 */
async function readElsewhere(reading: Reading): Promise<void> {
  const { state, changed, elsewhereDue } = reading
  if (elsewhereDue) {
    for (const { page, rows } of Object.values(state.inline))
      if (rows > ONE_LIST) await readOnceMore(reading, page)
  }
  if (!elsewhereDue && changed.size === 0) return
  for (const pages of copiesByOriginal(reading).values()) {
    // Many pages may show the same: the first tells whether the others have to be read.
    const [first = '', ...others] = pages.filter((page) => !reading.due.has(page) && isThere(reading, page))
    await readOnceMore(reading, first)
    await allRead(reading)
    if (changed.has(first)) for (const page of others) await readOnceMore(reading, page)
  }
  await allRead(reading)
}

function copiesByOriginal({ state }: Reading): ReadonlyMap<string, readonly string[]> {
  const shown = Object.entries(state.foreign).flatMap(([page, { tables }]) =>
    tables.map((original) => ({ page, original })),
  )
  const pages = Map.groupBy(shown, ({ original }) => original)
  return new Map([...pages].map(([original, each]) => [original, each.map(({ page }) => page)]))
}

async function readOnceMore(reading: Reading, page: string): Promise<void> {
  if (!reading.due.has(page) && isThere(reading, page)) await readById(reading, page)
}

/** Asks the inline databases of pages that were not read just now, and reads the pages whose databases changed. */
async function askInline(reading: Reading): Promise<void> {
  const { state, due } = reading
  for (const look of Object.values(state.inline)) {
    if (due.has(look.page) || !isThere(reading, look.page)) continue
    try {
      if (!(await looksTheSame(reading.api, look))) await readById(reading, look.page)
    } catch (error) {
      fail(reading, look.page, look.page, error)
    }
  }
  await allRead(reading)
}

/** Whether a page that was read before is, for all this reading knows, still there. */
function isThere({ stamps, listed, listWhole }: Reading, page: string): boolean {
  return stamps.has(page) && (!listWhole || listed.has(page))
}

/** Only a whole list shows that a page is gone. */
function absent({ stamps, listed, listWhole }: Reading): readonly string[] {
  return listWhole ? [...stamps.keys()].filter((id) => !listed.has(id)).sort() : []
}

const MOST_NAMED = 3

/** Names the pages that are gone: thrown away, moved and no longer shared look alike in a list. */
async function goneNotes({ memory }: Reading, removed: readonly string[]): Promise<readonly string[]> {
  if (removed.length === 0) return []
  const gone = new Set(removed)
  const titles: string[] = []
  for await (const { id, json } of memory.documents())
    if (gone.has(id)) titles.push(cut((JSON.parse(json) as Document).title, 60))
  const named = titles.sort().slice(0, MOST_NAMED)
  const more = titles.length - named.length
  const words = named.map((title) => `\`${title}\``).join(', ')
  return [
    `No longer in the database, or no longer shared with the integration: ${words}${more > 0 ? ` and ${more} more` : ''}.`,
  ]
}

function nextState(reading: Reading, removed: readonly string[]): ReadingState {
  const { state, request, failures, doubtful, everything, listWhole, elsewhereDue } = reading
  const gone = new Set(removed)
  return {
    ...state,
    listedAt: failures.length > 0 ? null : listWhole ? request.now : state.listedAt,
    fullAt: everything ? request.now : state.fullAt,
    reader: everything ? READER : state.reader,
    elsewhereAt: elsewhereDue ? request.now : state.elsewhereAt,
    again: [...failures.map(({ documentId }) => documentId), ...doubtful],
    foreign: Object.fromEntries(Object.entries(state.foreign).filter(([id]) => !gone.has(id))),
    inline: Object.fromEntries(Object.entries(state.inline).filter(([, look]) => !gone.has(look.page))),
  }
}
