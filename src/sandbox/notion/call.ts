import type { Cursors } from './cursors.ts'
import { readId } from './ids.ts'
import { complain, type Fields, invalid, invalidUrl, notFound, refuseFor } from './refusal.ts'
import type { View } from './render/index.ts'
import type { NotionSettings } from './settings.ts'
import { type Block, type Database, type DataSource, isShared, type Page, type Store } from './store.ts'

/** One request as an endpoint sees it: who asks, in which version, with what. */
export type Call = {
  readonly store: Store
  readonly settings: NotionSettings
  readonly cursors: Cursors
  readonly botId: string
  readonly workspaceName: string
  /** Whether the version is older than 2026-03-11. */
  readonly old: boolean
  readonly view: View
  readonly query: URLSearchParams
  readonly body: Fields
}

/** An id out of the path: a bad one is told by its parameter's name, an empty one is no route. */
export function pathId(text: string, parameter: string): string {
  if (text === '' || text.includes('/')) throw invalidUrl()
  const id = readId(text)
  if (id === null) {
    const complaints: string[] = []
    complain(complaints, `path.${parameter}`, 'a valid uuid', text)
    refuseFor('path', complaints)
  }
  return id ?? ''
}

export function sharedPage(call: Call, id: string): Page {
  refuseOther(call, id, call.store.databases.has(id), ['database', 'page'])
  const page = call.store.pages.get(id)
  if (!page || !isShared(call.store, id)) throw notFound('page', id)
  return page
}

export function sharedDatabase(call: Call, id: string): Database {
  refuseOther(call, id, call.store.pages.has(id), ['page', 'database'])
  const database = call.store.databases.get(id)
  if (!database || !isShared(call.store, id)) throw notFound('database', id)
  return database
}

/** A page and a database are told apart, but only to whom they are shared with. */
function refuseOther(call: Call, id: string, isOther: boolean, [is, not]: readonly [string, string]): void {
  if (!isOther || !isShared(call.store, id)) return
  throw invalid(`Provided ID ${id} is a ${is}, not a ${not}. Use the retrieve ${is} API instead.`)
}

export function sharedDataSource(call: Call, id: string): DataSource {
  const source = call.store.dataSources.get(id)
  if (!source || !isShared(call.store, id)) throw notFound('database', id)
  return source
}

export function sharedBlock(call: Call, id: string): Block {
  const block = call.store.blocks.get(id)
  if (!block || !isShared(call.store, id)) throw notFound('block', id)
  return block
}
