import { absolute } from '../addresses.ts'
import { type Filter, filterOfName, filterQuery, passes } from '../filter.ts'
import { h, type Markup } from './element.ts'
import { type FeedLink, feedLinks, linkTo } from './feed-links.ts'
import { outwardLink } from './programme-details.ts'
import type { Scene } from './scene.ts'

/** One button for each kind of calendar, with what to expect of it. */
export function subscribe(scene: Scene): Markup {
  const { words } = scene
  return h(
    'section',
    { class: 'subscribe', id: 'subscribe', 'aria-labelledby': 'subscribe-title' },
    h('h2', { id: 'subscribe-title' }, words.subscribe),
    h('p', { class: 'hint' }, scene.hasFeed ? words.subscribeHint : words.notYet),
    scene.hasFeed ? ways(scene) : null,
  )
}

function ways(scene: Scene): Markup {
  const { words, addresses, slug } = scene
  const feed = absolute(addresses, addresses.feed(slug, null))
  const { google, apple, outlook, outlookWork } = feedLinks(feed, scene.title)
  const shared = sharedCalendar(scene)
  return [
    h(
      'ul',
      { class: 'ways' },
      shared === null
        ? null
        : way(outwardLink(shared, words.googleShared, words, 'button'), words.googleSharedHint),
      way(outwardLink(google.bare, words.google, words, 'button'), words.googleHint),
      way(h('a', { class: 'button', href: apple.bare }, words.apple), words.appleHint),
      way(
        outwardLink(outlook.bare, words.outlook, words, 'button'),
        words.outlookHint,
        outwardLink(outlookWork.bare, words.outlookWork, words, ''),
      ),
    ),
    h(
      'div',
      { class: 'copy' },
      h('label', { for: 'feed-address' }, words.address),
      h('input', { id: 'feed-address', type: 'url', readonly: true, value: feed }),
      h(
        'button',
        { type: 'button', 'data-copy': 'feed-address', 'data-copied': words.copied, hidden: true },
        words.copy,
      ),
      h('p', { class: 'hint' }, words.copyHint),
    ),
    choices(scene, feed),
  ]
}

function way(link: Markup, hint: string, other: Markup = null): Markup {
  return h('li', null, link, h('p', { class: 'hint' }, hint, other === null ? null : ' ', other))
}

function sharedCalendar({ bases, slug }: Scene): string | null {
  const only = bases.length === 1 ? bases[0] : bases.find(({ feed }) => feed.slug === slug)
  const id = only?.feed.sharedCalendar
  return id === undefined ? null : `https://calendar.google.com/calendar/r?cid=${encodeURIComponent(id)}`
}

/** Other feeds than the whole one, each with its ways: a file that is only opened would never change. */
function choices(scene: Scene, feed: string): Markup {
  const { words, bases, slug, addresses } = scene
  const base = bases.find((one) => one.feed.slug === slug) ?? (bases.length === 1 ? bases[0] : undefined)
  const holds = (filter: Filter) => scene.all.some(({ programme }) => passes(programme, filter))
  // A feed that holds nothing is not served, so nothing leads there.
  const named = (base?.feed.filters ?? []).filter((filter) => holds(filterOfName(filter)))
  const asked = feedFilter(scene.filter)
  const query = holds(asked) ? filterQuery(asked) : ''
  const addressOf = (path: string) => absolute(addresses, path)
  return h(
    'details',
    { class: 'choices', open: query !== '' },
    h('summary', null, words.more),
    h(
      'ul',
      null,
      addresses.answersQueries
        ? h(
            'li',
            { 'data-filtered-feed': '', hidden: query === '' },
            choice(words.filtered, scene.title, feed, query, scene),
          )
        : null,
      named.map(({ slug: name, title }) => {
        const address = addressOf(addresses.feed(base?.feed.slug ?? null, name))
        return h('li', null, choice(title, `${scene.title} · ${title}`, address, '', scene))
      }),
      h(
        'li',
        null,
        choice(words.history, scene.title, addressOf(addresses.feed(slug, 'history')), '', scene),
      ),
    ),
  )
}

function choice(text: string, name: string, feed: string, query: string, { words }: Scene): Markup {
  const { google, apple, outlook, address } = feedLinks(feed, name)
  const link = (kind: FeedLink, short: string) =>
    h(
      'a',
      {
        href: linkTo(kind, query),
        'data-bare': kind.bare,
        'data-inside': kind.isInside ? '' : undefined,
        ...(kind.isInside ? { target: '_blank', rel: 'noopener noreferrer' } : {}),
      },
      h('span', { class: 'quiet' }, `${text}: `),
      short,
      kind.isInside ? h('span', { class: 'quiet' }, ` (${words.newWindow})`) : null,
    )
  return [
    h('span', { class: 'choice' }, text),
    link(google, 'Google'),
    link(apple, 'Apple'),
    link(outlook, 'Outlook'),
    link(address, words.plainAddress),
  ]
}

// A feed follows what a programme is, not how it stands today: an entry must not leave it for having passed.
function feedFilter(filter: Filter): Filter {
  return { ...filter, openOnly: false }
}
