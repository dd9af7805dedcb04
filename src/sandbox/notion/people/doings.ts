import type { BlockSpec } from '../build.ts'
import type { PageSpec } from '../make.ts'
import type { Words } from '../rich-text.ts'
import type { Short } from '../shorthand.ts'

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
  /** Cuts a row and pastes it, in its own table or another: the same cells under a new id. Gives that id. */
  cutAndPasteRow(row: string, place?: Place, into?: string): string
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
