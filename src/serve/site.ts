import { seoulDay } from '../lib/seoul.ts'
import type { Addresses } from './addresses.ts'
import { type Assets, assets } from './assets.ts'
import { atomText } from './atom.ts'
import { baseFeed, entryFeed, joinedFeed } from './feeds.ts'
import { EVERYTHING, type Filter, passes } from './filter.ts'
import { items, undated } from './items.ts'
import { notFound } from './page/not-found.ts'
import { owner } from './page/owner.ts'
import { page } from './page/page.ts'
import { isOpen } from './page/row.ts'
import type { Scene } from './page/scene.ts'
import { type Language, WORDS } from './page/words.ts'
import { programmesJson } from './programmes-json.ts'
import type { Resource } from './resource.ts'
import type { Published, PublishedBase } from './view.ts'

/** What a page is asked for. */
export type PageQuestion = {
  readonly slug: string | null
  readonly language: Language
  readonly filter: Filter
  /** `YYYY-MM`, or null for the present month. */
  readonly month: string | null
}

/** Draws everything that strangers may see out of one state at one moment. Server and static files share it. */
export type Site = {
  /** Null where there is no such knowledge base for strangers. */
  page(question: PageQuestion): Resource | null
  notFound(language: Language): Resource
  owner(language: Language): Resource
  /** Null where nothing is published under that name; `empty` where nothing has been read yet. */
  feed(slug: string | null, name: string | null, filter: Filter): Resource | 'empty' | null
  /** A private knowledge base's feed, for one who has shown a token. */
  privateFeed(slug: string, name: string | null): Resource | 'empty' | null
  entry(id: string): Resource | null
  json(): Resource
  atom(language: Language): Resource
  readonly bases: readonly PublishedBase[]
}

export type SiteOptions = { readonly addresses: Addresses; readonly title: string }

/** `now` in milliseconds is the moment deadlines are judged by. */
export function site(published: Published, now: number, options: SiteOptions): Site {
  const bases = published.bases.filter(({ feed }) => feed.access === 'public')
  const { addresses, title } = options
  const context: Context = { bases, published, now, addresses, title, files: assets() }
  const named = (slug: string) => bases.find(({ feed }) => feed.slug === slug)
  const today = seoulDay(now)
  return {
    bases,
    page({ slug, language, filter, month }) {
      const chosen = slug === null ? bases : bases.filter(({ feed }) => feed.slug === slug)
      if (slug !== null && chosen.length === 0) return null
      return html(page(scene(context, chosen, slug, language, filter, month ?? today.slice(0, 7))))
    },
    notFound: (language) => html(notFound(scene(context, [], null, language, EVERYTHING, today.slice(0, 7)))),
    owner: (language) => {
      const drawn = owner(scene(context, [], null, language, EVERYTHING, today.slice(0, 7)), published.bases)
      return { ...html(drawn), cache: 'no-store' }
    },
    feed(slug, name, filter) {
      if (slug === null) return joinedFeed(bases, name, filter, today, options)
      const base = named(slug)
      return base === undefined ? null : baseFeed(base, name, filter, today, options)
    },
    privateFeed(slug, name) {
      const base = published.bases.find(({ feed }) => feed.slug === slug && feed.access === 'private')
      return base === undefined ? null : baseFeed(base, name, EVERYTHING, today, options)
    },
    entry: (id) => entryFeed(bases, id, today, options),
    json: () => programmesJson(bases, published.changedAt),
    atom: (language) => atomText(bases, language, published.changedAt, options),
  }
}

type Context = {
  readonly bases: readonly PublishedBase[]
  readonly published: Published
  readonly now: number
  readonly addresses: Addresses
  readonly title: string
  readonly files: Assets
}

function scene(
  context: Context,
  chosen: readonly PublishedBase[],
  slug: string | null,
  language: Language,
  filter: Filter,
  month: string,
): Scene {
  const { addresses, now } = context
  const all = items(chosen, now)
  const without = undated(chosen)
  const only = chosen.length === 1 ? chosen[0] : undefined
  return {
    language,
    words: WORDS[language],
    addresses,
    asset: (name) => addresses.asset(context.files.name(name)),
    title: only === undefined ? context.title : titleIn(only, language),
    titleLanguage: language === 'en' && only?.feed.titleEn !== undefined ? 'en' : 'ko',
    description: only?.feed.description ?? '',
    slug,
    bases: context.bases,
    all,
    shown: all.filter((item) => passes(item.programme, filter) && (!filter.openOnly || isOpen(item))),
    undated: without.filter((programme) => passes(programme, filter)),
    total: all.length + without.length,
    filter,
    month,
    today: seoulDay(now),
    changedAt: context.published.changedAt,
    hasFeed: chosen.some(({ rows }) => rows.length > 0),
  }
}

function titleIn({ feed }: PublishedBase, language: Language): string {
  return language === 'en' ? (feed.titleEn ?? feed.title) : feed.title
}

function html(text: string): Resource {
  return {
    type: 'text/html; charset=utf-8',
    bytes: Buffer.from(text),
    encodings: ['br', 'gzip'],
    cache: 'public, max-age=60',
    headers: {},
  }
}

/** Allows everything: a missing or failing `robots.txt` has kept Google from reading feeds. */
export function robots(): Resource {
  return {
    type: 'text/plain; charset=utf-8',
    bytes: Buffer.from('User-agent: *\nAllow: /\n'),
    encodings: [],
    cache: 'public, max-age=86400',
    headers: {},
  }
}
