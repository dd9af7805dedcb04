import type { Reading } from '../deadlines/reading.ts'

/** Where a row stands, in words a person can follow. `row` counts data rows from 1. */
export type Place = {
  readonly documentId: string
  readonly documentTitle: string
  readonly documentUrl: string
  readonly tableId: string
  readonly tableTitle: string
  readonly rowId: string
  readonly row: number
}

/** Where a derived value came from: a column's text, the name, a section of prose joined by its link. */
export type Origin = {
  readonly from: 'column' | 'name' | 'section' | 'page'
  /** The column's header or the section's heading. */
  readonly of: string
  /** The words that gave the value. */
  readonly text: string
}

export type Derived<T> = { readonly value: T; readonly origin: Origin }

export type Eligibility =
  | {
      readonly kind: 'company-age'
      readonly years: number
      readonly bound: 'below' | 'at-most' | 'above' | 'at-least'
    }
  | { readonly kind: 'team-size'; readonly people: number; readonly bound: 'at-least' | 'at-most' }

export type Amount = { readonly won: number; readonly bound: 'at-most' | 'about' | 'total' | null }

/** Prose of the same document whose heading links to the programme's own address. */
export type Background = {
  readonly heading: string
  readonly facts: readonly { readonly label: string; readonly text: string }[]
  readonly companies: number | null
}

/** One call for applications: what a row means. `id` is the row's own id at its source. */
export type Programme = {
  readonly id: string
  readonly place: Place
  readonly name: string
  readonly period: { readonly text: string; readonly column: string; readonly reading: Reading }
  readonly edition: Derived<string> | null
  readonly year: Derived<number> | null
  readonly hosts: readonly Derived<string>[]
  readonly partners: readonly Derived<string>[]
  readonly targets: readonly Derived<string>[]
  readonly fields: readonly Derived<string>[]
  readonly support: readonly Derived<string>[]
  /** What the cells say beside their items: `*` and `※` notes, `등 12개 부문`. */
  readonly footnotes: readonly Derived<string>[]
  /** Cleaned web addresses, the canonical one first. */
  readonly links: readonly Derived<string>[]
  readonly emails: readonly Derived<string>[]
  /** E.164. */
  readonly phones: readonly Derived<string>[]
  /** People and teams to ask, as the contact cells name them. */
  readonly contacts: readonly Derived<string>[]
  readonly eligibility: readonly Derived<Eligibility>[]
  readonly amounts: readonly Derived<Amount>[]
  readonly background: Background | null
  /** Columns in which `(후략)` or its like says that text was cut. */
  readonly cutColumns: readonly string[]
  /** Names this programme across a cut and paste: same document, same name, same canonical link. Hex. */
  readonly twin: string
  /**
   * Names the call itself, across pages: its canonical link and deadline; without a link that tells calls apart
   * (none, or the front page of a site), its name and deadline. Two rows that disagree about the deadline are never one
   * call: merging them would lose a deadline. Hex.
   */
  readonly call: string
}
