import { plainText } from './rich-text.ts'
import { emptyValue, type Property } from './schema.ts'
import type { Page, Store } from './store.ts'

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

/** Children that are not in the trash, in order. A page and its `child_page` block share an id: the page's body wins. */
export function liveChildren(store: Store, id: string): string[] {
  const holder = store.pages.get(id) ?? store.blocks.get(id)
  return (holder?.children ?? []).filter((child) => !store.blocks.get(child)?.trashed)
}

/** Ids of the tables below a page or block, in reading order. */
export function* tablesBelow(store: Store, id: string): Generator<string> {
  for (const child of liveChildren(store, id)) {
    if (store.blocks.get(child)?.type === 'table') yield child
    else yield* tablesBelow(store, child)
  }
}

/** Cells of a row as plain text. */
export function rowText(store: Store, row: string): string[] {
  const cells = store.blocks.get(row)?.content.cells
  return Array.isArray(cells) ? cells.map(plainText) : []
}

/** A property of a page as people read it. */
export function valueText(store: Store, page: Page, property: Property): string {
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
