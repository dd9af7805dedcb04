import type { BlockSpec } from './build.ts'
import { plainText, type RichText, runs, type Words } from './rich-text.ts'
import { findProperty, type Property } from './schema.ts'
import { optionId, type Short, shortValue } from './shorthand.ts'
import { type Block, holderOf, type Page, pageOf, type Store, stamped, touch } from './store.ts'
import { addPage, insertBlocks, known, liveChildren, type PageSpec, propertiesOf } from './world.ts'

/** Where a row or block is put among its siblings. */
export type Place = 'start' | 'end' | { readonly after: string }

/** What people do in the Notion app: the stamps of the block and its page move, and name the person. */
export type NotionPeople = {
  /** The same doings by another person. */
  as(person: string): NotionPeople
  editCell(row: string, column: number, words: Words): void
  addRow(table: string, cells: readonly Words[], place?: Place): string
  /** Drags a row (or any block) elsewhere within its parent: it keeps its id. */
  moveRow(row: string, place: Place): void
  deleteRow(row: string): void
  /** Cuts a row and pastes it: the same cells under a new id. Gives that id. */
  cutAndPasteRow(row: string, place?: Place): string
  addColumn(table: string, header: Words, index?: number): void
  moveColumn(table: string, from: number, to: number): void
  deleteColumn(table: string, index: number): void
  setHeaderRow(table: string, on: boolean): void
  addBlock(parent: string, block: BlockSpec, place?: Place): string
  editText(block: string, words: Words): void
  /** Deletes a block, and with it everything it holds. */
  deleteBlock(block: string): void
  addPage(spec: PageSpec): string
  set(page: string, property: string, value: Short): void
  setStatus(page: string, option: string | null, property?: string): void
  renamePage(page: string, title: Words): void
  trashPage(page: string): void
  restorePage(page: string): void
  /** Empties the trash of that page: it is as if it had never been. */
  deletePageForGood(page: string): void
  lockPage(page: string, locked?: boolean): void
  renameColumn(dataSource: string, from: string, to: string): void
  renameOption(dataSource: string, property: string, from: string, to: string): void
  addOption(dataSource: string, property: string, name: string, group?: string): void
  removeOption(dataSource: string, property: string, name: string): void
  comment(on: string, words: Words, discussion?: string): string
  /** Resolves the whole discussion that the comment belongs to. */
  resolveComment(comment: string): void
}

/** The doings of `person`. */
export function notionPeople(store: Store, person: string): NotionPeople {
  const edit = editing(store, person)
  return {
    as: (other) => notionPeople(store, other),
    ...tableDoings(store, person, edit),
    ...blockDoings(store, person, edit),
    ...pageDoings(store, person),
    ...columnDoings(store, person),
    ...commentDoings(store, person),
  }
}

type Edit = { block(id: string): Block; done(block: Block): void; page(id: string): Page }

function editing(store: Store, person: string): Edit {
  return {
    block: (id) => known(store.blocks.get(id), `block ${id}`),
    page: (id) => known(store.pages.get(id), `page ${id}`),
    done(block) {
      touch(store, block, person)
      const page = pageOf(store, block)
      if (page) touch(store, page, person)
    },
  }
}

function cellsOf(row: Block): RichText[][] {
  return [...(row.content.cells as RichText[][])]
}

type TableDoings = Pick<
  NotionPeople,
  | 'editCell'
  | 'addRow'
  | 'moveRow'
  | 'deleteRow'
  | 'cutAndPasteRow'
  | 'addColumn'
  | 'moveColumn'
  | 'deleteColumn'
  | 'setHeaderRow'
>

