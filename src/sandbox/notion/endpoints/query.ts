import { canonicalJson } from '../../../lib/hash.ts'
import { type Call, pathId, sharedDataSource } from '../call.ts'
import { matcher } from '../filter.ts'
import { listJson, pageSize, slice } from '../lists.ts'
import { type Complaints, complain, onlyKeys, refuseFor } from '../refusal.ts'
import { type Json, pageJson } from '../render/index.ts'
import { comparer } from '../sort.ts'
import { type DataSource, isShared, type Page } from '../store.ts'
import type { Endpoint } from './endpoint.ts'
import { askedProperties } from './pages.ts'

const KEYS = ['filter', 'sorts', 'start_cursor', 'page_size', 'in_trash', 'result_type']

/** `POST /data_sources/{id}/query`. */
export const queryDataSource: Endpoint['answer'] = (call, text) => {
  const source = sharedDataSource(call, pathId(text, 'data_source_id'))
  checkBody(call)
  const size = pageSize(call, 'body')
  const walk = canonicalJson([source.id, { ...call.body, start_cursor: null, page_size: null }])
  const cursor = call.body.start_cursor
  const start =
    typeof cursor === 'string' ? call.cursors.position(cursor, walk, call.settings.cursorLifetime) : 0
  const found = call.body.result_type === 'data_source' ? [] : matching(call, source)
  const capped = found.length > call.settings.resultLimit
  const all = capped ? found.slice(0, call.settings.resultLimit) : found
  const { items, end, more } = slice(call, all, start, size)
  const only = askedProperties(call)
  return {
    ...listJson(
      'page_or_data_source',
      items.map((page) =>
        call.settings.barePages.includes(page.id)
          ? { object: 'page', id: page.id }
          : pageJson(call.store, page, call.view, only),
      ),
      more ? call.cursors.issue(walk, end) : null,
    ),
    ...(capped && {
      request_status: { type: 'incomplete', incomplete_reason: 'query_result_limit_reached' },
    }),
  } satisfies Json
}

function checkBody(call: Call): void {
  const complaints: Complaints = []
  onlyKeys(complaints, 'body', call.body, call.old ? [...KEYS, 'archived'] : KEYS)
  for (const key of ['in_trash', 'archived'])
    if (!['undefined', 'boolean'].includes(typeof call.body[key]))
      complain(complaints, `body.${key}`, 'a boolean or `undefined`', call.body[key])
  const cursor = call.body.start_cursor
  if (cursor !== undefined && typeof cursor !== 'string')
    complain(complaints, 'body.start_cursor', 'a string or `undefined`', cursor)
  const kind = call.body.result_type
  if (kind !== undefined && kind !== 'page' && kind !== 'data_source')
    complain(complaints, 'body.result_type', '`"page"`, `"data_source"`, or `undefined`', kind)
  refuseFor('body', complaints)
}

function matching(call: Call, source: DataSource): Page[] {
  const { store } = call
  const trashed = (call.body.in_trash ?? call.body.archived) === true
  const fits = matcher(call, source, call.body.filter)
  const order = comparer(call, source, call.body.sorts)
  const pages: Page[] = []
  for (const id of source.pages) {
    const page = store.pages.get(id)
    if (page && page.trashed === trashed && isShared(store, id) && fits(page)) pages.push(page)
  }
  return order ? pages.sort(order) : pages
}
