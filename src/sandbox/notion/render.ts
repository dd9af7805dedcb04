import { normalize, plainText, type RichText, runs } from './rich-text.ts'
import { emptyValue, findProperty, type Option, type Property } from './schema.ts'
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
  type User,
} from './store.ts'
import { liveChildren, propertiesOf, titleOf } from './world.ts'

/** How answers differ: `archived` beside `in_trash` before version 2026-03-11; whole users only with the capability. */
export type View = { readonly archivedKey: boolean; readonly wholeUsers?: boolean }

export type Json = Readonly<Record<string, unknown>>

const MAX_REFERENCES = 25

/** Notion floors stamps to the minute. */
export function stamp(at: number): string {
  return new Date(Math.floor(at / 60_000) * 60_000).toISOString()
}

export function userJson(user: User, view: View): Json {
  if (!view.wholeUsers) return { object: 'user', id: user.id }
  const common = { object: 'user', id: user.id, type: user.kind, name: user.name, avatar_url: null }
  return user.kind === 'person' ? { ...common, person: { email: user.email } } : { ...common, bot: {} }
}

function userById(store: Store, id: string, view: View): Json {
  const user = store.users.get(id)
  return user ? userJson(user, view) : { object: 'user', id }
}

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

/** Rich text as answered: in normal form, mentions cut at `limit`. */
export function textJson(
  store: Store,
  text: readonly RichText[],
  limit = Number.POSITIVE_INFINITY,
): RichText[] {
  const whole = store.normalizes ? normalize(text) : [...text]
  let mentions = 0
  return whole.filter((part) => part.type !== 'mention' || ++mentions <= limit)
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

/** A property value in a page answer: long lists of references are cut at 25. */
export function propertyJson(store: Store, page: Page, property: Property, view: View): Json {
  const value = valueJson(store, page, property, view)
  const common = { id: encodeURIComponent(property.id), type: property.type }
  if (property.type === 'relation') {
    const all = value as readonly unknown[]
    return { ...common, relation: all.slice(0, MAX_REFERENCES), has_more: all.length > MAX_REFERENCES }
  }
  if (property.type === 'people')
    return { ...common, people: (value as readonly unknown[]).slice(0, MAX_REFERENCES) }
  if (property.type === 'title' || property.type === 'rich_text')
    return { ...common, [property.type]: textJson(store, value as RichText[], MAX_REFERENCES) }
  return { ...common, [property.type]: value }
}

/** The whole value of a property, nothing cut. */
export function valueJson(store: Store, page: Page, property: Property, view: View): unknown {
  if (property.type === 'created_time') return stamp(page.createdAt)
  if (property.type === 'last_edited_time') return stamp(page.editedAt)
  if (property.type === 'created_by') return userById(store, page.createdBy, view)
  if (property.type === 'last_edited_by') return userById(store, page.editedBy, view)
  const value = page.values.get(property.id) ?? emptyValue(property)
  switch (value.kind) {
    case 'text':
      return textJson(store, value.text)
    case 'number':
      return value.number
    case 'option':
      return value.option === null ? null : optionJson(property, value.option)
    case 'options':
      return value.options.map((id) => optionJson(property, id)).filter((option) => option !== null)
    case 'date':
      return value.date
    case 'checkbox':
      return value.checked
    case 'string':
      return value.string
    case 'ids':
      return property.type === 'people'
        ? value.ids.map((id) => userById(store, id, view))
        : value.ids.filter((id) => !store.pages.get(id)?.trashed && isShared(store, id)).map((id) => ({ id }))
    case 'files':
      return value.files.map(({ name, url }) => ({ name, type: 'external', external: { url } }))
    case 'fixed':
      return value.json
  }
}

function optionJson(property: Property, id: string): Option | null {
  const option = property.options.find((candidate) => candidate.id === id)
  return option ? { id: option.id, name: option.name, color: option.color } : null
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
    data_sources: database.dataSources.map((id) => ({ id, name: store.dataSources.get(id)?.name ?? '' })),
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

function columnJson(store: Store, property: Property): Json {
  return {
    id: encodeURIComponent(property.id),
    name: property.name,
    description: null,
    type: property.type,
    [property.type]: columnConfig(store, property),
  }
}

function columnConfig(store: Store, property: Property): Json {
  const options = property.options.map((option) => ({ ...option, description: null }))
  switch (property.type) {
    case 'select':
    case 'multi_select':
      return { options }
    case 'status':
      return {
        options,
        groups: property.groups.map(({ id, name, color, optionIds }) => ({
          id,
          name,
          color,
          option_ids: optionIds,
        })),
      }
    case 'number':
      return { format: 'number' }
    case 'relation':
      return {
        data_source_id: property.target,
        database_id: store.dataSources.get(property.target ?? '')?.databaseId,
        type: 'single_property',
        single_property: {},
      }
    case 'formula':
      return { expression: property.target ?? '' }
    case 'unique_id':
      return { prefix: property.target }
    default:
      return {}
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

/** Children as the API lists them: of a synced copy those of the original, of a child page its body; no hidden pages. */
export function childrenOf(store: Store, id: string): string[] {
  const block = store.pages.has(id) ? undefined : store.blocks.get(id)
  const from =
    block?.type === 'synced_block' ? (block.content.synced_from as { block_id: string } | null) : null
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
