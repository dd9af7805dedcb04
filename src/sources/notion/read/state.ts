import { z } from 'zod'
import type { Document } from '../../../documents/document.ts'
import { canonicalJson, hash } from '../../../lib/hash.ts'
import { recall, remember, type SourceMemory } from '../memory.ts'
import type { NotionOptions } from '../options.ts'

const NAME = 'notion:reading'

/**
 * Counts the ways in which pages were put down so far. Raised where a page gives another document than before: what an
 * older release put down is then read anew at once, and not when it is next edited or a day has passed.
 */
export const READER = 2

/**
 * What a page shows of elsewhere: ids of inline databases and (below those of their databases, `DATABASE/SOURCE`) of their
 * data sources, of copies of synced blocks, of originals that hold tables, and of what is not shared.
 */
const foreign = z.object({
  databases: z.array(z.string()),
  sources: z.array(z.string()).default([]),
  copies: z.array(z.string()),
  tables: z.array(z.string()).default([]),
  hidden: z.array(z.string()),
})

/** How an inline data source looked, and on which page. */
const inline = z.object({
  page: z.string(),
  source: z.string(),
  rows: z.number(),
  newest: z.string(),
  signature: z.string(),
})

/** What the last readings left for the next. Instants are UTC. */
const readingState = z.object({
  /** The `READER` of the last reading of everything. */
  reader: z.number().default(1),
  /** Names the settings under which pages were listed: others list other pages. */
  settings: z.string(),
  /** When every page was last listed without trouble; null: list all next time. */
  listedAt: z.string().nullable(),
  /** A reading was begun and not ended: what it put down may lack what belongs here. */
  open: z.boolean(),
  /** When the last reading of everything began. */
  fullAt: z.string().nullable(),
  /** When pages that show what no stamp of theirs tells of were last read for it. */
  elsewhereAt: z.string().nullable().default(null),
  /** Pages to be read next time whatever their stamp. */
  again: z.array(z.string()),
  /** By page. */
  foreign: z.record(z.string(), foreign),
  /** By page and data source. */
  inline: z.record(z.string(), inline),
})

export type ReadingState = z.output<typeof readingState>
export type Foreign = z.output<typeof foreign>
export type Inline = z.output<typeof inline>

/** The state as the last reading left it, or one that has everything looked at. */
export async function loadState(memory: SourceMemory, options: NotionOptions): Promise<ReadingState> {
  const { database, dataSources, filter, tags, statusProperty } = options
  const settings = hash(canonicalJson({ database, dataSources, filter, tags, statusProperty }))
  const state = await recall(memory, NAME, readingState)
  if (!state)
    return {
      ...{ reader: READER, settings, listedAt: null, open: false, fullAt: null, elsewhereAt: null },
      ...{ again: [], foreign: {}, inline: {} },
    }
  const again = state.open ? [...state.again, ...(await withoutLook(memory, state))] : state.again
  const listedAt = state.settings === settings ? state.listedAt : null
  // What it put down was changed then, and does not look so now: what shows it may not have been read.
  const elsewhereAt = state.open ? null : state.elsewhereAt
  const fullAt = state.reader === READER ? state.fullAt : null
  return { ...state, settings, listedAt, fullAt, elsewhereAt, again }
}

/** Marks that a reading is under way: were it cut off, the stamps it puts down must not hide what it did not reach. */
export async function markOpen(memory: SourceMemory, state: ReadingState): Promise<void> {
  await remember(memory, NAME, { ...state, listedAt: null, open: true })
}

export async function saveState(memory: SourceMemory, state: ReadingState): Promise<void> {
  await remember(memory, NAME, { ...state, open: false, again: [...new Set(state.again)].sort() })
}

/**
 * Has a page read next time whatever its stamp says: Notion may not move it for blocks that were written through the
 * API, and then the document would go on saying what it said before our own write.
 */
export async function readAgain(memory: SourceMemory, pageId: string): Promise<void> {
  const state = await recall(memory, NAME, readingState)
  if (!state || state.again.includes(pageId)) return
  await remember(memory, NAME, { ...state, again: [...state.again, pageId].sort() })
}

/** Pages put down by a reading that never ended, whose inline databases would otherwise not be asked for changes. */
async function withoutLook(memory: SourceMemory, state: ReadingState): Promise<readonly string[]> {
  const ids: string[] = []
  for await (const { id, json } of memory.documents()) {
    const { tables } = JSON.parse(json) as Document
    if (tables.some((table) => table.kind === 'database' && !(`${id}/${table.id}` in state.inline)))
      ids.push(id)
  }
  return ids
}
