import { seoulDay } from '../lib/seoul.ts'
import { atomText } from './atom.ts'
import { baseFeed, entryFile, joinedFeed } from './feeds.ts'
import { EVERYTHING, type Filter } from './filter.ts'
import { shifted } from './page/month-calendar.ts'
import { notFound } from './page/not-found.ts'
import { owner } from './page/owner.ts'
import { page } from './page/page.ts'
import type { Language } from './page/words.ts'
import { programmesJson } from './programmes-json.ts'
import type { Resource } from './resource.ts'
import { type PageQuestion, type SiteOptions, scenes } from './scenes.ts'
import type { Published, PublishedBase } from './view.ts'
import { type Vocabulary, vocabulary } from './vocabulary.ts'

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
  /** A filter of an address without what nobody has. */
  readonly narrowed: Vocabulary['narrowed']
  /** A month of an address, where the calendar could show something or nearly so; else null. */
  month(asked: string | null): string | null
}

/** `now` in milliseconds is the moment deadlines are judged by. */
export function site(published: Published, now: number, options: SiteOptions): Site {
  const bases = published.bases.filter(({ feed }) => feed.access === 'public')
  const today = seoulDay(now)
  const sceneOf = scenes(bases, published.changedAt, now, options)
  const near = monthsAround(today)
  const lost: Partial<Record<Language, Resource>> = {}
  const bare = (language: Language) => sceneOf([], { slug: null, language, filter: EVERYTHING, month: null })
  return {
    bases,
    page(question) {
      const { slug } = question
      const chosen = slug === null ? bases : bases.filter(({ feed }) => feed.slug === slug)
      return slug !== null && chosen.length === 0 ? null : html(page(sceneOf(chosen, question)))
    },
    // Drawn once: it is what most made-up addresses get.
    notFound: (language) => {
      lost[language] ??= html(notFound(bare(language)))
      return lost[language]
    },
    owner: (language) => ({ ...html(owner(bare(language), published)), cache: 'no-store' }),
    feed(slug, name, filter) {
      if (slug === null) return joinedFeed(bases, name, filter, today, options)
      const base = bases.find((one) => one.feed.slug === slug)
      return base === undefined ? null : baseFeed(base, name, filter, today, options)
    },
    privateFeed(slug, name) {
      const base = published.bases.find(({ feed }) => feed.slug === slug && feed.access === 'private')
      return base === undefined ? null : baseFeed(base, name, EVERYTHING, today, options)
    },
    entry: (id) => entryFile(bases, id),
    json: () => programmesJson(bases, published.changedAt),
    atom: (language) => atomText(bases, language, published.changedAt, options),
    narrowed: vocabulary(bases.flatMap(({ programmes }) => programmes)).narrowed,
    month: (asked) => (asked !== null && near.has(asked) ? asked : null),
  }
}

/** Months that may be asked for: ten thousand years of them would each be a page to draw and keep. */
function monthsAround(today: string): ReadonlySet<string> {
  const month = today.slice(0, 7)
  return new Set(Array.from({ length: 49 }, (_, n) => shifted(month, n - 24)))
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
