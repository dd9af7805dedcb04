import { filterQuery } from '../filter.ts'
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

function baseLinks({ bases, addresses, language, slug, words }: Scene): Markup {
  const links = [
    { slug: null, text: words.all, lang: language },
    ...bases.map(({ feed: { slug: own, title, titleEn } }) =>
      language === 'en' && titleEn !== undefined
        ? { slug: own, text: titleEn, lang: language }
        : { slug: own, text: title, lang: 'ko' },
    ),
  ]
  return h(
    'nav',
    { class: 'bases' },
    links.map((link) =>
      h(
        'a',
        {
          href: addresses.page(link.slug, language),
          lang: link.lang,
          ...(link.slug === slug ? { 'aria-current': 'page' } : {}),
        },
        link.text,
      ),
    ),
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
