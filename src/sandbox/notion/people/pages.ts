import { propertiesOf } from '../look.ts'
import { addPage } from '../make.ts'
import { plainText, runs } from '../rich-text.ts'
import { findProperty, type Property } from '../schema.ts'
import { type Short, shortValue } from '../shorthand.ts'
import { holderOf, known, type Page, type Store, touch } from '../store.ts'
import type { NotionPeople } from './doings.ts'

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

/** Doings with pages and their properties. */
export function pageDoings(store: Store, person: string): PageDoings {
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
