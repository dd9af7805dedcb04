import type { Role } from '../columns/roles.ts'
import type { Derived } from '../programme.ts'
import { type RowSource, type Text, textsOf } from '../row-source.ts'
import { isUnsaid } from '../unsaid.ts'
import { distinct, fromColumn } from './derived.ts'
import { type Items, itemsIn } from './items.ts'

/** A cell of text and what it lists. */
export type List = Text & Items

/** The cells of a row with this role, taken apart. */
export function listsOf(source: RowSource, role: Role): readonly List[] {
  return textsOf(source, role)
    .map(withUnit)
    .map((text) => ({ ...text, ...itemsIn(text.text) }))
}

const bareFigure = /^(?:(?:최대|약|총)\s?)?\d[\d,.]*(?:\s?[~∼〜～-]\s?\d[\d,.]*)?$/u

/** `3,000` below `지원금 (단위: 만원)` is `3,000만원`: a number alone has the unit that its header names. */
function withUnit(text: Text): Text {
  const unit = /[([]\s?(?:단위\s?[:：]?\s?)?((?:천|만|십만|백만|천만|억)?원)\s?[)\]]/u.exec(text.header)?.[1]
  const figure = text.text.trim()
  return unit !== undefined && bareFigure.test(figure) ? { ...text, text: `${figure}${unit}` } : text
}

/** What the cells list; an item that says that nothing is known yet (`미정`, `추후 공지`) is none. */
export function itemsOf(lists: readonly List[]): readonly Derived<string>[] {
  return distinct(
    lists.flatMap(({ header, items }) =>
      items.filter((item) => !isUnsaid(item)).map((item) => fromColumn(item, header, item)),
    ),
    String,
  )
}

export function footnotesOf(lists: readonly List[]): readonly Derived<string>[] {
  return lists.flatMap(({ header, footnotes }) => footnotes.map((note) => fromColumn(note, header, note)))
}
