import { filterQuery } from '../filter.ts'
import type { PublishedBase } from '../view.ts'
import { h, type Markup } from './element.ts'
import { filterForm } from './filter-form.ts'
import { head } from './head.ts'
import { hero } from './hero.ts'
import { monthCalendar } from './month-calendar.ts'
import type { Scene } from './scene.ts'
import { subscribe } from './subscribe.ts'
import { timeline } from './timeline.ts'
import { undatedList } from './undated-list.ts'
import { weekList } from './week-list.ts'
import type { Language } from './words.ts'

/** The whole page as HTML. */
export function page(scene: Scene): string {
  return document(scene, [
    hero(scene),
    timeline(scene),
    h(
      'div',
      { class: 'columns' },
      h('div', { class: 'main' }, filterForm(scene), weekList(scene), undatedList(scene)),
      h('aside', { 'aria-label': scene.words.subscribe }, subscribe(scene), monthCalendar(scene)),
    ),
  ])
}

/** A page of the site around some content. */
export function document(scene: Scene, content: Markup): string {
  const { words, language } = scene
  const html = h(
    'html',
    { lang: language, 'data-language': language },
    head(scene),
    h(
      'body',
      null,
      h('a', { class: 'skip', href: '#list' }, words.skip),
      topBar(scene),
      h('main', { id: 'main' }, content),
      footer(scene),
    ),
  )
  return `<!doctype html>\n${String(html)}`
}

function topBar(scene: Scene): Markup {
  const { words, language, addresses, slug } = scene
  const other = language === 'ko' ? 'en' : 'ko'
  const query = filterQuery(scene.filter)
  const otherPage = addresses.page(slug, other)
  return h(
    'header',
    { class: 'bar' },
    h(
      'a',
      { class: 'brand', href: addresses.page(null, language) },
      h('span', { class: 'seal', 'aria-hidden': 'true' }, '마'),
      'Magam',
    ),
    scene.bases.length < 2 ? null : baseLinks(scene),
    h(
      'div',
      { class: 'tools' },
      h(
        'a',
        {
          href: addresses.answersQueries && query !== '' ? `${otherPage}&${query}` : otherPage,
          hreflang: other,
          lang: other,
          'data-keeps-filter': '',
        },
        words.otherLanguage,
      ),
      h('button', {
        type: 'button',
        class: 'theme',
        'data-theme-toggle': '',
        'aria-label': words.theme,
        hidden: true,
      }),
    ),
  )
}

/** More knowledge bases than this fold away. */
const MANY_BASES = 12

function baseLinks(scene: Scene): Markup {
  const { bases, slug, words, language } = scene
  const all = baseLink({ slug: null, text: words.all, lang: language }, scene)
  const links = (chosen: Scene['bases']) => chosen.map(({ feed }) => baseLink(named(feed, language), scene))
  if (bases.length <= MANY_BASES) return h('nav', { class: 'bases' }, all, links(bases))
  // Thousands of links on each of thousands of pages: the page of all has them, and each other leads there.
  return slug === null
    ? h(
        'nav',
        { class: 'bases' },
        h(
          'details',
          null,
          h('summary', null, words.calendars(bases.length)),
          h('div', { class: 'folded' }, links(bases)),
        ),
      )
    : h('nav', { class: 'bases' }, all, links(bases.filter(({ feed }) => feed.slug === slug)))
}

type BaseLink = { readonly slug: string | null; readonly text: string; readonly lang: string }

function named({ slug, title, titleEn }: PublishedBase['feed'], language: Language): BaseLink {
  return language === 'en' && titleEn !== undefined
    ? { slug, text: titleEn, lang: language }
    : { slug, text: title, lang: 'ko' }
}

function baseLink({ slug, text, lang }: BaseLink, scene: Scene): Markup {
  return h(
    'a',
    {
      href: scene.addresses.page(slug, scene.language),
      lang,
      ...(slug === scene.slug ? { 'aria-current': 'page' } : {}),
    },
    text,
  )
}

function footer({ words, addresses, language }: Scene): Markup {
  return h(
    'footer',
    null,
    h('p', null, h('b', null, 'Magam'), ` ${words.madeBy}`),
    h('p', null, words.zone),
    h(
      'p',
      null,
      h('a', { href: addresses.atom(language) }, words.atom),
      h('a', { href: addresses.json }, words.json),
    ),
  )
}
