import type { BlockSpec } from './build.ts'
import { propertiesOf, titleOf } from './look.ts'
import { plainText, runs, type Words } from './rich-text.ts'
import { emptyValue, findProperty, newProperty, type PropertySpec } from './schema.ts'
import { type Short, shortValue } from './shorthand.ts'
import { type DataSource, known, type Page, type Parent, type Store, stamped } from './store.ts'

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

/** Makes a database with one data source, standing as a block where it has a parent. */
export function addDatabase(
  store: Store,
  spec: DatabaseSpec,
  by: string,
): { id: string; dataSource: string } {
  const id = store.ids.uuid()
  store.databases.set(id, {
    ...stamped(store, by, id),
    title: runs(spec.title),
    parent: parentOf(store, spec.parent),
    inline: spec.inline ?? spec.parent !== undefined,
    dataSources: [],
    locked: false,
  })
  if (spec.parent !== undefined) putBlock(store, spec.parent, id, 'child_database', { title: spec.title }, by)
  return { id, dataSource: addDataSource(store, id, spec.title, spec.properties, by) }
}

/** Adds a data source to a database and gives its id. */
export function addDataSource(
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

function parentOf(store: Store, id: string | undefined): Parent {
  if (id === undefined) return { kind: 'workspace' }
  if (store.dataSources.has(id)) return { kind: 'dataSource', id }
  if (store.pages.has(id)) return { kind: 'page', id }
  if (store.blocks.has(id)) return { kind: 'block', id }
  throw new RangeError(`there is no parent ${id}`)
}
