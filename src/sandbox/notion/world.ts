import type { BlockSpec } from './build.ts'
import { pageJson } from './render.ts'
import { plainText, runs, type Words } from './rich-text.ts'
import { emptyValue, findProperty, newProperty, type Property, type PropertySpec } from './schema.ts'
import { type Short, shortValue } from './shorthand.ts'
import { type Comment, type DataSource, type Page, type Parent, type Store, stamped } from './store.ts'

export type DatabaseSpec = {
  readonly title: string
  /** Its columns by name; exactly one is `title`. */
  readonly properties: Readonly<Record<string, PropertySpec>>
  /** The page or block it stands in; absent: the top of the workspace. */
  readonly parent?: string
  readonly inline?: boolean
  readonly by?: string
}

export type PageSpec = {
  /** A data source (a row of it) or a page (a child page in its body); absent: the top of the workspace. */
  readonly parent?: string
  /** Short for the value of the title column. */
  readonly title?: Words
  readonly properties?: Readonly<Record<string, Short>>
  readonly body?: readonly BlockSpec[]
  readonly by?: string
}

/** Builds and shows what the local Notion holds, outside of the API and without its limits. */
export type NotionWorld = {
  /** Makes a person and gives their id. */
  person(name: string, email?: string): string
  /** Makes a database with one data source. */
  database(spec: DatabaseSpec): { readonly id: string; readonly dataSource: string }
  /** Adds a further data source to a database and gives its id. */
  dataSource(
    database: string,
    name: string,
    properties: Readonly<Record<string, PropertySpec>>,
    by?: string,
  ): string
  /** Makes a page and gives its id. */
  page(spec: PageSpec): string
  /** Adds blocks at the end of a page or block and gives the ids of the first level. */
  append(parent: string, blocks: readonly BlockSpec[], by?: string): string[]
  /** Keeps a page or database, and all below it, from the connection; or gives it (back) to the connection. */
  unshare(id: string): void
  share(id: string): void
  /** Lets no property page show more; a page as the API answers it in the newest version. */
  pageJson(id: string): Readonly<Record<string, unknown>>
  /** The plain text of a property of a page: text, option names, dates, links, joined by `, `. */
  value(page: string, property: string): string
  /** Names of the options of a column. */
  options(dataSource: string, property: string): string[]
  /** Ids of the children of a page or block, in order, trashed ones left out. */
  children(id: string): string[]
  /** Cells of a table's rows as plain text, header row included. */
  cells(table: string): string[][]
  /** The ids of all tables below a page or block, in reading order. */
  tables(id: string): string[]
  /** Comments of a page or block, oldest first, resolved ones too. */
  comments(id: string): { id: string; text: string; resolved: boolean; by: string }[]
  readonly store: Store
}

/** The building side of a store. What is built without `by` is made by `owner`. */
export function notionWorld(store: Store, owner: string): NotionWorld {
  const dataSourceOf = (id: string) => known(store.dataSources.get(id), `data source ${id}`)
  return {
    store,
    person(name, email) {
      const id = store.ids.uuid()
      store.users.set(id, { id, name, kind: 'person', email: email ?? null })
      return id
    },
    database(spec) {
      const by = spec.by ?? owner
      const id = store.ids.uuid()
      const parent = parentOf(store, spec.parent)
      store.databases.set(id, {
        ...stamped(store, by, id),
        title: runs(spec.title),
        parent,
        inline: spec.inline ?? spec.parent !== undefined,
        dataSources: [],
        locked: false,
      })
      if (spec.parent !== undefined)
        putBlock(store, spec.parent, id, 'child_database', { title: spec.title }, by)
      return { id, dataSource: addDataSource(store, id, spec.title, spec.properties, by) }
    },
    dataSource: (database, name, properties, by) =>
      addDataSource(store, database, name, properties, by ?? owner),
    page: (spec) => addPage(store, spec, spec.by ?? owner),
    append: (parent, blocks, by) => insertBlocks(store, parent, blocks, by ?? owner),
    unshare: (id) => void store.hidden.add(id),
    share: (id) => void store.hidden.delete(id),
    pageJson: (id) => pageJson(store, known(store.pages.get(id), `page ${id}`), { archivedKey: false }),
    value(pageId, name) {
      const page = known(store.pages.get(pageId), `page ${pageId}`)
      const property = known(findProperty(propertiesOf(store, page), name), `property ${name}`)
      return valueText(store, page, property)
    },
    options: (id, name) =>
      known(findProperty(dataSourceOf(id).properties, name), `property ${name}`).options.map(
        (option) => option.name,
      ),
    children: (id) => liveChildren(store, id),
    cells: (table) => liveChildren(store, table).map((row) => rowText(store, row)),
    tables: (id) => [...tablesBelow(store, id)],
    comments: (id) =>
      [...store.comments.values()].filter((comment) => standsOn(comment, id)).map(commentLine),
  }
}

