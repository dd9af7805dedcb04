import type { Item } from '../items.ts'
import { h, type Markup } from './element.ts'
import type { Words } from './words.ts'

/** D-day by number, and the standing by word: colour alone says nothing. */
export function badge(item: Item, words: Words): Markup {
  const { standing, days } = item
  const word = words.standing[standing]
  const count = words.badge(standing, days)
  return h(
    'span',
    { class: `badge ${standing}` },
    h('b', null, count),
    word === count ? null : h('span', null, word),
  )
}
