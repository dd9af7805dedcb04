import { cut } from '../../lib/text.ts'
import { byAlphabet } from '../choices.ts'
import { filterQuery } from '../filter.ts'
import { h, type Markup } from './element.ts'
import type { Scene } from './scene.ts'
import { holdsAll } from './week-list.ts'

const OPTION_LENGTH = 40

/** Search and filters: a plain form that the server answers; the little script makes it live. */
export function filterForm(scene: Scene): Markup {
  const { words, filter, addresses, slug, language, choices } = scene
  return h(
    'form',
    {
      class: 'filters',
      role: 'search',
      method: 'get',
      action: addresses.page(slug, language).split('?')[0],
      'data-filters': '',
      // Live filtering needs all rows in the page; where it holds a part, the server answers.
      'data-whole': (filterQuery(filter) === '' && holdsAll(scene)) || !addresses.answersQueries ? '1' : '0',
      'data-shown': words.shown,
      // Static files answer no question: there the form is only for the script, which shows it.
      hidden: !addresses.answersQueries,
    },
    h('input', { type: 'hidden', name: 'lang', value: language }),
    h(
      'label',
      { class: 'search' },
      h('span', null, words.search),
      h('input', {
        type: 'search',
        name: 'q',
        value: filter.search,
        placeholder: words.searchHint,
        maxlength: '120',
      }),
    ),
    select('field', words.field, choices.field, filter.field, words.all),
    select('target', words.target, choices.target, filter.target, words.all),
    select('host', words.host, choices.host, filter.host, words.all),
    h(
      'label',
      { class: 'check' },
      h('input', { type: 'checkbox', name: 'open', value: '1', checked: filter.openOnly }),
      h('span', null, words.openOnly),
    ),
    h('button', { type: 'submit' }, words.apply),
    h(
      'a',
      {
        class: 'clear',
        href: addresses.page(slug, language),
        'data-clear': '',
        hidden: filterQuery(filter) === '',
      },
      words.clear,
    ),
  )
}

function select(
  name: string,
  label: string,
  known: readonly string[],
  chosen: readonly string[],
  all: string,
): Markup {
  const others = chosen.filter((value) => !known.includes(value))
  const options = others.length === 0 ? known : [...known, ...others].sort(byAlphabet)
  if (options.length === 0) return null
  return h(
    'label',
    null,
    h('span', null, label),
    h(
      'select',
      { name },
      h('option', { value: '' }, all),
      options.map((value) =>
        h('option', { value, selected: chosen.includes(value), lang: 'ko' }, cut(value, OPTION_LENGTH)),
      ),
    ),
  )
}
