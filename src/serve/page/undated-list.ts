import { h, type Markup, safeLink } from './element.ts'
import { outwardLink, programmeDetails } from './programme-details.ts'
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
      undated.map((programme) => {
        const link = safeLink(programme.links[0] ?? '')
        const open = programme.period.kind === 'open-ended'
        return h(
          'li',
          { class: 'row', 'data-open': '1' },
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
                h('span', { class: 'by', lang: 'ko' }, programme.hosts.join(', ')),
              ),
              h(
                'span',
                { class: open ? 'badge endless' : 'badge unclear' },
                h('b', null, open ? words.endless : words.unknownPeriod),
              ),
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
