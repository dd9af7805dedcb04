import { type Call, pathId, sharedDatabase, sharedDataSource, sharedPage } from '../call.ts'
import { propertiesOf } from '../look.ts'
import { addPage, insertBlocks } from '../make.ts'
import {
  type Complaints,
  complain,
  type Fields,
  invalid,
  isArchived,
  isFields,
  onlyKeys,
  refuseFor,
} from '../refusal.ts'
import { type Json, pageJson } from '../render/index.ts'
import { type Page, type Parent, touch } from '../store.ts'
import { checkWidths, readBlocks } from '../write/blocks.ts'
import { readValues } from '../write/values.ts'
import type { Endpoint } from './endpoint.ts'
import { retrieveProperty } from './page-property.ts'

export const PAGE_ENDPOINTS: readonly Endpoint[] = [
  { method: 'GET', path: 'pages/:', needs: ['readContent'], answer: retrievePage },
  { method: 'POST', path: 'pages', needs: ['insertContent'], answer: createPage },
  { method: 'PATCH', path: 'pages/:', needs: ['updateContent'], answer: updatePage },
  { method: 'GET', path: 'pages/:/properties/:', needs: ['readContent'], answer: retrieveProperty },
]

/** Ids or names of the properties that the answer should hold. */
export function askedProperties(call: Call): string[] {
  return [...call.query.getAll('filter_properties'), ...call.query.getAll('filter_properties[]')]
}

function shownPage(call: Call, page: Page): Json {
  return pageJson(call.store, page, call.view, askedProperties(call))
}

function retrievePage(call: Call, text: string): Json {
  return shownPage(call, sharedPage(call, pathId(text, 'page_id')))
}

const UPDATE_KEYS = [
  'properties',
  'icon',
  'cover',
  'is_locked',
  'in_trash',
  'is_archived',
  'template',
  'erase_content',
]

function updatePage(call: Call, text: string): Json {
  const id = pathId(text, 'page_id')
  const complaints: Complaints = []
  onlyKeys(complaints, 'body', call.body, call.old ? [...UPDATE_KEYS, 'archived'] : UPDATE_KEYS)
  const properties = fieldsOr(complaints, 'body.properties', call.body.properties)
  const trash = flag(complaints, call.body, 'in_trash') ?? flag(complaints, call.body, 'archived')
  const locked = flag(complaints, call.body, 'is_locked')
  refuseFor('body', complaints)
  const page = sharedPage(call, id)
  if (page.trashed && trash !== false) throw isArchived()
  const changes = readValues(call.store, propertiesOf(call.store, page), properties)
  changes.apply(page)
  if (trash !== undefined) setTrash(call, page, trash)
  if (locked !== undefined) page.locked = locked
  if (call.body.erase_content === true) eraseContent(call, page)
  touch(call.store, page, call.botId)
  return shownPage(call, page)
}

function eraseContent(call: Call, page: Page): void {
  for (const child of page.children) {
    const block = call.store.blocks.get(child)
    if (block) block.trashed = true
  }
}

/** A flag of the body; complains when it is neither absent nor a boolean. */
export function flag(complaints: Complaints, body: Fields, key: string): boolean | undefined {
  const value = body[key]
  if (value === undefined || typeof value === 'boolean') return value
  complain(complaints, `body.${key}`, 'a boolean or `undefined`', value)
  return undefined
}

function fieldsOr(complaints: Complaints, path: string, value: unknown): Fields {
  if (value === undefined) return {}
  if (isFields(value)) return value
  complain(complaints, path, 'an object or `undefined`', value)
  return {}
}

/** Trashes or restores a page together with the block it stands as. */
export function setTrash(call: Call, page: Page, trashed: boolean): void {
  page.trashed = trashed
  const block = call.store.blocks.get(page.id)
  if (block) block.trashed = trashed
}

const CREATE_KEYS = [
  'parent',
  'properties',
  'children',
  'icon',
  'cover',
  'content',
  'markdown',
  'template',
  'position',
]

function createPage(call: Call): Json {
  const { store, body } = call
  const complaints: Complaints = []
  onlyKeys(complaints, 'body', body, CREATE_KEYS)
  const properties = fieldsOr(complaints, 'body.properties', body.properties)
  const blocks =
    body.children === undefined ? [] : readBlocks(store, complaints, 'body.children', body.children)
  if (!isFields(body.parent)) complain(complaints, 'body.parent', 'defined', body.parent)
  refuseFor('body', complaints)
  checkWidths(blocks)
  const parent = newParent(call, body.parent as Fields)
  const changes = readValues(store, columnsBelow(call, parent), properties)
  const id = addPage(store, parent.kind === 'workspace' ? {} : { parent: parent.id }, call.botId)
  insertBlocks(store, id, blocks, call.botId)
  const page = sharedPage(call, id)
  changes.apply(page)
  return shownPage(call, page)
}

function columnsBelow(call: Call, parent: Parent) {
  const page = { parent } as Page
  return propertiesOf(call.store, page)
}

/** The place of a new page. A database stands for its data source when it has only one. */
function newParent(call: Call, parent: Fields): Parent {
  const key = ['page_id', 'data_source_id', 'database_id'].find((name) => typeof parent[name] === 'string')
  const id = key ? pathId(String(parent[key]), `body.parent.${key}`) : ''
  if (key === 'page_id') {
    if (sharedPage(call, id).trashed) throw isArchived()
    return { kind: 'page', id }
  }
  if (key === 'data_source_id') return { kind: 'dataSource', id: sharedDataSource(call, id).id }
  if (key === 'database_id') {
    const [only, second] = sharedDatabase(call, id).dataSources
    if (only === undefined || second !== undefined)
      throw invalid('Databases with multiple data sources need `parent.data_source_id`.')
    return { kind: 'dataSource', id: only }
  }
  const complaints: Complaints = []
  complain(complaints, 'body.parent.page_id', 'defined', undefined)
  refuseFor('body', complaints)
  return { kind: 'workspace' }
}
