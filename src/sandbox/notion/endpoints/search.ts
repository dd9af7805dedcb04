import { canonicalJson } from '../../../lib/hash.ts'
import type { Call } from '../call.ts'
import { listJson, pageSize, slice } from '../lists.ts'
import { titleOf } from '../look.ts'
import { type Complaints, complain, isFields, onlyKeys, refuseFor } from '../refusal.ts'
import { dataSourceJson, type Json, pageJson } from '../render/index.ts'
import { plainText } from '../rich-text.ts'
import { type DataSource, isShared, type Page } from '../store.ts'
import type { Endpoint } from './endpoint.ts'

export const SEARCH_ENDPOINTS: readonly Endpoint[] = [
  { method: 'POST', path: 'search', needs: ['readContent'], answer: search },
]

/** Pages and data sources whose title holds the query, the last edited first unless asked otherwise. */
function search(call: Call): Json {
  checkBody(call)
  const size = pageSize(call, 'body', true)
  const walk = canonicalJson(['search', { ...call.body, start_cursor: null, page_size: null }])
  const cursor = call.body.start_cursor
  const start =
    typeof cursor === 'string' ? call.cursors.position(cursor, walk, call.settings.cursorLifetime) : 0
  const { items, end, more } = slice(call, found(call), start, size)
  const results = items.map((thing) =>
    'databaseId' in thing
      ? dataSourceJson(call.store, thing, call.view)
      : pageJson(call.store, thing, call.view),
  )
  return listJson('page_or_data_source', results, more ? call.cursors.issue(walk, end) : null)
}

function checkBody({ body }: Call): void {
  const complaints: Complaints = []
  onlyKeys(complaints, 'body', body, ['query', 'filter', 'sort', 'start_cursor', 'page_size'])
  const filter = isFields(body.filter) ? body.filter : {}
  onlyKeys(complaints, 'body.filter', filter, ['property', 'value', 'in_trash'])
  if (filter.value !== undefined && filter.value !== 'page' && filter.value !== 'data_source')
    complain(complaints, 'body.filter.value', '`"page"` or `"data_source"`', filter.value)
  if (filter.value !== undefined && filter.property !== 'object')
    complain(complaints, 'body.filter.property', '`"object"`', filter.property)
  refuseFor('body', complaints)
}

function found(call: Call): (Page | DataSource)[] {
  const { store, body } = call
  const filter = isFields(body.filter) ? body.filter : {}
  const wanted = String(body.query ?? '').toLowerCase()
  const trashed = filter.in_trash === true
  const pages = filter.value === 'data_source' ? [] : store.pages.values()
  const sources = filter.value === 'page' ? [] : store.dataSources.values()
  const all = [...sources, ...pages].filter(
    (thing) =>
      thing.trashed === trashed &&
      titleText(thing).toLowerCase().includes(wanted) &&
      isShared(store, thing.id),
  )
  const upward = isFields(body.sort) && body.sort.direction === 'ascending'
  return all.sort((a, b) => (upward ? a.editedAt - b.editedAt : b.editedAt - a.editedAt))
}

function titleText(thing: Page | DataSource): string {
  return 'databaseId' in thing ? thing.name : plainText(titleOf(thing))
}
