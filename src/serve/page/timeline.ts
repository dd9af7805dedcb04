import { addDays, daysBetween } from '../../lib/seoul.ts'
import type { Item } from '../items.ts'
import { h, type Markup } from './element.ts'
import { title } from './row.ts'
import type { Scene } from './scene.ts'
import { dayWords, mondayOf, monthWords } from './words-of-time.ts'

/** Rows drawn; a longer picture says less. */
const ROWS = 24
/** Per cent of the axis that the word at today's line needs on either side. */
const TODAY_ROOM = 7
const LONGEST_PAST = 28
const LONGEST_AHEAD = 120

/** Application periods as bars on one scale, with a line at today. Every row also says its period in words. */
export function timeline(scene: Scene): Markup {
  const ahead = scene.shown.filter(({ standing }) => standing !== 'closed')
  const rows = ahead.slice(0, ROWS)
  if (rows.length === 0) return null
  const scale = scaleOf(rows, scene.today)
  return h(
    'section',
    { class: 'timeline', 'aria-labelledby': 'timeline-title' },
    h('h2', { id: 'timeline-title' }, scene.words.timeline),
    h(
      'p',
      { class: 'hint' },
      scene.words.timelineHint,
      ahead.length > ROWS ? ` ${scene.words.timelineFirst(ROWS)}` : null,
    ),
    shades(),
    h('div', { class: 'axis', 'aria-hidden': 'true' }, axis(scale, scene)),
    h(
      'ol',
      null,
      rows.map((item) => timelineRow(item, scale, scene)),
    ),
  )
}

type Scale = { readonly from: string; readonly days: number; readonly today: number; at(day: string): number }

function scaleOf(rows: readonly Item[], today: string): Scale {
  const opens = rows.flatMap(({ entry }) => (entry.opens === null ? [] : [entry.opens.slice(0, 10)]))
  const earliest = [addDays(today, -7), ...opens].sort()[0] ?? today
  const latest =
    rows
      .map(({ closesDay }) => closesDay)
      .sort()
      .at(-1) ?? today
  const from = mondayOf([earliest, addDays(today, -LONGEST_PAST)].sort()[1] ?? earliest)
  const to = [addDays(latest, 4), addDays(today, LONGEST_AHEAD)].sort()[0] ?? latest
  const days = Math.max(daysBetween(from, to), 21)
  const at = (day: string) => Math.min(Math.max((daysBetween(from, day) / days) * 100, 0), 100)
  return { from, days, today: at(today), at }
}

function axis(scale: Scale, { language, words }: Scene): Markup {
  const step = scale.days > 70 ? 28 : scale.days > 35 ? 14 : 7
  const ticks = Array.from({ length: Math.floor(scale.days / step) + 1 }, (_, n) =>
    addDays(scale.from, n * step),
  )
  return h(
    'svg',
    { width: '100%', height: '22' },
    ticks
      .filter((day) => scale.at(day) < 94 && Math.abs(scale.at(day) - scale.today) > TODAY_ROOM)
      .map((day) =>
        h(
          'text',
          { x: percent(scale.at(day)), y: '14', class: scale.at(day) < 3 ? 'first' : undefined },
          shortDay(day, language),
        ),
      ),
    h('text', { class: 'now-label', x: percent(scale.today), y: '14' }, words.today),
  )
}

function shortDay(day: string, language: string): string {
  const [, month, date] = day.split('-').map(Number)
  return language === 'ko' ? `${month}.${date}` : monthWords(day)
}

function timelineRow(item: Item, scale: Scale, scene: Scene): Markup {
  const { entry, standing } = item
  const end = scale.at(addDays(item.closesDay, 1))
  const start = entry.opens === null ? null : scale.at(entry.opens.slice(0, 10))
  const left = start ?? Math.max(Math.min(scale.today, end) - 12, 0)
  return h(
    'li',
    { class: standing, 'data-marks': entry.id },
    h('a', { href: `#${entry.id}`, lang: 'ko' }, title(item)),
    h('span', { class: 'quiet' }, periodWords(item, scene)),
    h(
      'svg',
      { width: '100%', height: '36', 'aria-hidden': 'true' },
      gridLines(scale),
      h('line', { class: 'now', x1: percent(scale.today), x2: percent(scale.today), y1: '0', y2: '100%' }),
      start === null ? fading(left, end, standing) : bar(left, end),
      h('circle', { class: 'end', cx: percent(end), cy: '50%', r: '5' }),
    ),
    h('span', { class: 'dday', 'aria-hidden': 'true' }, scene.words.badge(standing, item.days)),
  )
}

function bar(left: number, end: number): Markup {
  return h('rect', {
    class: 'bar',
    x: percent(left),
    width: percent(Math.max(end - left, 0.6)),
    y: '50%',
    height: '8',
    rx: '4',
  })
}

/** A bar without a known beginning comes out of nothing. */
function fading(left: number, end: number, standing: string): Markup {
  return h('rect', {
    fill: `url(#${shadeOf(standing)})`,
    x: percent(left),
    width: percent(Math.max(end - left, 0.6)),
    y: '50%',
    height: '8',
    class: 'fading',
  })
}

/** The colours that a bar may come out of nothing with; each is named by a style. */
const SHADES = ['fade-open', 'fade-soon', 'fade-urgent', 'fade-upcoming']

function shadeOf(standing: string): string {
  const shade = `fade-${standing === 'today' ? 'urgent' : standing}`
  return SHADES.includes(shade) ? shade : 'fade-open'
}

/** Drawn nowhere: what the fading bars are filled with, once for all of them. */
function shades(): Markup {
  return h(
    'svg',
    { class: 'shades', width: '0', height: '0', 'aria-hidden': 'true' },
    SHADES.map((id) =>
      h(
        'linearGradient',
        { id, class: id },
        h('stop', { offset: '0', 'stop-opacity': '0' }),
        h('stop', { offset: '0.3', 'stop-opacity': '1' }),
      ),
    ),
  )
}

function gridLines(scale: Scale): Markup {
  const step = scale.days > 70 ? 28 : scale.days > 35 ? 14 : 7
  return Array.from({ length: Math.floor(scale.days / step) + 1 }, (_, n) => {
    const x = percent(((n * step) / scale.days) * 100)
    return h('line', { class: 'grid', x1: x, x2: x, y1: '0', y2: '100%' })
  })
}

function periodWords(item: Item, { language, words, today }: Scene): string {
  const opens = item.entry.opens === null ? '' : dayWords(item.entry.opens.slice(0, 10), language, today)
  return ` ${opens} – ${dayWords(item.closesDay, language, today)}, ${words.standing[item.standing]}`
}

function percent(value: number): string {
  return `${Math.round(value * 100) / 100}%`
}
