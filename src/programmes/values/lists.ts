import type { Role } from '../columns/roles.ts'
import type { Derived } from '../programme.ts'
import { type RowSource, type Text, textsOf } from '../row-source.ts'
import { distinct, fromColumn } from './derived.ts'
import { type Items, itemsIn } from './items.ts'

/** A cell of text and what it lists. */
export type List = Text & Items

/** The cells of a row with this role, taken apart. */
export function listsOf(source: RowSource, role: Role): readonly List[] {
  return textsOf(source, role).map((text) => ({ ...text, ...itemsIn(text.text) }))
}

export function itemsOf(lists: readonly List[]): readonly Derived<string>[] {
  return distinct(
    lists.flatMap(({ header, items }) => items.map((item) => fromColumn(item, header, item))),
    String,
  )
}

export function footnotesOf(lists: readonly List[]): readonly Derived<string>[] {
  return lists.flatMap(({ header, footnotes }) => footnotes.map((note) => fromColumn(note, header, note)))
}