function tableDoings(store: Store, person: string, edit: Edit): TableDoings {
  const rowsOf = (table: string) => liveChildren(store, table).map(edit.block)
  const eachRow = (table: string, change: (cells: RichText[][], index: number) => void) => {
    for (const [index, row] of rowsOf(table).entries()) {
      const cells = cellsOf(row)
      change(cells, index)
      row.content = { cells }
    }
    const block = edit.block(table)
    const first = rowsOf(table)[0]
    if (first) block.content = { ...block.content, table_width: cellsOf(first).length }
    edit.done(block)
  }
  return {
    editCell(id, column, words) {
      const row = edit.block(id)
      const cells = cellsOf(row)
      if (column < 0 || column >= cells.length) throw new RangeError(`the row has no column ${column}`)
      cells[column] = runs(words)
      row.content = { cells }
      edit.done(row)
    },
    addRow(table, cells, place = 'end') {
      const width = edit.block(table).content.table_width as number
      const full = Array.from({ length: width }, (_, index) => runs(cells[index] ?? ''))
      return putIn(
        store,
        person,
        edit,
        table,
        { type: 'table_row', content: { cells: full }, children: [] },
        place,
      )
    },
    moveRow: (row, place) => moveBlock(store, edit, row, place),
    deleteRow: (row) => removeBlock(edit, row),
    cutAndPasteRow(id, place) {
      const row = edit.block(id)
      const table = known(row.parent.kind === 'block' ? row.parent.id : null, 'table of the row')
      const siblings = liveChildren(store, table)
      const before = siblings[siblings.indexOf(id) - 1]
      const where = place ?? (before === undefined ? 'start' : { after: before })
      removeBlock(edit, id)
      const pasted = { type: 'table_row', content: { cells: cellsOf(row) }, children: [] }
      return putIn(store, person, edit, table, pasted, where)
    },
    addColumn: (table, header, index) =>
      eachRow(
        table,
        (cells, row) => void cells.splice(index ?? cells.length, 0, row === 0 ? runs(header) : []),
      ),
    moveColumn: (table, from, to) =>
      eachRow(table, (cells) => void cells.splice(to, 0, ...cells.splice(from, 1))),
    deleteColumn: (table, index) => eachRow(table, (cells) => void cells.splice(index, 1)),
    setHeaderRow(table, on) {
      const block = edit.block(table)
      block.content = { ...block.content, has_column_header: on }
      edit.done(block)
    },
  }
}

function indexFor(children: readonly string[], place: Place): number {
  if (place === 'start') return 0
  return place === 'end' ? children.length : children.indexOf(place.after) + 1
}

function putIn(
  store: Store,
  person: string,
  edit: Edit,
  parent: string,
  spec: BlockSpec,
  place: Place,
): string {
  const holder = known(store.pages.get(parent) ?? store.blocks.get(parent), `parent ${parent}`)
  const [id] = insertBlocks(store, parent, [spec], person, indexFor(holder.children, place))
  const made = edit.block(known(id, 'new block'))
  edit.done(made)
  return made.id
}

function moveBlock(store: Store, edit: Edit, id: string, place: Place): void {
  const block = edit.block(id)
  const holder = known(holderOf(store, block.parent), `parent of ${id}`)
  holder.children = holder.children.filter((child) => child !== id)
  holder.children.splice(indexFor(holder.children, place), 0, id)
  edit.done(block)
}

function removeBlock(edit: Edit, id: string): void {
  const block = edit.block(id)
  block.trashed = true
  edit.done(block)
}

function blockDoings(
  store: Store,
  person: string,
  edit: Edit,
): Pick<NotionPeople, 'addBlock' | 'editText' | 'deleteBlock'> {
  return {
    addBlock: (parent, block, place = 'end') => putIn(store, person, edit, parent, block, place),
    editText(id, words) {
      const block = edit.block(id)
      block.content = { ...block.content, rich_text: runs(words) }
      edit.done(block)
    },
    deleteBlock(id) {
      removeBlock(edit, id)
      for (const page of pagesBelow(store, id)) page.trashed = true
    },
  }
}

function* pagesBelow(store: Store, id: string): Generator<Page> {
  const page = store.pages.get(id)
  if (page) yield page
  for (const child of (page ?? store.blocks.get(id))?.children ?? []) yield* pagesBelow(store, child)
}

type PageDoings = Pick<
  NotionPeople,
  | 'addPage'
  | 'set'
  | 'setStatus'
  | 'renamePage'
  | 'trashPage'
  | 'restorePage'
  | 'deletePageForGood'
  | 'lockPage'
>

