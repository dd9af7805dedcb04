import { cut } from '../../lib/text.ts'
import type { PublicProgramme } from '../../plan/publication.ts'
import type { Item } from '../items.ts'
import { badge } from './badge.ts'
import { h, type Markup, safeLink } from './element.ts'
import { googleEntryLink } from './google-entry-link.ts'
import { outwardLink, programmeDetails } from './programme-details.ts'
import type { Scene } from './scene.ts'
import { dayWords, shortDay } from './words-of-time.ts'

type RowScene = Pick<Scene, 'language' | 'words' | 'addresses' | 'today'>

/** One deadline: a line that opens to its details, without any script. */
export function row(item: Item, scene: RowScene): Markup {
  const { programme, entry } = item
  const { words, language, today } = scene
  return h(
    'li',
    {
      class: `row ${item.standing}`,
      id: entry.id,
      'data-open': isOpen(item) ? '1' : '0',
    },
    h(
      'details',
      null,
      h(
        'summary',
        null,
        h(
          'time',
          { class: 'date', datetime: entry.closes },
          h('b', { 'aria-hidden': 'true' }, String(Number(item.closesDay.slice(8)))),
          h('span', { 'aria-hidden': 'true' }, shortDay(item.closesDay, language, today)),
          h('span', { class: 'quiet' }, dayWords(item.closesDay, language, today)),
        ),
        h(
          'span',
          { class: 'what' },
          h('span', { class: 'name', lang: 'ko' }, title(item)),
          h(
            'span',
            { class: 'by' },
            h('span', null, item.closesTime === null ? words.endOfDay : words.until(item.closesTime)),
            programme.hosts.length === 0 ? null : h('span', { lang: 'ko' }, hostsInShort(programme)),
          ),
        ),
        badge(item, words),
      ),
      h(
        'div',
        { class: 'inside' },
        programmeDetails(programme, words, programme.period.understood[language]),
        actions(item, scene),
      ),
    ),
  )
}

export function title({ programme, entry }: Item): string {
  return entry.label === '' ? programme.name : `${programme.name} · ${entry.label}`
}

const HOSTS_LENGTH = 80

/** The hosts in a line: all of them stand in the details. */
export function hostsInShort({ hosts }: Pick<PublicProgramme, 'hosts'>): string {
  return cut(hosts.join(', '), HOSTS_LENGTH)
}

/** Whether one can apply at this moment. */
export function isOpen({ standing }: Pick<Item, 'standing'>): boolean {
  return standing !== 'closed' && standing !== 'upcoming'
}

function actions(item: Item, scene: RowScene): Markup {
  const { words, addresses } = scene
  const link = safeLink(item.programme.links[0] ?? '')
  return h(
    'p',
    { class: 'actions' },
    link === null ? null : outwardLink(link, words.visit, words, 'button first'),
    h('a', { href: addresses.entry(item.entry.id), class: 'button', download: '' }, words.addFile),
    outwardLink(googleEntryLink(item.entry.content), words.addGoogle, words, 'button'),
  )
}
