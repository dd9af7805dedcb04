import type { Addresses } from '../addresses.ts'
import type { Choices } from '../choices.ts'
import type { Filter } from '../filter.ts'
import type { Item, Undated } from '../items.ts'
import type { PublishedBase } from '../view.ts'
import type { Markup } from './element.ts'
import type { Language, Words } from './words.ts'

/** Everything a page is drawn from: the same scene gives the same bytes. */
export type Scene = {
  readonly language: Language
  readonly words: Words
  readonly addresses: Addresses
  readonly asset: (name: string) => string
  /** A deadline's row, drawn once for all pages of a state. */
  readonly row: (item: Item) => Markup
  readonly title: string
  readonly titleLanguage: Language
  readonly description: string
  /** The knowledge base the page is about; null for all. */
  readonly slug: string | null
  /** The knowledge bases that may be shown to a stranger. */
  readonly bases: readonly PublishedBase[]
  /** Every deadline of the page, before filtering, soonest first. */
  readonly all: readonly Item[]
  /** Those that pass the filter. */
  readonly shown: readonly Item[]
  /** Every call without a deadline, before filtering. */
  readonly allUndated: readonly Undated[]
  /** Those that pass the filter. */
  readonly undated: readonly Undated[]
  readonly filter: Filter
  /** What can be filtered by. */
  readonly choices: Choices
  /** `YYYY-MM` of the first month of the calendar. */
  readonly month: string
  readonly today: string
  readonly changedAt: string
  /** Whether there is a feed to subscribe to. */
  readonly hasFeed: boolean
}