function standsOn(comment: Comment, id: string): boolean {
  return comment.parent.kind !== 'workspace' && comment.parent.id === id
}

function commentLine(comment: Comment) {
  return {
    id: comment.id,
    text: plainText(comment.text),
    resolved: comment.resolved,
    by: comment.createdBy,
  }
}

/** Columns of the page's data source; a page elsewhere has its title alone. */
export function propertiesOf(store: Store, page: Page): readonly Property[] {
  if (page.parent.kind !== 'dataSource') return [TITLE_ONLY]
  return store.dataSources.get(page.parent.id)?.properties ?? [TITLE_ONLY]
}

const TITLE_ONLY: Property = {
  id: 'title',
  name: 'title',
  type: 'title',
  options: [],
  groups: [],
  target: null,
}

/** The title of a page as runs. */
export function titleOf(page: Page) {
  const value = page.values.get('title')
  return value?.kind === 'text' ? value.text : []
}

/** Makes a page below `spec.parent`, with its values and blocks, and gives its id. */
export function addPage(store: Store, spec: PageSpec, by: string, id = store.ids.uuid()): string {
  const parent = parentOf(store, spec.parent)
  const page: Page = { ...stamped(store, by, id), parent, values: new Map(), children: [], locked: false }
  const columns = propertiesOf(store, page)
  for (const column of columns) page.values.set(column.id, emptyValue(column))
  for (const [name, short] of Object.entries(spec.properties ?? {})) {
    const column = known(findProperty(columns, name), `property ${name}`)
    page.values.set(column.id, shortValue(store, column, short))
  }
  if (spec.title !== undefined) page.values.set('title', { kind: 'text', text: runs(spec.title) })
  store.pages.set(id, page)
  if (parent.kind === 'dataSource') store.dataSources.get(parent.id)?.pages.add(id)
  else if (spec.parent !== undefined)
    putBlock(store, spec.parent, id, 'child_page', { title: plainText(titleOf(page)) }, by)
  insertBlocks(store, id, spec.body ?? [], by)
  return id
}

/** Puts blocks below `parent` at `index` (default: the end) and gives the ids of the first level. */
export function insertBlocks(
  store: Store,
  parent: string,
  specs: readonly BlockSpec[],
  by: string,
  index?: number,
): string[] {
  const holder = known(store.pages.get(parent) ?? store.blocks.get(parent), `parent ${parent}`)
  const onPage = store.pages.has(parent)
  const made = specs.map((spec) => {
    const id = store.ids.uuid()
    store.blocks.set(id, {
      ...stamped(store, by, id),
      type: spec.type,
      content: { ...spec.content },
      parent: { kind: onPage ? 'page' : 'block', id: parent },
      children: [],
    })
    insertBlocks(store, id, spec.children, by)
    return id
  })
  holder.children.splice(index ?? holder.children.length, 0, ...made)
  return made
}

