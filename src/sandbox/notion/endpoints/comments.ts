import { type Call, pathId } from '../call.ts'
import { readId } from '../ids.ts'
import { listJson, pageSize, slice } from '../lists.ts'
import { type Complaints, complain, isFields, notFound, onlyKeys, refuseFor, restricted } from '../refusal.ts'
import { commentJson, type Json } from '../render/index.ts'
import { type RichText, run } from '../rich-text.ts'
import { type Comment, isShared, type Parent } from '../store.ts'
import { readText } from '../write/text.ts'
import type { Endpoint } from './endpoint.ts'

export const COMMENT_ENDPOINTS: readonly Endpoint[] = [
  { method: 'GET', path: 'comments', needs: ['readComments'], answer: listComments },
  { method: 'POST', path: 'comments', needs: ['insertComments'], answer: createComment },
  { method: 'GET', path: 'comments/:', needs: ['readComments'], answer: retrieveComment },
  { method: 'PATCH', path: 'comments/:', needs: ['insertComments'], answer: updateComment },
  { method: 'DELETE', path: 'comments/:', needs: ['insertComments'], answer: deleteComment },
]

/** Unresolved comments of one page or block, oldest first. */
function listComments(call: Call): Json {
  const complaints: Complaints = []
  const given = call.query.get('block_id') ?? undefined
  const id = readId(given ?? '')
  if (id === null) complain(complaints, 'query.block_id', 'a valid uuid', given)
  refuseFor('query', complaints)
  const on = commentable(call, id ?? '')
  const size = pageSize(call, 'query')
  const walk = `comments ${on.id}`
  const cursor = call.query.get('start_cursor')
  const start = cursor === null ? 0 : call.cursors.position(cursor, walk, null)
  const all = [...call.store.comments.values()].filter((comment) => !comment.resolved && isOn(comment, on.id))
  const { items, end, more } = slice(call, all, start, size)
  return listJson(
    'comment',
    items.map((comment) => commentJson(call.store, comment)),
    more ? call.cursors.issue(walk, end) : null,
  )
}

function isOn(comment: Comment, id: string): boolean {
  return comment.parent.kind !== 'workspace' && comment.parent.id === id
}

function commentable(call: Call, id: string): Exclude<Parent, { kind: 'workspace' }> {
  const { store } = call
  const kind = store.pages.has(id) ? 'page' : store.blocks.has(id) ? 'block' : null
  if (kind === null || !isShared(store, id)) throw notFound('block', id)
  return { kind, id }
}

function createComment(call: Call): Json {
  const { store, body } = call
  const complaints: Complaints = []
  const keys = ['parent', 'discussion_id', 'rich_text', 'markdown', 'attachments', 'display_name']
  onlyKeys(complaints, 'body', body, keys)
  if ((body.parent === undefined) === (body.discussion_id === undefined))
    complain(complaints, 'body.parent', 'given, or `discussion_id`, but not both', body.parent)
  const text = readWords(call, complaints)
  refuseFor('body', complaints)
  const { discussionId, parent } = place(call)
  const now = store.clock.now()
  const comment: Comment = {
    id: store.ids.uuid(),
    discussionId,
    parent,
    text,
    createdBy: call.botId,
    createdAt: now,
    editedAt: now,
    resolved: false,
  }
  store.comments.set(comment.id, comment)
  return commentJson(store, comment)
}

/** One of `rich_text` and `markdown` (kept as plain words). */
function readWords(call: Call, complaints: Complaints): RichText[] {
  const { rich_text: richText, markdown } = call.body
  if ((richText === undefined) === (markdown === undefined)) {
    complain(complaints, 'body.rich_text', 'given, or `markdown`, but not both', richText)
    return []
  }
  if (richText !== undefined) return readText(call.store, complaints, 'body.rich_text', richText)
  if (typeof markdown === 'string') return [run(markdown)]
  complain(complaints, 'body.markdown', 'a string', markdown)
  return []
}

/** A reply stands in its discussion; a new comment on a page or block starts one. */
function place(call: Call): Pick<Comment, 'discussionId' | 'parent'> {
  const { parent, discussion_id: discussion } = call.body
  if (typeof discussion === 'string') {
    const id = readId(discussion)
    const first = [...call.store.comments.values()].find((comment) => comment.discussionId === id)
    if (!first) throw notFound('comment', discussion)
    return { discussionId: first.discussionId, parent: first.parent }
  }
  const id = isFields(parent) ? (parent.page_id ?? parent.block_id) : undefined
  const complaints: Complaints = []
  if (typeof id !== 'string' || readId(id) === null)
    complain(complaints, 'body.parent.page_id', 'a valid uuid', id)
  refuseFor('body', complaints)
  return { discussionId: call.store.ids.uuid(), parent: commentable(call, readId(String(id)) ?? '') }
}

function commentWith(call: Call, text: string): Comment {
  const id = pathId(text, 'comment_id')
  const comment = call.store.comments.get(id)
  if (!comment || (comment.parent.kind !== 'workspace' && !isShared(call.store, comment.parent.id)))
    throw notFound('comment', id)
  return comment
}

function ownComment(call: Call, text: string): Comment {
  const comment = commentWith(call, text)
  if (comment.createdBy !== call.botId) throw restricted()
  return comment
}

function retrieveComment(call: Call, text: string): Json {
  return commentJson(call.store, commentWith(call, text))
}

function updateComment(call: Call, text: string): Json {
  const comment = ownComment(call, text)
  const complaints: Complaints = []
  onlyKeys(complaints, 'body', call.body, ['rich_text', 'markdown'])
  const words = readWords(call, complaints)
  refuseFor('body', complaints)
  comment.text = words
  comment.editedAt = call.store.clock.now()
  return commentJson(call.store, comment)
}

function deleteComment(call: Call, text: string): Json {
  const comment = ownComment(call, text)
  call.store.comments.delete(comment.id)
  return commentJson(call.store, comment)
}
