import type { Language } from './page/words.ts'

/** Where everything stands, as paths below the public address. Server and static files differ in how a language is named. */
export type Addresses = {
  /** Absolute, ends in `/`. */
  readonly root: string
  page(slug: string | null, language: Language): string
  /** The page in whatever language its reader has. */
  anyPage(slug: string | null): string
  feed(slug: string | null, name: string | null): string
  entry(id: string): string
  atom(language: Language): string
  readonly json: string
  asset(name: string): string
  /** Whether the address of a page may carry a question (`?field=…`) that the answer follows. */
  readonly answersQueries: boolean
}

/** Addresses of the server. `root` as in the settings, with `/` at its end. */
export function serverAddresses(root: string): Addresses {
  return {
    ...common(root),
    page: (slug, language) => `${base(root)}${slug === null ? '' : `calendars/${slug}`}?lang=${language}`,
    anyPage: (slug) => `${base(root)}${slug === null ? '' : `calendars/${slug}`}`,
    atom: (language) => `${base(root)}feed.atom?lang=${language}`,
    answersQueries: true,
  }
}

/** Addresses of the static files: a folder for each page, the main language at the top. */
export function fileAddresses(root: string, mainLanguage: Language): Addresses {
  const folder = (language: Language) => (language === mainLanguage ? '' : `${language}/`)
  return {
    ...common(root),
    page: (slug, language) => `${base(root)}${folder(language)}${slug === null ? '' : `calendars/${slug}/`}`,
    anyPage: (slug) => `${base(root)}${slug === null ? '' : `calendars/${slug}/`}`,
    atom: (language) => `${base(root)}${folder(language)}feed.atom`,
    answersQueries: false,
  }
}

function common(root: string): Pick<Addresses, 'root' | 'feed' | 'entry' | 'json' | 'asset'> {
  return {
    root,
    feed: (slug, name) => `${base(root)}${feedPath(slug, name)}`,
    entry: (id) => `${base(root)}entries/${id}.ics`,
    json: `${base(root)}programmes.json`,
    asset: (name) => `${base(root)}assets/${name}`,
  }
}

/** Path of a feed below the root: all knowledge bases (`slug` null) or one; by default, named filter or `history`. */
export function feedPath(slug: string | null, name: string | null): string {
  if (slug === null) return name === null ? 'calendar.ics' : `${name}.ics`
  return name === null ? `calendars/${slug}.ics` : `calendars/${slug}/${name}.ics`
}

function base(root: string): string {
  return new URL(root).pathname
}

/** An absolute address from a path that one of the functions above gave. */
export function absolute(addresses: Addresses, path: string): string {
  return new URL(path, addresses.root).href
}
