import { addDays } from '../../lib/seoul.ts'
import type { Item } from '../items.ts'
import { h, type Markup } from './element.ts'
import type { Scene } from './scene.ts'
import { mondayOf, rangeWords } from './words-of-time.ts'

/** More deadlines than this, and far weeks are laid out only when they come near. */
const LONG = 100

/** Deadlines ahead that one page holds: ten thousand rows are 20 MB, more than a phone can show. */
const AHEAD = 1_000

/** Past deadlines shown; the rest is in the data and in the full feed. */
const PAST = 200

/** Deadlines ahead, grouped by week from Monday, and the past ones folded away below. */
export function weekList(scene: Scene): Markup {
  const { words, shown, undated, all, allUndated } = scene
  const found = shown.length + undated.length
  const total = all.length + allUndated.length
  const ahead = shown.filter(({ standing }) => standing !== 'closed')
  const past = shown.filter(({ standing }) => standing === 'closed').reverse()
  return h(
    'section',
    {
      class: shown.length > LONG ? 'list long' : 'list',
      id: 'list',
      'aria-labelledby': 'list-title',
      tabindex: '-1',
    },
    h('h2', { id: 'list-title' }, words.list),
    h(
      'p',
      { class: 'shown', role: 'status', 'data-shown': '' },
      found < total ? words.shown.replace('{shown}', String(found)).replace('{all}', String(total)) : '',
    ),
    ahead.length === 0 ? h('p', { class: 'none' }, emptyWords(scene)) : null,
    h(
      'p',
      { class: 'none', 'data-none': '', hidden: true },
      words.noneMatch,
      // The script of static files searches what they hold.
      scene.addresses.answersQueries || holdsAll(scene) ? null : ` ${words.notAll}`,
    ),
    byWeek(ahead.slice(0, AHEAD)).map(({ monday, items }) => week(monday, items, scene)),
    ahead.length > AHEAD
      ? h('p', { class: 'hint' }, words.aheadRest(ahead.length - AHEAD, scene.addresses.answersQueries))
      : null,
    past.length === 0 ? null : pastList(past, scene),
  )
}

/** Whether the list holds everything, so that it can be filtered without the server. */
export function holdsAll({ all }: Pick<Scene, 'all'>): boolean {
  const past = all.filter(({ standing }) => standing === 'closed').length
  return past <= PAST && all.length - past <= AHEAD
}

function emptyWords({ all, shown, undated, words }: Scene): string {
  if (all.length === 0) return words.listNoneYet
  if (shown.length > 0) return words.listNone
  return undated.length > 0 ? words.noneDated : words.noneMatch
}

function week(monday: string, items: readonly Item[], scene: Scene): Markup {
  const { words, language, today } = scene
  const thisMonday = mondayOf(today)
  const range = rangeWords(monday, addDays(monday, 6), language, today)
  const name =
    monday === thisMonday ? words.thisWeek : monday === addDays(thisMonday, 7) ? words.nextWeek : null
  return h(
    'section',
    { class: 'week', 'data-group': '' },
    h('h3', null, name === null ? range : [name, ' ', h('span', null, range)]),
    h(
      'ol',
      null,
      items.map((item) => scene.row(item)),
    ),
  )
}

function pastList(items: readonly Item[], scene: Scene): Markup {
  return h(
    'details',
    { class: 'past', 'data-group': '' },
    h(
      'summary',
      null,
      h('h3', null, scene.words.past, ' ', h('span', null, scene.words.count(items.length))),
    ),
    h(
      'ol',
      null,
      items.slice(0, PAST).map((item) => scene.row(item)),
    ),
    items.length > PAST ? h('p', { class: 'hint' }, scene.words.pastRest(items.length - PAST)) : null,
  )
}

function byWeek(items: readonly Item[]): readonly { monday: string; items: readonly Item[] }[] {
  const weeks = Map.groupBy(items, ({ closesDay }) => mondayOf(closesDay))
  return [...weeks].map(([monday, inWeek]) => ({ monday, items: inWeek }))
}
