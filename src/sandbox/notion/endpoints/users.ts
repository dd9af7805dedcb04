import { type Call, pathId } from '../call.ts'
import { listJson, pageSize, slice } from '../lists.ts'
import { notFound } from '../refusal.ts'
import { type Json, userJson } from '../render/index.ts'
import type { Endpoint } from './endpoint.ts'

export const USER_ENDPOINTS: readonly Endpoint[] = [
  { method: 'GET', path: 'users/me', needs: [], answer: me },
  { method: 'GET', path: 'users', needs: ['users'], answer: listUsers },
  { method: 'GET', path: 'users/:', needs: ['users'], answer: retrieveUser },
]

function me(call: Call): Json {
  return {
    object: 'user',
    id: call.botId,
    name: call.store.users.get(call.botId)?.name ?? null,
    avatar_url: null,
    type: 'bot',
    bot: {
      owner: { type: 'workspace', workspace: true },
      workspace_id: WORKSPACE_ID,
      workspace_name: call.workspaceName,
      workspace_limits: { max_file_upload_size_in_bytes: 5_242_880 },
    },
  }
}

const WORKSPACE_ID = '7c0ffee0-0000-8000-a000-000000000001'

function listUsers(call: Call): Json {
  const size = pageSize(call, 'query')
  const cursor = call.query.get('start_cursor')
  const start = cursor === null ? 0 : call.cursors.position(cursor, 'users', null)
  const { items, end, more } = slice(call, [...call.store.users.values()], start, size)
  const results = items.map((user) => userJson(user, call.view))
  return listJson('user', results, more ? call.cursors.issue('users', end) : null)
}

function retrieveUser(call: Call, text: string): Json {
  const id = pathId(text, 'user_id')
  const user = call.store.users.get(id)
  if (!user) throw notFound('user', id)
  return userJson(user, call.view)
}
