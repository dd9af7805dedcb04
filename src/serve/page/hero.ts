import type { Item } from '../items.ts'
import { h, type Markup } from './element.ts'
import { isOpen, title } from './row.ts'
import type { Scene } from './scene.ts'
import { dayWords } from './words-of-time.ts'

/** The name of the page, how much is open, and what closes next. */
export function hero(scene: Scene): Markup {
  const { words, all, allUndated } = scene
  const open = all.filter(isOpen)
  const week = open.filter(({ days }) => days <= 7)
  const endless = allUndated.filter(({ standing }) => standing === 'endless')
  return h(
    'section',
    { class: 'hero' },
    h(
      'div',
      { class: 'about' },
      h('h1', { lang: scene.titleLanguage }, scene.title),
      scene.description === '' ? null : h('p', { class: 'description', lang: 'ko' }, scene.description),
      h('p', { class: 'lead' }, words.lead(calls(open) + endless.length, calls(week))),
      h(
        'p',
        { class: 'updated' },
        words.updated,
        ' ',
        h('time', { datetime: scene.changedAt }, words.clock(seoulMinute(scene.changedAt))),
        // Files are drawn when they are published, and count from that day whenever they are read.
        scene.addresses.answersQueries
          ? null
          : ` · ${words.countedOn(dayWords(scene.today, scene.language, scene.today))}`,
      ),
      scene.hasFeed
        ? h('p', { class: 'actions' }, h('a', { class: 'button first', href: '#subscribe' }, words.subscribe))
        : null,
    ),
    next(open[0] ?? all.find(({ standing }) => standing === 'upcoming'), scene),
  )
}

/** A call of several rounds is one call. */
function calls(found: readonly Item[]): number {
  return new Set(found.map(({ programme }) => programme)).size
}

function next(item: Item | undefined, scene: Scene): Markup {
  const { words, language, today } = scene
  if (item === undefined) return h('p', { class: 'next none' }, words.nothingAhead)
  const time = item.closesTime === null ? '' : ` ${words.until(item.closesTime)}`
  return h(
    'a',
    { class: `next ${item.standing}`, href: `#${item.entry.id}` },
    h('span', { class: 'label' }, words.next),
    h('b', null, words.badge(item.standing, item.days)),
    h('span', { class: 'name', lang: 'ko' }, title(item)),
    h('span', { class: 'when' }, `${dayWords(item.closesDay, language, today)}${time}`),
  )
}

function seoulMinute(instant: string): string {
  const seoul = new Date(Date.parse(instant) + 9 * 3_600_000).toISOString()
  return `${seoul.slice(0, 10).replaceAll('-', '.')} ${seoul.slice(11, 16)}`
}
