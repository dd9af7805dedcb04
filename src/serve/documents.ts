import { createHash } from 'node:crypto'
import { assets } from './assets.ts'
import type { Desk } from './desk.ts'
import { EVERYTHING, filterOf, filterQuery } from './filter.ts'
import { limit } from './limit.ts'
import type { ServerOptions } from './options.ts'
import { type Missing, type Says, tooMany } from './plain-answer.ts'
import { type Ask, type Handler, languageOf, question } from './request.ts'
import { opens } from './secrets.ts'
import type { Rendering } from './shelf.ts'
import { robots, type Site } from './site.ts'
import type { View } from './view.ts'

/** Everything that is drawn from the published state, by path. */
export function documents(
  front: Desk,
  view: View,
  server: ServerOptions,
  says: Says,
  missing: Missing,
): Readonly<Record<string, Handler>> {
  const fixed = (c: Ask, address: string, render: (site: Site) => Rendering) =>
    front.answer(c, address, 'stamped', render, missing)
  const feed = (c: Ask, slug: string | null, name: string | null) => {
    const query = question(c)
    const filter =
      query === null ? EVERYTHING : { ...front.site().narrowed(filterOf(query)), openOnly: false }
    const asked = query === null ? '' : filterQuery(filter)
    const address = `feed ${slug ?? ''} ${name ?? ''} ${asked}`
    return front.answer(
      c,
      address,
      asked === '' ? 'stamped' : 'asked',
      (site) => site.feed(slug, name, filter),
      missing,
    )
  }
  const tokens = limit(server.requestsPerMinute)
  const privateFeed = (c: Ask, slug: string, name: string | null) => {
    const base = view.current().bases.find((one) => one.feed.slug === slug && one.feed.access === 'private')
    const token = c.req.param('token') ?? ''
    // Hashed and compared even where there is no such feed, so that time does not tell which slugs exist.
    const fits = opens(token, base?.feed.tokens ?? [NO_TOKEN])
    if (base === undefined || !fits) return missing(c, null)
    // Counted besides the client: a token that went round is asked from everywhere. Kept as a hash, never as it is.
    const wait = tokens(createHash('sha256').update(token).digest('base64url'))
    return wait > 0
      ? tooMany(says, wait)
      : fixed(c, `private ${slug} ${name ?? ''}`, (site) => site.privateFeed(slug, name))
  }
  return {
    '/': (c) => page(c, null, front, server, missing),
    '/calendar.ics': (c) => feed(c, null, null),
    '/history.ics': (c) => feed(c, null, 'history'),
    '/calendars/:file': (c) => {
      const slug = withoutEnding(c.req.param('file'))
      return slug === null ? page(c, c.req.param('file') ?? '', front, server, missing) : feed(c, slug, null)
    },
    // As the static files have it: a link to them goes on working.
    '/calendars/:file/': (c) => page(c, c.req.param('file') ?? '', front, server, missing),
    '/calendars/:slug/:file': (c) => {
      const name = withoutEnding(c.req.param('file'))
      return name === null ? missing(c, null) : feed(c, c.req.param('slug') ?? '', name)
    },
    '/private/:token/:file': (c) => {
      const slug = withoutEnding(c.req.param('file'))
      return slug === null ? missing(c, null) : privateFeed(c, slug, null)
    },
    '/private/:token/:slug/:file': (c) => {
      const name = withoutEnding(c.req.param('file'))
      return name === null ? missing(c, null) : privateFeed(c, c.req.param('slug') ?? '', name)
    },
    '/entries/:file': (c) => {
      const id = withoutEnding(c.req.param('file'))
      return id === null || !/^[a-z0-9]{1,64}$/.test(id)
        ? missing(c, null)
        : front.answer(c, `entry ${id}`, 'asked', (site) => site.entry(id), missing)
    },
    '/programmes.json': (c) => fixed(c, 'json', (site) => site.json()),
    '/feed.atom': (c) => {
      const language = languageOf(c, question(c), server.language)
      return fixed(c, `atom ${language}`, (site) => site.atom(language))
    },
    '/robots.txt': (c) => fixed(c, 'robots', robots),
    '/favicon.svg': (c) => fixed(c, 'favicon', () => asset(assets().name('favicon.svg'))),
    '/favicon.ico': (c) => fixed(c, 'favicon', () => asset(assets().name('favicon.svg'))),
    '/assets/:file': (c) => {
      const name = c.req.param('file') ?? ''
      return known(name)
        ? front.answer(c, `asset ${name}`, 'kept', () => asset(name), missing)
        : missing(c, null)
    },
    '/assets/:folder/:file': (c) => {
      const name = `${c.req.param('folder')}/${c.req.param('file')}`
      return known(name)
        ? front.answer(c, `asset ${name}`, 'kept', () => asset(name), missing)
        : missing(c, null)
    },
  }
}

const NO_TOKEN = '0'.repeat(64)

function page(c: Ask, slug: string | null, front: Desk, server: ServerOptions, missing: Missing) {
  const query = question(c)
  const language = languageOf(c, query, server.language)
  const filter = query === null ? EVERYTHING : front.site().narrowed(filterOf(query))
  const month = front.site().month(query?.get('month') ?? null)
  const asked = filterQuery(filter)
  const address = `page ${language} ${slug ?? ''} ${month ?? ''} ${asked}`
  const draw = (site: Site): Rendering => {
    const drawn = site.page({ slug, language, filter, month })
    if (drawn === null) return null
    return { ...drawn, headers: { vary: 'accept-language', 'content-language': language } }
  }
  return front.answer(c, address, month === null && asked === '' ? 'stamped' : 'asked', draw, missing)
}

function withoutEnding(file: string | undefined): string | null {
  return file?.endsWith('.ics') ? file.slice(0, -4) : null
}

function known(name: string): boolean {
  return assets().files.has(name)
}

function asset(name: string): Rendering {
  return assets().files.get(name)?.() ?? null
}
