import type { Cell, Document, Row, Table } from '../../../documents/document.ts'
import { clean, oneLine } from '../../../lib/text.ts'
import type { Page, PropertyValue } from '../api/schema.ts'
import { namesOf, optionName, personName, propertyCell, takesWords } from './property.ts'
import { EMPTY_CELL } from './rich-text.ts'

/** Which properties of a data source carry what a document says of itself: ids, as Notion gives them. */
export type PageProperties = { readonly status: string | null; readonly tags: string | null }

/** A page without its body. */
export type Head = Omit<Document, 'sections' | 'notes' | 'tables'> & { readonly table: Table }

/** What the properties of a page say: title, tags, status, people, times, and all of them as a table of one row. */
export function headOf(page: Page, ids: PageProperties): Head {
  const properties = Object.values(page.properties)
  const byId = (id: string | null) => properties.find((property) => property.id === id)
  const byType = (type: string) => properties.find((property) => property.type === type)
  const title = byType('title')
  const tags = byId(ids.tags)
  return {
    id: page.id,
    url: page.url,
    title: oneLine((title && propertyCell(title)?.text) ?? ''),
    tags: tags?.type === 'multi_select' ? namesOf(tags.multi_select).map(clean) : [],
    status: optionName(byId(ids.status)),
    createdBy: personName(byType('created_by')),
    editedBy: personName(byType('last_edited_by')),
    createdAt: page.created_time,
    editedAt: page.last_edited_time,
    table: pageTable(page, ids.status),
  }
}

/** The rows of a database as a table: the title first, then the properties by name. */
export function rowsOf(pages: readonly Page[]): { columns: readonly string[]; rows: readonly Row[] } {
  const columns = columnsOf(pages)
  return { columns, rows: pages.map((page) => rowOf(page, columns)) }
}

/** One page as a row under `columns`; a column that it lacks is empty. */
export function rowOf(page: Page, columns: readonly string[]): Row {
  return {
    id: page.id,
    cells: columns.map((name): Cell => {
      const value = page.properties[name]
      return (value && propertyCell(value)) ?? EMPTY_CELL
    }),
    url: page.url === '' ? null : page.url,
    createdAt: page.created_time,
  }
}

/** Names of the properties that read as cells, the title first; sorted, because Notion promises no order. */
export function columnsOf(pages: readonly Page[]): readonly string[] {
  const found = new Map<string, PropertyValue>()
  for (const page of pages) {
    for (const [name, value] of Object.entries(page.properties)) {
      if (propertyCell(value) !== null) found.set(name, value)
    }
  }
  const rank = (name: string) => (found.get(name)?.type === 'title' ? 0 : 1)
  return [...found.keys()].sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1))
}

/**
 * Which of `columns` take no words, as part of a table; nothing where all do. The property whose id is `status` takes
 * none: it is kept by rules of its own, under whatever name.
 */
export function wordlessOf(
  pages: readonly Page[],
  columns: readonly string[],
  status: string | null = null,
): Pick<Table, 'wordless'> {
  const [first] = pages
  const wordless = columns.flatMap((name, index) => {
    const property = first?.properties[name]
    return property && (property.id === status || !takesWords(property)) ? index : []
  })
  return wordless.length > 0 ? { wordless } : {}
}

function pageTable(page: Page, status: string | null): Table {
  const columns = columnsOf([page])
  return {
    id: page.id,
    kind: 'page',
    title: '',
    columns,
    titleColumn: 0,
    ...wordlessOf([page], columns, status),
    headerRow: false,
    headerColumn: false,
    rows: [rowOf(page, columns)],
  }
}
