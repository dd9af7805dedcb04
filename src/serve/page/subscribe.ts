import { absolute } from '../addresses.ts'
import { type Filter, filterQuery } from '../filter.ts'
import { h, type Markup } from './element.ts'
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
  const webcal = feed.replace(/^https?:/, 'webcal:')
  const shared = sharedCalendar(scene)
  const google = `https://calendar.google.com/calendar/r?cid=${encodeURIComponent(webcal)}`
  const outlook = `https://outlook.live.com/calendar/0/addfromweb?${new URLSearchParams({ url: feed, name: scene.title })}`
  return [
    h(
      'ul',
      { class: 'ways' },
      shared === null
        ? null
        : way(outwardLink(shared, words.googleShared, words, 'button'), words.googleSharedHint),
      way(outwardLink(google, words.google, words, 'button'), words.googleHint),
      way(h('a', { class: 'button', href: webcal }, words.apple), words.appleHint),
      way(outwardLink(outlook, words.outlook, words, 'button'), words.outlookHint),
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

function way(link: Markup, hint: string): Markup {
  return h('li', null, link, h('p', { class: 'hint' }, hint))
}

function sharedCalendar({ bases, slug }: Scene): string | null {
  const only = bases.length === 1 ? bases[0] : bases.find(({ feed }) => feed.slug === slug)
  const id = only?.feed.sharedCalendar
  return id === undefined ? null : `https://calendar.google.com/calendar/r?cid=${encodeURIComponent(id)}`
}

function choices(scene: Scene, feed: string): Markup {
  const { words, bases, slug, addresses } = scene
  const base = bases.find((one) => one.feed.slug === slug) ?? (bases.length === 1 ? bases[0] : undefined)
  const named = (base?.feed.filters ?? []).map((filter) => ({
    href: addresses.feed(base?.feed.slug ?? null, filter.slug),
    text: filter.title,
  }))
  const query = filterQuery(feedFilter(scene.filter))
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
            { 'data-filtered-feed': feed, hidden: query === '' },
            h('a', { href: `${feed}?${query}` }, words.filtered),
          )
        : null,
      named.map(({ href, text }) => h('li', null, h('a', { href }, text))),
      h('li', null, h('a', { href: addresses.feed(slug, 'history') }, words.history)),
    ),
  )
}

// A feed follows what a programme is, not how it stands today: an entry must not leave it for having passed.
function feedFilter(filter: Filter): Filter {
  return { ...filter, openOnly: false }
}
