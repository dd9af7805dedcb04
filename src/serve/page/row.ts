import { encodedUrl } from '../../sinks/public-feed/ical-text.ts'
import type { Item } from '../items.ts'
import { badge } from './badge.ts'
import { h, type Markup, safeLink } from './element.ts'
import { googleEntryLink } from './google-entry-link.ts'
import { outwardLink, programmeDetails } from './programme-details.ts'
import type { Scene } from './scene.ts'
import { dayWords } from './words-of-time.ts'

/** One deadline: a line that opens to its details, without any script. */
export function row(item: Item, scene: Scene): Markup {
  const { programme, entry } = item
  const { words, language } = scene
  const [, month = '', day = ''] = item.closesDay.split('-')
  return h(
    'li',
    {
      class: `row ${item.standing}`,
      id: entry.id,
      'data-key': entry.id,
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
          h('b', { 'aria-hidden': 'true' }, String(Number(day))),
          h('span', { 'aria-hidden': 'true' }, shortMonth(Number(month), item.closesDay, scene)),
          h('span', { class: 'quiet' }, dayWords(item.closesDay, language)),
        ),
        h(
          'span',
          { class: 'what' },
          h('span', { class: 'name', lang: 'ko' }, title(item)),
          h(
            'span',
            { class: 'by' },
            h('span', null, item.closesTime === null ? words.endOfDay : words.until(item.closesTime)),
            programme.hosts.length === 0 ? null : h('span', { lang: 'ko' }, programme.hosts.join(', ')),
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

/** Whether one can apply at this moment. */
export function isOpen({ standing }: Pick<Item, 'standing'>): boolean {
  return standing !== 'closed' && standing !== 'upcoming'
}

function actions(item: Item, scene: Scene): Markup {
  const { words, addresses } = scene
  const link = safeLink(item.programme.links[0] ?? '')
  return h(
    'p',
    { class: 'actions' },
    link === null ? null : outwardLink(encodedUrl(link) ?? link, words.visit, words, 'button first'),
    h('a', { href: addresses.entry(item.entry.id), class: 'button', download: '' }, words.addFile),
    outwardLink(googleEntryLink(item.entry.content), words.addGoogle, words, 'button'),
  )
}

function shortMonth(month: number, day: string, { language }: Scene): string {
  const weekday = new Intl.DateTimeFormat(language, { weekday: 'short', timeZone: 'UTC' })
  const name = new Intl.DateTimeFormat(language, { month: 'short', timeZone: 'UTC' })
  const date = new Date(`${day}T00:00:00Z`)
  return language === 'ko'
    ? `${month}월 ${weekday.format(date)}`
    : `${weekday.format(date)} ${name.format(date)}`
}
