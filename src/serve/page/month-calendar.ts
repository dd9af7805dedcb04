import { addDays } from '../../lib/seoul.ts'
import { filterQuery } from '../filter.ts'
import type { Item } from '../items.ts'
import { h, type Markup } from './element.ts'
import { title } from './row.ts'
import type { Scene } from './scene.ts'
import { dayWords, mondayOf } from './words-of-time.ts'

const DOTS = 3
const MONTHS_IN_FILES = 4

/** Months as tables. The server turns pages; static files, which cannot, show the next months one below the other. */
export function monthCalendar(scene: Scene): Markup {
  const byDay = Map.groupBy(scene.shown, ({ closesDay }) => closesDay)
  return h(
    'section',
    { class: 'months', 'aria-labelledby': 'months-title' },
    h('h2', { id: 'months-title' }, scene.words.calendar),
    months(scene).map((month) => monthTable(month, byDay, scene)),
    scene.addresses.answersQueries ? turnPages(scene) : null,
  )
}

function months({ month, shown, addresses }: Scene): readonly string[] {
  const last = shown.at(-1)?.closesDay.slice(0, 7) ?? month
  if (addresses.answersQueries) return [month, shifted(month, 1)]
  const all = Array.from({ length: MONTHS_IN_FILES }, (_, n) => shifted(month, n))
  return all.filter((one, n) => n < 2 || one <= last)
}

/** The month `count` months after `YYYY-MM`. */
export function shifted(month: string, count: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number)
  return new Date(Date.UTC(year, number - 1 + count, 1)).toISOString().slice(0, 7)
}

function monthTable(month: string, byDay: ReadonlyMap<string, readonly Item[]>, scene: Scene): Markup {
  const { words } = scene
  const [year = 0, number = 1] = month.split('-').map(Number)
  const first = mondayOf(`${month}-01`)
  const weeks = Array.from({ length: 6 }, (_, n) => addDays(first, n * 7)).filter(
    (monday) => monday.slice(0, 7) <= month,
  )
  return h(
    'table',
    { class: 'month' },
    h('caption', null, words.month(year, number)),
    h(
      'thead',
      null,
      h(
        'tr',
        null,
        words.weekdays.map((short, n) => h('th', { scope: 'col', abbr: words.weekdaysLong[n] }, short)),
      ),
    ),
    h(
      'tbody',
      null,
      weeks.map((monday) =>
        h(
          'tr',
          null,
          Array.from({ length: 7 }, (_, n) => dayCell(addDays(monday, n), month, byDay, scene)),
        ),
      ),
    ),
  )
}

function dayCell(
  day: string,
  month: string,
  byDay: ReadonlyMap<string, readonly Item[]>,
  { today, language, words }: Scene,
): Markup {
  if (!day.startsWith(month)) return h('td', { class: 'other' })
  const found = byDay.get(day) ?? []
  const number = String(Number(day.slice(8)))
  const names = found.map(title).join(', ')
  const first = found[0]
  return h(
    'td',
    day === today ? { class: 'today', 'aria-current': 'date' } : null,
    first === undefined
      ? h('span', { class: 'number' }, number)
      : h(
          'a',
          {
            href: `#${first.entry.id}`,
            title: names,
            'data-marks': found.map((item) => item.entry.id).join(' '),
          },
          h('span', { class: 'number' }, number),
          h(
            'span',
            { class: 'dots', 'aria-hidden': 'true' },
            found.slice(0, DOTS).map((item) => h('i', { class: item.standing })),
          ),
          h(
            'span',
            { class: 'quiet' },
            ` ${dayWords(day, language, today)}, ${words.count(found.length)}: ${names}`,
          ),
        ),
  )
}

function turnPages(scene: Scene): Markup {
  const { words, month } = scene
  return h(
    'nav',
    { class: 'turn', 'aria-label': words.calendar },
    h(
      'a',
      { href: monthLink(scene, shifted(month, -1)), rel: 'nofollow', 'data-keeps-filter': '' },
      `← ${words.earlier}`,
    ),
    h(
      'a',
      { href: monthLink(scene, shifted(month, 1)), rel: 'nofollow', 'data-keeps-filter': '' },
      `${words.later} →`,
    ),
  )
}

function monthLink({ addresses, slug, language, filter }: Scene, month: string): string {
  const query = filterQuery(filter)
  return `${addresses.page(slug, language)}&${query === '' ? '' : `${query}&`}month=${month}#months-title`
}
