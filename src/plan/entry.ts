/**
 * What a calendar shows for one round of one programme. Plain JSON data, made by `desired.ts` from programmes,
 * compared by `plan.ts`, written by the sinks. Google and iCal say the same thing, but for the Notion link.
 */

/** So many rows of one call are remembered in an entry; calendars give notes little room. */
export const MOST_ROWS = 100

/** An all-day entry on `date` (a day in Korea), or a timed one between two UTC instants (`…Z`, seconds, no fraction). */
export type When =
  | { readonly kind: 'day'; readonly date: string }
  | { readonly kind: 'time'; readonly start: string; readonly end: string }

/** Names an entry for good: the programme's row and the round's slot, counted from 1. */
export type EntryKey = string

/** The words and times that people see. Canonical: equal contents are deeply equal. */
export type Content = {
  /** `[마감] name`, with the round's label where there are several. One line, NFC, no control characters. */
  readonly title: string
  readonly when: When
  /** Public text: period as written and as understood, target, fields, support, link, contacts. Lines joined by `\n`. */
  readonly description: string
  /** The canonical link, percent-encoded ASCII; null when the programme has none. */
  readonly url: string | null
  readonly categories: readonly string[]
}

/** Counts visible changes of one entry; survives restarts and a lost state file (kept in the entry's own properties as well). */
export type Stamp = {
  readonly sequence: number
  /** UTC instants, seconds. `changedAt` is the last visible change. */
  readonly createdAt: string
  readonly changedAt: string
}

export type Entry = {
  readonly key: EntryKey
  /** base32hex of a hash of knowledge base, row and slot; the Google event id at generation 0 and the left part of the iCal UID. */
  readonly id: string
  /** The programme's row ids: the row itself first, then other rows that name the same call. */
  readonly rows: readonly string[]
  readonly slot: number
  /** See `Programme.twin`, with the slot. */
  readonly twin: string
  readonly content: Content
  /** Link to the Notion page; for private calendars only, never public. */
  readonly sourceUrl: string
  readonly stamp: Stamp
}

/** What a row asks for, before it is known which entry it already has. */
export type EntryDraft = Pick<Entry, 'rows' | 'slot' | 'twin' | 'content' | 'sourceUrl'>
