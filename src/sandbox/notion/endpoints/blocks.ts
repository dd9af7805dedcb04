import { type Call, pathId } from '../call.ts'
import { readId } from '../ids.ts'
import { listJson, pageSize, slice } from '../lists.ts'
import { titleOf } from '../look.ts'
import { type Complaints, complain, invalid, isArchived, notFound, onlyKeys, refuseFor } from '../refusal.ts'
import { blockJson, childrenOf, type Json } from '../render/index.ts'
import { plainText } from '../rich-text.ts'
import { type Block, isShared, isTrashed, pageOf, touch } from '../store.ts'
import { KINDS, readContent, wrongWidth } from '../write/blocks.ts'
import type { Endpoint } from './endpoint.ts'
import { flag } from './pages.ts'

export const BLOCK_ENDPOINTS: readonly Endpoint[] = [
  { method: 'GET', path: 'blocks/:', needs: ['readContent'], answer: retrieveBlock },
  { method: 'PATCH', path: 'blocks/:', needs: ['updateContent'], answer: updateBlock },
  { method: 'DELETE', path: 'blocks/:', needs: ['updateContent'], answer: deleteBlock },
  { method: 'GET', path: 'blocks/:/children', needs: ['readContent'], answer: listChildren },
]

/** A block, or a page as the block it is. */
function blockOf(call: Call, text: string): Block {
  const id = pathId(text, 'block_id')
  const { store } = call
  const block = store.blocks.get(id)
  const page = store.pages.get(id)
  if (!isShared(store, id) || !(block || page)) throw notFound('block', id)
  if (block) return block
  if (!page) throw notFound('block', id)
  const { createdAt, createdBy, editedAt, editedBy, trashed, parent, children } = page
  return {
    ...{ id, createdAt, createdBy, editedAt, editedBy, trashed, parent, children },
    type: 'child_page',
    content: { title: plainText(titleOf(page)) },
  }
}

function retrieveBlock(call: Call, text: string): Json {
  return blockJson(call.store, blockOf(call, text), call.view)
}

/** The first level of children; the cursor is the id of the next child. */
function listChildren(call: Call, text: string): Json {
  const { store } = call
  const { id } = blockOf(call, text)
  const size = pageSize(call, 'query')
  const children = childrenOf(store, id)
  const start = startAt(children, call.query.get('start_cursor'))
  const { items, end, more } = slice(call, children, start, size)
  const blocks = items.map((child) => store.blocks.get(child)).filter((block) => block !== undefined)
  return listJson(
    'block',
    blocks.map((block) => blockJson(store, block, call.view)),
    more ? (children[end] ?? null) : null,
  )
}

function startAt(children: readonly string[], cursor: string | null): number {
  if (cursor === null) return 0
  const complaints: Complaints = []
  const id = readId(cursor)
  if (id === null) complain(complaints, 'query.start_cursor', 'a valid uuid or `undefined`', cursor)
  refuseFor('query', complaints)
  const index = children.indexOf(id ?? '')
  if (index < 0) throw invalid(`The start_cursor provided is invalid: ${cursor}`)
  return index
}

/** Moves the stamps of a block that the API wrote, and of its page unless the switch says otherwise. */
export function touchByApi(call: Call, block: Block): void {
  touch(call.store, block, call.botId)
  const page = pageOf(call.store, block)
  if (page && call.store.apiBlockEditsTouchPage) touch(call.store, page, call.botId)
}

function updateBlock(call: Call, text: string): Json {
  const { store, body } = call
  const block = blockOf(call, text)
  const complaints: Complaints = []
  const keys = [...Object.keys(KINDS), 'type', 'in_trash', ...(call.old ? ['archived'] : [])]
  onlyKeys(complaints, 'body', body, keys)
  const trash = flag(complaints, body, 'in_trash') ?? flag(complaints, body, 'archived')
  refuseFor('body', complaints)
  const given = Object.keys(body).find((key) => KINDS[key] !== undefined)
  if (given !== undefined && given !== block.type)
    throw invalid(`Expected block type ${block.type} in request body`)
  if (isTrashed(store, block) && trash !== false) throw isArchived()
  if (given !== undefined) block.content = changedContent(call, block)
  if (trash !== undefined) trashBlock(call, block, trash)
  touchByApi(call, block)
  return blockJson(store, block, call.view)
}

/** Given fields replace the present ones whole; the others stay. */
function changedContent(call: Call, block: Block): Record<string, unknown> {
  const complaints: Complaints = []
  const path = `body.${block.type}`
  const given = call.body[block.type]
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    complain(complaints, path, 'an object', given)
    refuseFor('body', complaints)
    return block.content
  }
  const fixed = block.type === 'table' ? ['table_width'] : []
  const keys = (KINDS[block.type]?.keys ?? []).filter((key) => !fixed.includes(key))
  onlyKeys(complaints, path, given as Record<string, unknown>, keys)
  const content = readContent(
    call.store,
    complaints,
    path,
    block.type,
    given as Record<string, unknown>,
    block.content,
  )
  refuseFor('body', complaints)
  if (block.type === 'table_row') checkWidth(call, block, content.cells as unknown[])
  return content
}

function checkWidth(call: Call, row: Block, cells: readonly unknown[]): void {
  const table = row.parent.kind === 'block' ? call.store.blocks.get(row.parent.id) : undefined
  if (table && table.content.table_width !== cells.length) throw wrongWidth()
}

function deleteBlock(call: Call, text: string): Json {
  const block = blockOf(call, text)
  if (isTrashed(call.store, block)) throw isArchived()
  trashBlock(call, block, true)
  touchByApi(call, block)
  return blockJson(call.store, block, call.view)
}

/** Trashes or restores a block, and every page and database that stands in it. */
function trashBlock(call: Call, block: Block, trashed: boolean): void {
  block.trashed = trashed
  const below = [block.id]
  for (let id = below.pop(); id !== undefined; id = below.pop()) {
    const page = call.store.pages.get(id)
    const database = call.store.databases.get(id)
    if (page) page.trashed = trashed
    if (database) database.trashed = trashed
    if (!page || id === block.id) below.push(...(call.store.blocks.get(id)?.children ?? []))
  }
}
