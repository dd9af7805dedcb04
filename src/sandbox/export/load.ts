import type { BlockSpec, NotionSandbox, NotionWorld, PropertySpec, Short } from '../notion/index.ts'
import type { ExportedDatabase, ExportedPage } from './assemble.ts'
import { EXPORT_LINK } from './blocks.ts'
import { columnType, columnValue } from './columns.ts'

/** Ids of what was made: a knowledge base with a row for each page at the top of the export. */
export type LoadedExport = {
  readonly database: string
  readonly dataSource: string
  readonly pages: readonly string[]
}

/**
 * Loads the pages of an export into the local Notion as one knowledge base. Columns are the properties of all pages;
 * their types are read from names and values. Pages are made and edited by the persons the export names.
 */
export function loadExport(
  sandbox: Pick<NotionSandbox, 'world'>,
  pages: readonly ExportedPage[],
  title = 'Knowledge base',
): LoadedExport {
  const loader: Loader = { world: sandbox.world, persons: new Map() }
  const columns = columnsOf(pages)
  const specs = Object.fromEntries([...columns].map(([name, spec]) => [name, spec]))
  const { id, dataSource } = sandbox.world.database({
    title,
    properties: { [freeName('이름', columns)]: 'title', ...specs },
  })
  const made = pages.map((page) => addPage(loader, page, dataSource, columns))
  return { database: id, dataSource, pages: made }
}

type Loader = { readonly world: NotionWorld; readonly persons: Map<string, string> }
type Columns = ReadonlyMap<string, PropertySpec>

function columnsOf(pages: readonly ExportedPage[]): Map<string, PropertySpec> {
  const values = new Map<string, string[]>()
  for (const { properties } of pages)
    for (const [name, value] of Object.entries(properties)) {
      const known = values.get(name)
      if (known) known.push(value)
      else values.set(name, [value])
    }
  return new Map([...values].map(([name, all]) => [name, columnType(name, all)]))
}

/** A name for the title column that no other column has. */
function freeName(wanted: string, columns: Columns): string {
  return columns.has(wanted) ? freeName(`${wanted}_`, columns) : wanted
}

function personFor(loader: Loader, page: ExportedPage, columns: Columns, type: string): string | null {
  const column = [...columns].find(([, spec]) => spec === type)?.[0]
  const name = column === undefined ? '' : (page.properties[column] ?? '')
  if (name === '') return null
  const known = loader.persons.get(name)
  if (known !== undefined) return known
  const made = loader.world.person(name)
  loader.persons.set(name, made)
  return made
}

function addPage(loader: Loader, page: ExportedPage, parent: string, columns: Columns): string {
  const { world } = loader
  const properties: Record<string, Short> = Object.create(null)
  for (const [name, spec] of columns) {
    const value = columnValue(spec, page.properties[name] ?? '')
    if (value !== null) properties[name] = value
  }
  const by = personFor(loader, page, columns, 'created_by')
  const id = world.page({ parent, title: page.title, properties, ...(by !== null && { by }) })
  addBody(loader, id, page)
  const editor = personFor(loader, page, columns, 'last_edited_by')
  const stored = world.store.pages.get(id)
  if (stored && editor !== null) stored.editedBy = editor
  return id
}

/** The blocks in order, each sub-page and database where the page links to it, the unlinked ones at the end. */
function addBody(loader: Loader, id: string, page: ExportedPage): void {
  const waiting = new Map<string, ExportedPage | ExportedDatabase>()
  for (const below of [...page.pages, ...page.databases]) waiting.set(fileName(below.path), below)
  addBlocks(loader, id, page.body, waiting)
  for (const below of waiting.values()) addBelow(loader, id, below)
}

function fileName(path: string): string {
  return (path.split('/').at(-1) ?? path).normalize('NFC').replace(/_all\.csv$/i, '.csv')
}

function addBlocks(
  loader: Loader,
  parent: string,
  blocks: readonly BlockSpec[],
  waiting: Map<string, ExportedPage | ExportedDatabase>,
): void {
  for (const block of blocks) {
    if (block.type === EXPORT_LINK) {
      const name = fileName(String(block.content.path))
      const below = waiting.get(name)
      waiting.delete(name)
      if (below) addBelow(loader, parent, below)
      continue
    }
    const [made] = loader.world.append(parent, [{ ...block, children: [] }])
    if (made !== undefined) addBlocks(loader, made, block.children, waiting)
  }
}

function addBelow(loader: Loader, parent: string, below: ExportedPage | ExportedDatabase): void {
  if ('rows' in below) addDatabase(loader, parent, below)
  else addPage(loader, below, parent, new Map())
}

function addDatabase(loader: Loader, parent: string, database: ExportedDatabase): void {
  const columns = columnsOf(database.rows)
  const title = database.columns[0] ?? 'Name'
  const specs = Object.fromEntries([...columns].map(([name, spec]) => [name, spec]))
  const { dataSource } = loader.world.database({
    title: database.title,
    parent,
    properties: { [freeName(title, columns)]: 'title', ...specs },
  })
  for (const row of database.rows) addPage(loader, row, dataSource, columns)
}
