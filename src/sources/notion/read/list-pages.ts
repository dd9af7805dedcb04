import { z } from 'zod'
import { type Condition, conditionOf } from '../api/filter.ts'
import { barePage, queried } from '../api/query.ts'
import type { Page } from '../api/schema.ts'
import { NotionTrouble } from '../api/trouble.ts'
import { type Head, headOf } from '../convert/page.ts'
import type { SourceSchema } from '../source-schema.ts'
import { rememberedSources } from '../sources.ts'
import { headHash, parseHash } from './document.ts'
import { OVERLAP_MS } from './inline.ts'
import { fail, readSoon } from './one-page.ts'
import { allRead, type Reading, type Stamps, tell } from './reading.ts'
import { mayBeCut } from './truncated.ts'

/** Pages that may wait to be read, so that the list stays ahead of the reading and its cursor fresh. */
const WAITING = 2_000

/** Lists with the schema as remembered; when Notion refuses that, once more with the schema as it is now. Gives notes. */
export async function listPages(reading: Reading): Promise<readonly string[]> {
  const { api, memory, options, everything, request } = reading
  const remembered = await rememberedSources(api, memory, options, everything, request.full)
  try {
    await listSources(reading, remembered.schemas)
    return remembered.notes
  } catch (error) {
    const refused = error instanceof NotionTrouble && error.isRefusal(400, 404)
    if (remembered.fresh || !refused) throw error
    const found = await rememberedSources(api, memory, options, true, request.full)
    reading.listed.clear()
    reading.due.clear()
    reading.heads.clear()
    await listSources(reading, found.schemas)
    return found.notes
  }
}

async function listSources(reading: Reading, schemas: readonly SourceSchema[]): Promise<void> {
  reading.schemas = schemas
  try {
    for (const schema of schemas) {
      const query = {
        dataSource: schema.id,
        name: schema.name,
        conditions: conditionsOn(reading, schema),
        onBare: (id: string) => hold(reading, schema, id),
      }
      for await (const pages of queried(reading.api, query)) {
        for (const page of pages) consider(reading, schema, page)
        tell(reading)
        await reading.bodies.onSizeLessThan(WAITING)
      }
    }
  } catch (error) {
    reading.bodies.clear()
    await reading.bodies.onIdle()
    throw error
  }
  await allRead(reading)
}

function conditionsOn({ options, listWhole, stamps }: Reading, schema: SourceSchema): readonly Condition[] {
  const own = options.filter ? [conditionOf(options.filter, schema)] : []
  if (listWhole) return own
  return [...own, { timestamp: 'last_edited_time', last_edited_time: { on_or_after: sinceWhen(stamps) } }]
}

/**
 * The instant from which edits may be unknown: that of the newest stamp, or of the oldest page still to be read once
 * more, less the overlap. It comes from Notion's own stamps, so that no difference of clocks can open a gap.
 */
export function sinceWhen(stamps: Stamps): string {
  let newest = 0
  let unsettled = Number.POSITIVE_INFINITY
  for (const { editedAt, hash } of stamps.values()) {
    const stamp = Date.parse(editedAt)
    newest = Math.max(newest, stamp)
    if (parseHash(hash).unsettledSince !== null) unsettled = Math.min(unsettled, stamp)
  }
  return new Date(Math.min(newest, unsettled) - OVERLAP_MS).toISOString()
}

function consider(reading: Reading, schema: SourceSchema, page: Page): void {
  // Two data sources never share a page; a list may repeat one.
  if (reading.listed.has(page.id)) return
  reading.listed.add(page.id)
  try {
    const head = headOf(page, schema)
    if (reading.everything || !standsAsRead(reading, page)) readSoon(reading, schema, page, head)
    else if (!saysTheSame(reading, head)) {
      if (mayBeCut(page)) readSoon(reading, schema, page, head)
      else reading.heads.set(page.id, head)
    }
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error
    fail(reading, page.id, page.id, error)
  }
}

/** A page that is listed and not shown keeps what is known of it. */
function hold(reading: Reading, { name }: SourceSchema, id: string): void {
  if (reading.listed.has(id)) return
  reading.listed.add(id)
  fail(reading, id, id, barePage(name, id))
}

/** Whether nobody edited the page since it was read: every edit of a body or a property moves its stamp. */
function standsAsRead({ stamps, state }: Reading, { id, last_edited_time }: Page): boolean {
  const held = stamps.get(id)
  if (held?.editedAt !== last_edited_time || state.again.includes(id)) return false
  return parseHash(held.hash).unsettledSince === null
}

function saysTheSame({ stamps }: Reading, head: Head): boolean {
  return parseHash(stamps.get(head.id)?.hash ?? '').head === headHash(head)
}
