import { h, type Markup, safeLink } from './element.ts'
import { outwardLink, programmeDetails } from './programme-details.ts'
import { hostsInShort } from './row.ts'
import type { Scene } from './scene.ts'

/** Calls without a closing date, apart from the deadlines. */
export function undatedList(scene: Scene): Markup {
  const { words, undated, language } = scene
  if (undated.length === 0) return null
  return h(
    'section',
    { class: 'undated', 'aria-labelledby': 'undated-title', 'data-group': '' },
    h('h2', { id: 'undated-title' }, words.openEnded),
    h('p', { class: 'hint' }, words.openEndedHint),
    h(
      'ul',
      null,
      undated.map(({ programme, standing }) => {
        const link = safeLink(programme.links[0] ?? '')
        return h(
          'li',
          { class: 'row', 'data-open': standing === 'upcoming' ? '0' : '1' },
          h(
            'details',
            null,
            h(
              'summary',
              null,
              h(
                'span',
                { class: 'what' },
                h('span', { class: 'name', lang: 'ko' }, programme.name),
                h('span', { class: 'by', lang: 'ko' }, hostsInShort(programme)),
              ),
              h('span', { class: `badge ${standing}` }, h('b', null, words.undated[standing])),
            ),
            h(
              'div',
              { class: 'inside' },
              programmeDetails(programme, words, programme.period.understood[language]),
              link === null
                ? null
                : h('p', { class: 'actions' }, outwardLink(link, words.visit, words, 'button first')),
            ),
          ),
        )
      }),
    ),
  )
}
