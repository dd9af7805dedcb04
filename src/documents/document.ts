/**
 * A page of a knowledge base as any source hands it over: properties, prose and tables, as plain JSON data.
 * Nothing here knows of Notion; nothing here says what a row means (that is `programmes/`).
 */

/** A link inside text: the words it stands on and its address, as typed (not checked). */
export type Link = { readonly text: string; readonly url: string }

/** A structured date next to text (a date mention or a date property). ISO 8601, with offset where it has a time. */
export type DateValue = { readonly start: string; readonly end: string | null }

/** One cell: its plain text (line breaks as `\n`), the links inside it, and the structured dates inside it. */
export type Cell = {
  readonly text: string
  readonly links: readonly Link[]
  readonly dates: readonly DateValue[]
}

/** One row of a table, an inline database, or the page itself. `id` is the source's own, stable id of the row. */
export type Row = {
  readonly id: string
  readonly cells: readonly Cell[]
  /** Where a person can open the row; null when the row has no address of its own. */
  readonly url: string | null
  /** When the row was made (UTC instant), where the source keeps that for a row: rows of an inline database. */
  readonly createdAt?: string
  /** Present where the source cannot take the row back as it gives it, so that no cell of it can be filled. */
  readonly fixed?: true
}

/**
 * - `table`: a simple table in the body. `header` says whether its first row is marked as a header row; that row is in `rows`.
 * - `database`: an inline database in the body; `columns` are its property names.
 * - `page`: the properties of the page itself, as a table of one row whose id is the page's id.
 */
export type Table = {
  readonly id: string
  readonly kind: 'table' | 'database' | 'page'
  /** What the table stands under: a heading, or the words of a toggle, tab or item around it; or the database's title. */
  readonly title: string
  /** What it stands under besides, from the nearest outward; absent where that is nothing. */
  readonly within?: readonly string[]
  /** Column names, for `database` and `page`; null for `table`, whose names are text in its rows. */
  readonly columns: readonly string[] | null
  /** For `database` and `page`: which column the source itself holds to be the row's title. */
  readonly titleColumn?: number
  /** Columns that take no words from us: the source computes them, they hold numbers, days, people, or the page's status; absent where all do. */
  readonly wordless?: readonly number[]
  readonly headerRow: boolean
  readonly headerColumn: boolean
  readonly rows: readonly Row[]
}

/** One line of prose: a paragraph, a list item, a quote. `depth` counts list nesting from 0. */
export type Line = {
  readonly kind: 'paragraph' | 'item' | 'quote' | 'code'
  readonly depth: number
  readonly text: string
  readonly links: readonly Link[]
}

/** A heading and the prose below it, up to the next heading. The prose before the first heading has level 0. */
export type Section = {
  readonly id: string
  readonly level: 0 | 1 | 2 | 3 | 4
  readonly heading: string
  readonly links: readonly Link[]
  readonly lines: readonly Line[]
}

/** One page. Times are ISO 8601 UTC instants, as precise as the source keeps them (Notion: the minute). */
export type Document = {
  readonly id: string
  readonly url: string
  readonly title: string
  readonly tags: readonly string[]
  /** The value of the status property, null when it is empty; absent property is null as well. */
  readonly status: string | null
  readonly createdBy: string | null
  readonly editedBy: string | null
  readonly createdAt: string
  readonly editedAt: string
  readonly sections: readonly Section[]
  readonly tables: readonly Table[]
  /** What a person should know about how this page was read: a table left alone, an unreadable linked view. */
  readonly notes: readonly string[]
}