/** Stands a block in a body that shares its id with the page or database it leads to. */
function putBlock(
  store: Store,
  parent: string,
  id: string,
  type: string,
  content: Record<string, unknown>,
  by: string,
): void {
  const page = store.pages.get(parent)
  const holder = known(page ?? store.blocks.get(parent), `parent ${parent}`)
  store.blocks.set(id, {
    ...stamped(store, by, id),
    type,
    content,
    parent: { kind: page ? 'page' : 'block', id: parent },
    children: [],
  })
  holder.children.push(id)
}

function addDataSource(
  store: Store,
  databaseId: string,
  name: string,
  specs: Readonly<Record<string, PropertySpec>>,
  by: string,
): string {
  const database = known(store.databases.get(databaseId), `database ${databaseId}`)
  const id = store.ids.uuid()
  const properties = Object.entries(specs).map(([column, spec]) => newProperty(store.ids, column, spec))
  if (properties.filter((property) => property.type === 'title').length !== 1)
    throw new TypeError('a data source has exactly one title column')
  const dataSource: DataSource = { ...stamped(store, by, id), databaseId, name, properties, pages: new Set() }
  store.dataSources.set(id, dataSource)
  database.dataSources.push(id)
  return id
}

function parentOf(store: Store, id: string | undefined): Parent {
  if (id === undefined) return { kind: 'workspace' }
  if (store.dataSources.has(id)) return { kind: 'dataSource', id }
  if (store.pages.has(id)) return { kind: 'page', id }
  if (store.blocks.has(id)) return { kind: 'block', id }
  throw new RangeError(`there is no parent ${id}`)
}

/** Children that are not in the trash, in order. A page and its `child_page` block share an id: the page's body wins. */
export function liveChildren(store: Store, id: string): string[] {
  const holder = store.pages.get(id) ?? store.blocks.get(id)
  return (holder?.children ?? []).filter((child) => !store.blocks.get(child)?.trashed)
}

function* tablesBelow(store: Store, id: string): Generator<string> {
  for (const child of liveChildren(store, id)) {
    if (store.blocks.get(child)?.type === 'table') yield child
    else yield* tablesBelow(store, child)
  }
}

function rowText(store: Store, row: string): string[] {
  const cells = store.blocks.get(row)?.content.cells
  return Array.isArray(cells) ? cells.map(plainText) : []
}

function valueText(store: Store, page: Page, property: Property): string {
  const value = page.values.get(property.id) ?? emptyValue(property)
  const optionName = (id: string) => property.options.find((option) => option.id === id)?.name ?? id
  switch (value.kind) {
    case 'text':
      return plainText(value.text)
    case 'number':
      return value.number === null ? '' : String(value.number)
    case 'option':
      return value.option === null ? '' : optionName(value.option)
    case 'options':
      return value.options.map(optionName).join(', ')
    case 'date':
      return value.date ? [value.date.start, value.date.end].filter((part) => part !== null).join(' → ') : ''
    case 'checkbox':
      return String(value.checked)
    case 'string':
      return value.string ?? ''
    case 'ids':
      return value.ids.map((id) => store.users.get(id)?.name ?? id).join(', ')
    case 'files':
      return value.files.map((file) => file.url).join(', ')
    case 'fixed':
      return userValueText(store, page, property) ?? JSON.stringify(value.json)
  }
}

function userValueText(store: Store, page: Page, property: Property): string | null {
  if (property.type === 'created_by') return store.users.get(page.createdBy)?.name ?? ''
  if (property.type === 'last_edited_by') return store.users.get(page.editedBy)?.name ?? ''
  return null
}

/** The thing, or an error that names what was looked for: a mistake of whoever builds the world. */
export function known<T>(thing: T | null | undefined, what: string): T {
  if (thing === null || thing === undefined) throw new RangeError(`there is no ${what}`)
  return thing
}
