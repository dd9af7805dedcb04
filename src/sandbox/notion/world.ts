import type { BlockSpec } from './build.ts'
import { liveChildren, propertiesOf, rowText, tablesBelow, valueText } from './look.ts'
import {
  addDatabase,
  addDataSource,
  addPage,
  type DatabaseSpec,
  insertBlocks,
  type PageSpec,
} from './make.ts'
import { pageJson } from './render/index.ts'
import { plainText } from './rich-text.ts'
import { findProperty, type PropertySpec } from './schema.ts'
import { type Comment, known, type Store } from './store.ts'

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
  /** A page as the API answers it in the newest version, without whole users. */
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
    database: (spec) => addDatabase(store, spec, spec.by ?? owner),
    dataSource: (database, name, properties, by) =>
      addDataSource(store, database, name, properties, by ?? owner),
    page: (spec) => addPage(store, spec, spec.by ?? owner),
    append: (parent, blocks, by) => insertBlocks(store, parent, blocks, by ?? owner),
    unshare: (id) => void store.hidden.add(id),
    share: (id) => void store.hidden.delete(id),
    pageJson: (id) =>
      pageJson(store, known(store.pages.get(id), `page ${id}`), { archivedKey: false, users: 'none' }),
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
