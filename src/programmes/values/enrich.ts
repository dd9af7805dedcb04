import { withoutDistantYears } from '../distant-years.ts'
import { dayMeant } from '../moment-words.ts'
import type { Name, Period } from '../period.ts'
import type { Derived, Programme } from '../programme.ts'
import { type RowSource, textsOf } from '../row-source.ts'
import { amountsOf } from './amounts-of.ts'
import { backgroundOf } from './background.ts'
import { contactsOf } from './contacts-of.ts'
import { cutMarkIn } from './cut-text.ts'
import { derived, distinct, eachIn, fromColumn } from './derived.ts'
import { editionIn, yearIn } from './edition.ts'
import { eligibilityIn } from './eligibility.ts'
import { linksOf } from './links-of.ts'
import { footnotesOf, itemsOf, listsOf } from './lists.ts'
import { organisationsOf } from './organisations-of.ts'

/** Everything of a programme that its row tells beside name and period. */
export type Enriched = Omit<Programme, 'id' | 'place' | 'name' | 'period' | 'twin' | 'call'>

/** Derives what a row and its page tell; nothing is guessed: what no text says stays absent. */
export function enrich(source: RowSource, name: Name, period: Period): Enriched {
  const targets = listsOf(source, 'target')
  const fields = listsOf(source, 'field')
  const support = listsOf(source, 'support')
  const lists = [...targets, ...fields, ...support]
  const links = linksOf(source)
  const background = backgroundOf(source, links)
  const edition = editionIn(name.text)
  return {
    edition: edition === null ? null : derived(edition.value, 'name', name.column, edition.text),
    year: yearOf(source, name, period),
    ...organisationsOf(source, name, lists, background),
    targets: itemsOf(targets),
    fields: itemsOf(fields),
    support: itemsOf(support),
    footnotes: footnotesOf(lists),
    links,
    ...contactsOf(source),
    eligibility: distinct(eachIn(targets, eligibilityIn), JSON.stringify),
    amounts: amountsOf(support, name, background),
    background,
    cutColumns: cutColumnsOf(source),
  }
}

/** The name's own year, else the year column's, else the one the period writes out. */
function yearOf(source: RowSource, name: Name, period: Period): Derived<number> | null {
  const own = yearIn(withoutDistantYears(name.text, source.document))
  if (own !== null) return derived(own.value, 'name', name.column, own.text)
  const [column] = textsOf(source, 'year')
  const told = column === undefined ? null : /(?<!\d)(?:19|20)\d{2}(?!\d)/.exec(column.text)
  if (column !== undefined && told !== null) return fromColumn(Number(told[0]), column.header, told[0])
  const { closes, warnings } = period.reading
  if (closes === null || warnings.includes('year-inferred')) return null
  return fromColumn(Number(dayMeant(closes).slice(0, 4)), period.column, period.text)
}

function cutColumnsOf({ texts }: RowSource): readonly string[] {
  return [...texts.values()].flat().flatMap(({ header, text }) => (cutMarkIn(text) === null ? [] : [header]))
}
