import type { BlockSpec } from '../build.ts'
import { insertBlocks } from '../make.ts'
import { runs } from '../rich-text.ts'
import { holderOf, known, type Page, type Store } from '../store.ts'
import type { NotionPeople, Place } from './doings.ts'
import type { Edit } from './edit.ts'

function indexFor(children: readonly string[], place: Place): number {
  if (place === 'start') return 0
  return place === 'end' ? children.length : children.indexOf(place.after) + 1
}

/** Makes a block among the children of `parent`. */
export function putIn(
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

export function moveBlock(store: Store, edit: Edit, id: string, place: Place): void {
  const block = edit.block(id)
  const holder = known(holderOf(store, block.parent), `parent of ${id}`)
  holder.children = holder.children.filter((child) => child !== id)
  holder.children.splice(indexFor(holder.children, place), 0, id)
  edit.done(block)
}

export function removeBlock(edit: Edit, id: string): void {
  const block = edit.block(id)
  block.trashed = true
  edit.done(block)
}

/** Doings with blocks of any kind. */
export function blockDoings(
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
