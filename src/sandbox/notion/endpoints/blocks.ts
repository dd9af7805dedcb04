import { type Call, pathId, sharedBlock } from '../call.ts'
import { readId } from '../ids.ts'
import { listJson, pageSize, slice } from '../lists.ts'
import { type Complaints, complain, invalid, notFound, refuseFor } from '../refusal.ts'
import { blockJson, childrenOf, type Json } from '../render.ts'
import { isShared } from '../store.ts'
import type { Endpoint } from './endpoint.ts'

export const BLOCK_ENDPOINTS: readonly Endpoint[] = [
  { method: 'GET', path: 'blocks/:', needs: ['readContent'], answer: retrieveBlock },
  { method: 'GET', path: 'blocks/:/children', needs: ['readContent'], answer: listChildren },
]

function retrieveBlock(call: Call, text: string): Json {
  return blockJson(call.store, sharedBlock(call, pathId(text, 'block_id')), call.view)
}

/** The first level of children; the cursor is the id of the next child. */
function listChildren(call: Call, text: string): Json {
  const id = pathId(text, 'block_id')
  const { store } = call
  if (!(store.pages.has(id) || store.blocks.has(id)) || !isShared(store, id)) throw notFound('block', id)
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
