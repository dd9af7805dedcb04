import { feedPath, fileAddresses } from './addresses.ts'
import { assets } from './assets.ts'
import { EVERYTHING } from './filter.ts'
import { LANGUAGES, type Language } from './page/words.ts'
import type { Resource } from './resource.ts'
import { robots, type Site, site } from './site.ts'
import type { Published } from './view.ts'

/** A file below the published folder. `path` uses `/` and only letters, digits, `.` and `-` that we chose. */
export type PublishedFile = { readonly path: string; readonly bytes: Buffer }

export type PublishOptions = {
  /** Where the files will be reachable, `/` at its end. */
  readonly publicUrl: string
  readonly title: string
  readonly language: Language
  /** Milliseconds; what deadlines are judged by. */
  readonly now: number
}

/**
 * The page, feeds and data as static files, drawn by the same code as the server's answers. What others link to comes
 * first, so that a page is never there before its parts. Private knowledge bases are left out: a folder keeps no secret.
 */
export async function* publishFiles(
  published: Published,
  options: PublishOptions,
): AsyncGenerator<PublishedFile> {
  const addresses = fileAddresses(options.publicUrl, options.language)
  const drawn = site(published, options.now, { addresses, title: options.title })
  for (const [name, resource] of assets().files) yield { path: `assets/${name}`, bytes: resource().bytes }
  yield* feedFiles(drawn)
  yield* dataFiles(drawn, options.language)
  yield* pageFiles(drawn, options.language)
}

function* feedFiles(drawn: Site): Generator<PublishedFile> {
  const slugs = [null, ...drawn.bases.map(({ feed }) => feed.slug)]
  for (const slug of slugs) {
    const named = drawn.bases.find(({ feed }) => feed.slug === slug)?.feed.filters ?? []
    for (const name of [null, 'history', ...named.map((filter) => filter.slug)]) {
      const feed = drawn.feed(slug, name, EVERYTHING)
      if (feed !== null && feed !== 'empty') yield file(feedPath(slug, name), feed)
    }
  }
  for (const { programmes } of drawn.bases) {
    for (const { id } of programmes.flatMap(({ entries }) => entries)) {
      const entry = drawn.entry(id)
      if (entry !== null) yield file(`entries/${id}.ics`, entry)
    }
  }
}

function* dataFiles(drawn: Site, main: Language): Generator<PublishedFile> {
  yield file('programmes.json', drawn.json())
  yield file('robots.txt', robots())
  // GitHub Pages would otherwise leave out what it takes for its own.
  yield { path: '.nojekyll', bytes: Buffer.alloc(0) }
  for (const language of LANGUAGES) yield file(`${folder(language, main)}feed.atom`, drawn.atom(language))
  const icon = assets().files.get(assets().name('favicon.svg'))
  if (icon !== undefined) yield file('favicon.svg', icon())
}

function* pageFiles(drawn: Site, main: Language): Generator<PublishedFile> {
  yield file('404.html', drawn.notFound(main))
  const slugs = [...drawn.bases.map(({ feed }) => feed.slug), null]
  for (const language of [...LANGUAGES].sort((a, b) => Number(a === main) - Number(b === main))) {
    for (const slug of slugs) {
      const page = drawn.page({ slug, language, filter: EVERYTHING, month: null })
      const below = slug === null ? '' : `calendars/${slug}/`
      if (page !== null) yield file(`${folder(language, main)}${below}index.html`, page)
    }
  }
}

function folder(language: Language, main: Language): string {
  return language === main ? '' : `${language}/`
}

function file(path: string, { bytes }: Resource): PublishedFile {
  return { path, bytes }
}
