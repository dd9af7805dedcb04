import { raw } from 'hono/html'
import { absolute } from '../addresses.ts'
import { h, type Markup } from './element.ts'
import { eventData } from './event-data.ts'
import type { Scene } from './scene.ts'
import { LANGUAGES, WORDS } from './words.ts'

/** Everything in `<head>`. Nothing is inline but data: the policy allows neither script nor style in the page. */
export function head(scene: Scene): Markup {
  const { words, addresses, asset, language, slug } = scene
  const title = pageTitle(scene)
  const page = absolute(addresses, addresses.page(slug, language))
  const description = scene.description === '' ? `${title}: ${words.subscribeHint}` : scene.description
  return h(
    'head',
    null,
    h('meta', { charset: 'utf-8' }),
    h('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
    h('title', null, title),
    h('meta', { name: 'description', content: description }),
    h('meta', { name: 'color-scheme', content: 'light dark' }),
    h('link', { rel: 'canonical', href: page }),
    LANGUAGES.map((other) =>
      h('link', {
        rel: 'alternate',
        hreflang: other,
        href: absolute(addresses, addresses.page(slug, other)),
      }),
    ),
    h('link', {
      rel: 'alternate',
      type: 'application/atom+xml',
      title: words.atomTitle,
      href: addresses.atom(language),
    }),
    scene.hasFeed
      ? h('link', {
          rel: 'alternate',
          type: 'text/calendar',
          title: scene.title,
          href: addresses.feed(slug, null),
        })
      : null,
    h('link', { rel: 'icon', type: 'image/svg+xml', href: asset('favicon.svg') }),
    openGraph(title, description, page, scene),
    h('link', { rel: 'stylesheet', href: asset('fonts.css') }),
    h('link', { rel: 'stylesheet', href: asset('page.css') }),
    h('script', { src: asset('theme.js') }),
    h('script', { src: asset('page.js'), defer: true }),
    // Data, not a script: browsers never run this type, and `<` cannot end it.
    h('script', { type: 'application/ld+json' }, raw(eventData(scene).replaceAll('<', '\\u003c'))),
  )
}

export function pageTitle({ title }: Pick<Scene, 'title'>): string {
  return `${title} · Magam`
}

function openGraph(title: string, description: string, page: string, scene: Scene): Markup {
  const properties = {
    'og:type': 'website',
    'og:site_name': 'Magam 마감',
    'og:title': title,
    'og:description': description,
    'og:url': page,
    'og:locale': scene.language === 'ko' ? 'ko_KR' : 'en_US',
    'og:image': absolute(scene.addresses, scene.asset('card.png')),
    'og:image:alt': WORDS[scene.language].madeBy,
  }
  return [
    Object.entries(properties).map(([property, content]) => h('meta', { property, content })),
    h('meta', { name: 'twitter:card', content: 'summary_large_image' }),
  ]
}
