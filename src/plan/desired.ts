import type { Reading, Round } from '../deadlines/reading.ts'
import { cut, oneLine } from '../lib/text.ts'
import type { Programme } from '../programmes/programme.ts'
import { description } from './description.ts'
import { type Content, type EntryDraft, MOST_ROWS } from './entry.ts'
import { entryTwin } from './identity.ts'
import { isPast, whenOf } from './when.ts'

export type DesiredOptions = {
  /** How long before its deadline a timed entry starts, in minutes. */
  readonly minutesBefore: number
  /** False leaves out entries whose deadline lies before `now`. */
  readonly keepPast: boolean
  /** A UTC instant. */
  readonly now: string
  /** Rows that need a person: they ask for nothing, and what they have is kept (`planChanges`). */
  readonly heldRows: ReadonlySet<string>
}

/**
 * What the calendars of a knowledge base should show: one draft for each round of each call, in the order of the rows.
 * Rows that name the same call and close at the same moments give one draft with all their rows. Rows that share only
 * the link keep an entry each: a portal's front page must not swallow another programme's deadline.
 */
export function desiredEntries(
  programmes: readonly Programme[],
  options: DesiredOptions,
): readonly EntryDraft[] {
  // By document, then as the rows stand in it: which page was read first must not change what an entry says.
  const readable = programmes
    .filter(({ id }) => !options.heldRows.has(id))
    .sort((a, b) =>
      a.place.documentId < b.place.documentId ? -1 : Number(a.place.documentId > b.place.documentId),
    )
  const calls = Map.groupBy(readable, (programme) =>
    JSON.stringify([programme.call, ...roundsOf(programme.period.reading).map(({ closes }) => closes)]),
  )
  return [...calls.values()].flatMap((same) => draftsOf(same, options))
}

function draftsOf(same: readonly Programme[], options: DesiredOptions): readonly EntryDraft[] {
  const [programme, ...others] = same
  if (programme === undefined) return []
  const rounds = roundsOf(programme.period.reading)
  return rounds.flatMap(({ label, closes }, at) => {
    if (closes === null) return []
    const when = whenOf(closes, options.minutesBefore)
    if (!options.keepPast && isPast(when, options.now)) return []
    return {
      rows: same.slice(0, MOST_ROWS).map(({ id }) => id),
      slot: at + 1,
      twin: entryTwin(programme.twin, at + 1),
      content: {
        title: title(programme.name, rounds.length > 1 ? label : ''),
        when,
        description: description(programme, others),
        url: url(programme),
        categories: categories(programme),
      },
      sourceUrl: programme.place.documentUrl,
    }
  })
}

/** The rounds that may ask for an entry, slot by slot; none for what has no fixed end. */
export function roundsOf(reading: Reading): readonly Round[] {
  if (reading.kind !== 'date' && reading.kind !== 'datetime') return []
  if (reading.rounds.length > 0) return reading.rounds
  return [{ label: '', opens: reading.opens, closes: reading.closes }]
}

function title(name: string, label: string): string {
  const tail = label === '' ? '' : ` (${cut(oneLine(label), 60)})`
  return `${cut(`[마감] ${oneLine(name)}`, 300 - tail.length)}${tail}`
}

/** The canonical link as calendars take it: http or https, ASCII, at most as long as browsers open. */
function url(programme: Programme): Content['url'] {
  const link = programme.links[0]?.value
  if (link === undefined || !URL.canParse(link)) return null
  const { href, protocol } = new URL(link)
  return /^https?:$/.test(protocol) && href.length <= 2_000 ? href : null
}

function categories(programme: Programme): readonly string[] {
  const names = programme.fields.map(({ value }) => cut(oneLine(value), 60)).filter((name) => name !== '')
  return [...new Set(names)].slice(0, 10)
}
