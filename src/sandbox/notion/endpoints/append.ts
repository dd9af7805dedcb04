import { type Call, pathId } from '../call.ts'
import { readId } from '../ids.ts'
import { listJson } from '../lists.ts'
import { insertBlocks } from '../make.ts'
import {
  type Complaints,
  complain,
  type Fields,
  invalid,
  isArchived,
  isFields,
  notFound,
  onlyKeys,
  refuseFor,
} from '../refusal.ts'
import { blockJson, type Json } from '../render/index.ts'
import { type Block, isShared, isTrashed, type Page, touch } from '../store.ts'
import { checkWidths, KINDS, readBlocks } from '../write/blocks.ts'
import { touchByApi } from './blocks.ts'
import type { Endpoint } from './endpoint.ts'

export const APPEND_ENDPOINTS: readonly Endpoint[] = [
  { method: 'PATCH', path: 'blocks/:/children', needs: ['insertContent'], answer: appendChildren },
]

/** `PATCH /blocks/{id}/children`: new blocks at the start, at the end, or after one of the children. */
function appendChildren(call: Call, text: string): Json {
  const { store, body } = call
  const id = pathId(text, 'block_id')
  const complaints: Complaints = []
  onlyKeys(complaints, 'body', body, ['children', 'position', ...(call.old ? ['after'] : [])])
  const blocks = readBlocks(store, complaints, 'body.children', body.children)
  const place = readPlace(complaints, body)
  refuseFor('body', complaints)
  const holder = holderFor(call, id)
  checkFit(holder, blocks)
  const made = insertBlocks(store, id, blocks, call.botId, indexOf(holder, place))
  for (const child of made) touchChild(call, child)
  if (!('type' in holder) && store.apiBlockEditsTouchPage) touch(store, holder, call.botId)
  const answered = made.map((child) => store.blocks.get(child)).filter((block) => block !== undefined)
  return listJson(
    'block',
    answered.map((block) => blockJson(store, block, call.view)),
    null,
  )
}

function touchChild(call: Call, child: string): void {
  const block = call.store.blocks.get(child)
  if (block) touchByApi(call, block)
}

function holderFor(call: Call, id: string): Page | Block {
  const { store } = call
  const holder = store.pages.get(id) ?? store.blocks.get(id)
  if (!holder || !isShared(store, id)) throw notFound('block', id)
  if ('type' in holder ? isTrashed(store, holder) : holder.trashed) throw isArchived()
  return holder
}

function checkFit(holder: Page | Block, blocks: readonly { readonly type: string }[]): void {
  const inTable = 'type' in holder && holder.type === 'table'
  if ('type' in holder && !KINDS[holder.type]?.children) throw invalid('Block does not support children.')
  if (blocks.some((block) => (block.type === 'table_row') !== inTable))
    throw invalid(
      inTable
        ? 'Content creation Failed. Fix the following: \nOnly table rows can be children of a table'
        : 'Content creation Failed. Fix the following: \nTable rows can only be children of a table',
    )
  checkWidths(
    blocks as Parameters<typeof checkWidths>[0],
    inTable ? (holder.content.table_width as number) : null,
  )
}

type Where = 'start' | 'end' | { readonly after: string }

function readPlace(complaints: Complaints, body: Fields): Where {
  const { position, after } = body
  if (after !== undefined && position !== undefined)
    complain(complaints, 'body.after', 'not present when `position` is given', after)
  if (after !== undefined) return afterId(complaints, 'body.after', after)
  if (position === undefined) return 'end'
  if (!isFields(position)) complain(complaints, 'body.position', 'an object or `undefined`', position)
  else if (position.type === 'start' || position.type === 'end') return position.type
  else if (position.type === 'after_block' && isFields(position.after_block))
    return afterId(complaints, 'body.position.after_block.id', position.after_block.id)
  else complain(complaints, 'body.position.type', '`"end"`, `"start"`, or `"after_block"`', position.type)
  return 'end'
}

function afterId(complaints: Complaints, path: string, raw: unknown): Where {
  const id = typeof raw === 'string' ? readId(raw) : null
  if (id === null) complain(complaints, path, 'a valid uuid', raw)
  return { after: id ?? '' }
}

function indexOf(holder: Page | Block, place: Where): number {
  if (place === 'start') return 0
  if (place === 'end') return holder.children.length
  const index = holder.children.indexOf(place.after)
  if (index < 0) throw invalid(`Block ${place.after} is not a child of the block that is appended to.`)
  return index + 1
}
