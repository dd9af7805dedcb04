import type { SandboxClock } from '../clock.ts'
import { type Ids, newIds } from './ids.ts'
import type { RichText } from './rich-text.ts'
import type { Property, Value } from './schema.ts'

/** Everything the local Notion holds, as plain maps keyed by dashed ids. Times are milliseconds since 1970, UTC. */
export type Store = {
  readonly clock: SandboxClock
  readonly ids: Ids
  readonly users: Map<string, User>
  readonly databases: Map<string, Database>
  readonly dataSources: Map<string, DataSource>
  readonly pages: Map<string, Page>
  readonly blocks: Map<string, Block>
  readonly comments: Map<string, Comment>
  /** Ids of pages and databases that the connection was not given, whatever their parents say. */
  readonly hidden: Set<string>
  /** Whether an edit of a block through the API moves the stamp of its page. */
  apiBlockEditsTouchPage: boolean
  /** Whether rich text is answered in normal form. */
  normalizes: boolean
}

export type User = {
  readonly id: string
  readonly name: string
  readonly kind: 'person' | 'bot'
  readonly email: string | null
}

export type Parent =
  | { readonly kind: 'workspace' }
  | { readonly kind: 'page' | 'block' | 'dataSource' | 'database'; readonly id: string }

export type Stamped = {
  readonly id: string
  readonly createdAt: number
  readonly createdBy: string
  editedAt: number
  editedBy: string
  trashed: boolean
}

export type Database = Stamped & {
  title: RichText[]
  readonly parent: Parent
  readonly inline: boolean
  readonly dataSources: string[]
  locked: boolean
}

export type DataSource = Stamped & {
  readonly databaseId: string
  name: string
  properties: Property[]
  /** Ids of its pages in the order of creation. */
  readonly pages: Set<string>
}

export type Page = Stamped & {
  parent: Parent
  /** By property id. A page outside a data source has one: `title`. */
  readonly values: Map<string, Value>
  children: string[]
  locked: boolean
}

export type Block = Stamped & {
  readonly type: string
  /** What stands under the key of its type, in the answered shape; of a table also its width. */
  content: Record<string, unknown>
  parent: Parent
  children: string[]
}

export type Comment = {
  readonly id: string
  readonly discussionId: string
  readonly parent: Parent
  text: RichText[]
  readonly createdBy: string
  readonly createdAt: number
  editedAt: number
  resolved: boolean
}

/** An empty workspace. The same `seed` gives the same ids. */
export function newStore(clock: SandboxClock, seed: number): Store {
  return {
    clock,
    ids: newIds(seed),
    users: new Map(),
    databases: new Map(),
    dataSources: new Map(),
    pages: new Map(),
    blocks: new Map(),
    comments: new Map(),
    hidden: new Set(),
    apiBlockEditsTouchPage: true,
    normalizes: true,
  }
}

/** Fresh stamps for something made now by `author`. */
export function stamped(store: Store, author: string, id = store.ids.uuid()): Stamped {
  const now = store.clock.now()
  return { id, createdAt: now, createdBy: author, editedAt: now, editedBy: author, trashed: false }
}

export function touch(store: Store, thing: Stamped, author: string): void {
  thing.editedAt = store.clock.now()
  thing.editedBy = author
}

/** The page a block stands on; null for a block of a page that is gone. */
export function pageOf(store: Store, block: Block): Page | null {
  let parent = block.parent
  while (parent.kind === 'block') {
    const above = store.blocks.get(parent.id)
    if (!above) return null
    parent = above.parent
  }
  return parent.kind === 'page' ? (store.pages.get(parent.id) ?? null) : null
}

/** The page or block whose `children` hold that id; null when there is none. */
export function holderOf(store: Store, parent: Parent): Page | Block | null {
  if (parent.kind === 'page') return store.pages.get(parent.id) ?? null
  return parent.kind === 'block' ? (store.blocks.get(parent.id) ?? null) : null
}

/** Whether the connection may see the thing: neither it nor anything above it is kept from the connection. */
export function isShared(store: Store, id: string): boolean {
  let at: string | null = id
  while (at !== null) {
    if (store.hidden.has(at)) return false
    at = parentId(store, at)
  }
  return true
}

/** Whether the thing, or anything it stands on within its page, is in the trash. */
export function isTrashed(store: Store, block: Block): boolean {
  if (block.trashed) return true
  if (block.parent.kind === 'block') {
    const above = store.blocks.get(block.parent.id)
    return above ? isTrashed(store, above) : false
  }
  return block.parent.kind === 'page' ? (store.pages.get(block.parent.id)?.trashed ?? false) : false
}

function parentId(store: Store, id: string): string | null {
  const dataSource = store.dataSources.get(id)
  if (dataSource) return dataSource.databaseId
  const database = store.databases.get(id)
  const thing = store.pages.get(id) ?? database ?? store.blocks.get(id)
  return thing && thing.parent.kind !== 'workspace' ? thing.parent.id : null
}

/** The thing, or an error that names what was looked for: a mistake of whoever builds the world. */
export function known<T>(thing: T | null | undefined, what: string): T {
  if (thing === null || thing === undefined) throw new RangeError(`there is no ${what}`)
  return thing
}
