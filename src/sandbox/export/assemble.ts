import { parse } from 'csv-parse/sync'
import { LIMITS, refuseExport } from './limits.ts'
import { folderOf, shownName, titleFromPath, withoutId } from './names.ts'
import { type PageText, readPageText } from './page.ts'
import type { ExportFiles } from './zip.ts'

/** A page of an export with what lies below it. `path` is its file's place in the export. */
export type ExportedPage = PageText & {
  readonly path: string
  readonly pages: readonly ExportedPage[]
  readonly databases: readonly ExportedDatabase[]
}

/** A database of an export: its columns in order, the first of them the title, and a page for each row. */
export type ExportedDatabase = {
  readonly path: string
  readonly title: string
  readonly columns: readonly string[]
  readonly rows: readonly ExportedPage[]
}

type Context = {
  readonly source: string
  readonly files: ExportFiles
  readonly taken: Set<string>
  /** Paths of the Markdown files in each folder, and of the databases in each folder. */
  readonly pages: ReadonlyMap<string, readonly string[]>
  readonly tables: ReadonlyMap<string, readonly string[]>
}

/**
 * Puts the files of an export together: pages below pages, rows below databases. Gives the pages at the top, and the
 * rows of databases at the top as pages of their own. A database that is a page's own stays with that page, unless its
 * rows hold tables: then it is the knowledge base, and its rows come to the top.
 */
export function assemble(source: string, files: ExportFiles): ExportedPage[] {
  const context: Context = {
    source,
    files,
    taken: new Set(),
    pages: byFolder([...files.keys()].filter((path) => /\.md$/i.test(path))),
    tables: byFolder(wholeTables([...files.keys()])),
  }
  const top: ExportedPage[] = []
  const folders = ownedFolders([...files.keys()])
  for (const path of files.keys()) {
    if (context.taken.has(path) || hasOwner(folders, path)) continue
    if (/\.md$/i.test(path)) top.push(pageAt(context, path))
    else if (context.tables.get(dirname(path))?.includes(path)) top.push(...databaseAt(context, path).rows)
  }
  // A folder that belongs to nothing, inside one that does: its pages are not lost.
  for (const path of files.keys())
    if (/\.md$/i.test(path) && !context.taken.has(path)) top.push(pageAt(context, path))
  if (top.length === 0)
    throw refuseExport(
      source,
      'there is no page in it.',
      'Export the page or database from Notion as Markdown & CSV.',
    )
  return top.flatMap(withoutKnowledgeBases)
}

/** Of each database the file with all its columns and rows (`_all.csv`), else the only one. */
function wholeTables(paths: readonly string[]): string[] {
  const all = new Set(paths)
  return paths.filter(
    (path) =>
      /\.csv$/i.test(path) && (/_all\.csv$/i.test(path) || !all.has(path.replace(/\.csv$/i, '_all.csv'))),
  )
}

function dirname(path: string): string {
  return path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : ''
}

function byFolder(paths: readonly string[]): Map<string, string[]> {
  const folders = new Map<string, string[]>()
  for (const path of paths) {
    const folder = dirname(path)
    const known = folders.get(folder)
    if (known) known.push(path)
    else folders.set(folder, [path])
  }
  return folders
}

/** Folders of pages and databases. Newer exports name the folder of a database without the id that its CSV has. */
function ownedFolders(paths: readonly string[]): ReadonlySet<string> {
  const tables = paths.filter((path) => /\.csv$/i.test(path))
  return new Set([...paths.map(folderOf), ...tables.map((path) => withoutId(folderOf(path)))])
}

/** Whether the file lies in the folder of a page or database of the export, which will bring it along. */
function hasOwner(folders: ReadonlySet<string>, path: string): boolean {
  for (let folder = dirname(path); folder !== ''; folder = dirname(folder))
    if (folders.has(folder)) return true
  return false
}

function pageAt(context: Context, path: string, columns: ReadonlySet<string> | null = null): ExportedPage {
  context.taken.add(path)
  const text = readPageText(context.source, path, context.files.get(path) ?? '', columns)
  const folder = folderOf(path)
  const databases = (context.tables.get(folder) ?? []).map((table) => databaseAt(context, table))
  const pages = (context.pages.get(folder) ?? [])
    .filter((child) => !context.taken.has(child))
    .map((child) => pageAt(context, child))
  return { ...text, path, pages, databases }
}

function databaseAt(context: Context, path: string): ExportedDatabase {
  context.taken.add(path)
  const [header = [], ...records] = readCsv(context, path)
  const columns = uniqueNames(header)
  const titleColumn = columns[0] ?? ''
  const waiting = rowPages(context, path)
  const rows = records.map((record): ExportedPage => {
    const title = record[0] ?? ''
    const properties = Object.fromEntries(columns.slice(1).map((name, at) => [name, record[at + 1] ?? '']))
    const file = waiting.get(title.trim())?.shift()
    if (file === undefined) return { path, title, properties, body: [], pages: [], databases: [] }
    const page = pageAt(context, file, new Set(columns))
    return { ...page, title: title || page.title, properties: { ...properties, ...page.properties } }
  })
  const unlisted = [...waiting.values()].flat().map((file) => pageAt(context, file, new Set(columns)))
  return {
    path,
    title: titleFromPath(path),
    columns: columns.length === 0 ? [titleColumn] : columns,
    rows: [...rows, ...unlisted],
  }
}

/** Files of the rows by the title in them, for rows of one title in the order of their files. */
function rowPages(context: Context, path: string): Map<string, string[]> {
  const byTitle = new Map<string, string[]>()
  for (const folder of new Set([folderOf(path), withoutId(folderOf(path))])) {
    for (const file of context.pages.get(folder) ?? []) {
      if (context.taken.has(file)) continue
      const title = headingOf(context.files.get(file) ?? '') ?? titleFromPath(file)
      byTitle.set(title, [...(byTitle.get(title) ?? []), file])
    }
  }
  return byTitle
}

function headingOf(markdown: string): string | null {
  return /^\s*#[ \t]+(.*)/.exec(markdown.slice(0, 2_000))?.[1]?.trim() ?? null
}

function readCsv(context: Context, path: string): string[][] {
  try {
    return parse(context.files.get(path) ?? '', {
      bom: true,
      relax_column_count: true,
      skip_empty_lines: true,
      max_record_size: LIMITS.bytesPerEntry,
    })
  } catch (error) {
    const why = error instanceof Error ? shownName(error.message) : ''
    throw refuseExport(
      context.source,
      `\`${shownName(path)}\` is not a table (${why}).`,
      'Export again from Notion as Markdown & CSV.',
    )
  }
}

/** Column names must differ: a second one of a name gets a number. */
function uniqueNames(names: readonly string[]): string[] {
  const seen = new Map<string, number>()
  return names.map((raw, index) => {
    const name = raw.trim() === '' ? `Column ${index + 1}` : raw.trim()
    const count = (seen.get(name) ?? 0) + 1
    seen.set(name, count)
    return count === 1 ? name : `${name} (${count})`
  })
}

/** The page, and before it the rows of databases of its own that are knowledge bases rather than lists. */
function withoutKnowledgeBases(page: ExportedPage): ExportedPage[] {
  const bases = page.databases.filter((database) =>
    database.rows.some((row) => row.body.some((block) => block.type === 'table')),
  )
  if (bases.length === 0) return [page]
  const kept = page.databases.filter((database) => !bases.includes(database))
  return [...bases.flatMap((database) => database.rows), { ...page, databases: kept }]
}
