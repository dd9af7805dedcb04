import { liveChildren, propertiesOf, titleOf } from '../look.ts'
import { plainText, type RichText, runs } from '../rich-text.ts'
import { findProperty } from '../schema.ts'
import {
  type Block,
  type Comment,
  type Database,
  type DataSource,
  isShared,
  isTrashed,
  type Page,
  type Parent,
  type Stamped,
  type Store,
} from '../store.ts'
import { columnJson } from './schema.ts'
import { textJson } from './text.ts'
import { propertyJson } from './values.ts'
import { type Json, stamp, type View } from './view.ts'

export { userJson, valueJson } from './values.ts'
export type { Json, View } from './view.ts'

function trash(trashed: boolean, view: View): Json {
  return view.archivedKey ? { in_trash: trashed, archived: trashed } : { in_trash: trashed }
}

function stamps(thing: Stamped): Json {
  return {
    created_time: stamp(thing.createdAt),
    last_edited_time: stamp(thing.editedAt),
    created_by: { object: 'user', id: thing.createdBy },
    last_edited_by: { object: 'user', id: thing.editedBy },
  }
}

export function parentJson(store: Store, parent: Parent): Json {
  switch (parent.kind) {
    case 'workspace':
      return { type: 'workspace', workspace: true }
    case 'page':
      return { type: 'page_id', page_id: parent.id }
    case 'block':
      return { type: 'block_id', block_id: parent.id }
    case 'database':
      return { type: 'database_id', database_id: parent.id }
    case 'dataSource':
      return {
        type: 'data_source_id',
        data_source_id: parent.id,
        database_id: store.dataSources.get(parent.id)?.databaseId,
      }
  }
}

/** A page with its properties; `only` keeps the properties with those ids or names. */
export function pageJson(store: Store, page: Page, view: View, only: readonly string[] = []): Json {
  const columns = propertiesOf(store, page)
  const shown =
    only.length === 0 ? columns : columns.filter((column) => only.some((id) => findProperty([column], id)))
  return {
    object: 'page',
    id: page.id,
    ...stamps(page),
    cover: null,
    icon: null,
    parent: parentJson(store, page.parent),
    ...trash(page.trashed, view),
    is_archived: false,
    is_locked: page.locked,
    properties: Object.fromEntries(
      shown.map((column) => [column.name, propertyJson(store, page, column, view)]),
    ),
    url: pageUrl(page.id, plainText(titleOf(page))),
    public_url: null,
  }
}

export function pageUrl(id: string, title: string): string {
  const slug = title
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 60)
  const bare = id.replaceAll('-', '')
  return `https://app.notion.com/p/${slug === '' ? bare : `${slug}-${bare}`}`
}

export function databaseJson(store: Store, database: Database, view: View): Json {
  return {
    object: 'database',
    id: database.id,
    title: textJson(store, database.title),
    description: [],
    parent: parentJson(store, database.parent),
    is_inline: database.inline,
    ...trash(database.trashed, view),
    is_locked: database.locked,
    created_time: stamp(database.createdAt),
    last_edited_time: stamp(database.editedAt),
    data_sources: database.dataSources
      .filter((id) => isShared(store, id))
      .map((id) => ({ id, name: store.dataSources.get(id)?.name ?? '' })),
    icon: null,
    cover: null,
    url: pageUrl(database.id, ''),
    public_url: null,
  }
}

export function dataSourceJson(store: Store, source: DataSource, view: View): Json {
  const database = store.databases.get(source.databaseId)
  return {
    object: 'data_source',
    id: source.id,
    title: runs(source.name),
    description: [],
    parent: { type: 'database_id', database_id: source.databaseId },
    database_parent: parentJson(store, database?.parent ?? { kind: 'workspace' }),
    is_inline: database?.inline ?? false,
    ...trash(source.trashed, view),
    ...stamps(source),
    properties: Object.fromEntries(
      source.properties.map((property) => [property.name, columnJson(store, property)]),
    ),
    icon: null,
    cover: null,
    url: pageUrl(source.databaseId, ''),
    public_url: null,
  }
}

export function blockJson(store: Store, block: Block, view: View): Json {
  return {
    object: 'block',
    id: block.id,
    parent: parentJson(store, block.parent),
    ...stamps(block),
    has_children: hasChildren(store, block),
    ...trash(isTrashed(store, block), view),
    type: block.type,
    [block.type]: contentJson(store, block),
  }
}

function hasChildren(store: Store, block: Block): boolean {
  if (block.type === 'child_database') return false
  return childrenOf(store, block.id).length > 0
}

/**
 * Children as the API lists them: of a synced copy those of the original, none where that is kept from the connection; of
 * a child page its body; no hidden pages.
 */
export function childrenOf(store: Store, id: string): string[] {
  const block = store.pages.has(id) ? undefined : store.blocks.get(id)
  const from =
    block?.type === 'synced_block' ? (block.content.synced_from as { block_id: string } | null) : null
  if (from && !isShared(store, from.block_id)) return []
  return liveChildren(store, from ? from.block_id : id).filter((child) => !store.hidden.has(child))
}

function contentJson(store: Store, block: Block): Json {
  if (block.type === 'table_row') {
    const cells = block.content.cells as RichText[][]
    return { cells: cells.map((cell) => textJson(store, cell)) }
  }
  if (Array.isArray(block.content.rich_text))
    return { ...block.content, rich_text: textJson(store, block.content.rich_text as RichText[]) }
  return block.content
}

export function commentJson(store: Store, comment: Comment): Json {
  const author = store.users.get(comment.createdBy)
  return {
    object: 'comment',
    id: comment.id,
    parent: parentJson(store, comment.parent),
    discussion_id: comment.discussionId,
    created_time: stamp(comment.createdAt),
    last_edited_time: stamp(comment.editedAt),
    created_by: { object: 'user', id: comment.createdBy },
    rich_text: textJson(store, comment.text),
    display_name: {
      type: author?.kind === 'bot' ? 'integration' : 'user',
      resolved_name: author?.name ?? null,
    },
  }
}