function pageDoings(store: Store, person: string): PageDoings {
  const pageWith = (id: string) => known(store.pages.get(id), `page ${id}`)
  const column = (page: Page, name: string): Property =>
    known(findProperty(propertiesOf(store, page), name), `property ${name}`)
  const set = (id: string, name: string, short: Short) => {
    const page = pageWith(id)
    const property = column(page, name)
    page.values.set(property.id, shortValue(store, property, short))
    touch(store, page, person)
  }
  const trash = (id: string, trashed: boolean) => {
    const page = pageWith(id)
    page.trashed = trashed
    const block = store.blocks.get(id)
    if (block) block.trashed = trashed
    touch(store, page, person)
  }
  return {
    addPage: (spec) => addPage(store, spec, person),
    set,
    setStatus(id, option, property) {
      const status = propertiesOf(store, pageWith(id)).find((candidate) => candidate.type === 'status')
      set(id, property ?? known(status, 'status property').name, option)
    },
    renamePage(id, title) {
      const page = pageWith(id)
      page.values.set('title', { kind: 'text', text: runs(title) })
      const block = store.blocks.get(id)
      if (block) block.content = { title: plainText(runs(title)) }
      touch(store, page, person)
    },
    trashPage: (id) => trash(id, true),
    restorePage: (id) => trash(id, false),
    deletePageForGood(id) {
      const page = pageWith(id)
      if (page.parent.kind === 'dataSource') store.dataSources.get(page.parent.id)?.pages.delete(id)
      const holder = holderOf(store, page.parent)
      if (holder) holder.children = holder.children.filter((child) => child !== id)
      store.blocks.delete(id)
      store.pages.delete(id)
    },
    lockPage(id, locked = true) {
      pageWith(id).locked = locked
    },
  }
}

function columnDoings(
  store: Store,
  person: string,
): Pick<NotionPeople, 'renameColumn' | 'renameOption' | 'addOption' | 'removeOption'> {
  const change = (id: string, name: string, how: (property: Property) => void) => {
    const source = known(store.dataSources.get(id), `data source ${id}`)
    how(known(findProperty(source.properties, name), `property ${name}`))
    touch(store, source, person)
  }
  const option = (property: Property, name: string) =>
    known(
      property.options.find((candidate) => candidate.name === name),
      `option ${name}`,
    )
  return {
    renameColumn: (id, from, to) =>
      change(id, from, (property) => {
        property.name = to
      }),
    renameOption: (id, property, from, to) =>
      change(id, property, (column) => {
        option(column, from).name = to
      }),
    addOption: (id, property, name, group) =>
      change(id, property, (column) => {
        const made = optionId(store, column, name)
        if (group === undefined) return
        for (const each of column.groups) {
          const kept = each.optionIds.filter((other) => other !== made)
          each.optionIds.splice(0, each.optionIds.length, ...kept, ...(each.name === group ? [made] : []))
        }
      }),
    removeOption: (id, property, name) =>
      change(id, property, (column) => removeOption(store, id, column, option(column, name).id)),
  }
}

/** Takes an option out of a column and out of every page that has it (a status falls back to its default). */
function removeOption(store: Store, dataSource: string, column: Property, gone: string): void {
  column.options = column.options.filter((option) => option.id !== gone)
  for (const group of column.groups) {
    const index = group.optionIds.indexOf(gone)
    if (index >= 0) group.optionIds.splice(index, 1)
  }
  for (const id of store.dataSources.get(dataSource)?.pages ?? []) {
    const values = store.pages.get(id)?.values
    const value = values?.get(column.id)
    if (value?.kind === 'option' && value.option === gone)
      values?.set(column.id, { kind: 'option', option: column.groups[0]?.optionIds[0] ?? null })
    if (value?.kind === 'options')
      values?.set(column.id, {
        kind: 'options',
        options: value.options.filter((option) => option !== gone),
      })
  }
}

function commentDoings(store: Store, person: string): Pick<NotionPeople, 'comment' | 'resolveComment'> {
  return {
    comment(on, words, discussion) {
      const { id, createdAt } = stamped(store, person)
      store.comments.set(id, {
        id,
        discussionId: discussion ?? store.ids.uuid(),
        parent: { kind: store.pages.has(on) ? 'page' : 'block', id: on },
        text: runs(words),
        createdBy: person,
        createdAt,
        editedAt: createdAt,
        resolved: false,
      })
      return id
    },
    resolveComment(id) {
      const { discussionId } = known(store.comments.get(id), `comment ${id}`)
      for (const comment of store.comments.values())
        if (comment.discussionId === discussionId) comment.resolved = true
    },
  }
}
