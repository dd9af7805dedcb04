import { type Block, known, type Page, pageOf, type Store, touch } from '../store.ts'

/** What an edit needs: the thing, and the stamps moved when it is done. */
export type Edit = { block(id: string): Block; done(block: Block): void; page(id: string): Page }

/** The edits of `person`. */
export function editing(store: Store, person: string): Edit {
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
