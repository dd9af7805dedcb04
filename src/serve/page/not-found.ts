import { h } from './element.ts'
import { document } from './page.ts'
import type { Scene } from './scene.ts'

/** The page for an address that leads nowhere. */
export function notFound(scene: Scene): string {
  const { words, addresses, language } = scene
  return document(
    { ...scene, title: words.notFound, bases: [], all: [], shown: [], undated: [] },
    h(
      'section',
      { class: 'lost', id: 'list' },
      h('p', { class: 'code', 'aria-hidden': 'true' }, '404'),
      h('h1', null, words.notFound),
      h('p', null, words.notFoundText),
      h('p', null, h('a', { class: 'button first', href: addresses.page(null, language) }, words.home)),
    ),
  )
}
