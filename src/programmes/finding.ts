import type { Place } from './programme.ts'

/** Closed list of what can be wrong with a row; the words live with the rule that finds it (`rules/`). */
export type FindingCode =
  | 'no-name'
  | 'no-deadline-text'
  | 'not-understood'
  | 'weekday-mismatch'
  | 'impossible-date'
  | 'end-before-start'
  | 'year-guessed'
  | 'duplicate-programme'
  | 'dead-column'
  | 'not-a-link'
  | 'contact-not-understood'
  | 'cut-text'
  | 'title-cell-disagree'
  | 'status-option-missing'

/**
 * Something about a row that a person should look at. `needsPerson`: the deadline is only right once a person has acted,
 * so it is commented on the page; all others are remarks for whoever asks. Whether a row's entry is held is told by
 * `heldRows`, not by its findings: a wrong weekday needs a person while its date is shown.
 * `place.row` 0 (with the table's id for `rowId`) is the table as a whole.
 */
export type Finding = {
  readonly code: FindingCode
  readonly place: Place
  readonly column: string | null
  /** The cell's text, as written. */
  readonly text: string
  readonly needsPerson: boolean
  /** What is wrong, and what would work, in both languages: one sentence each. */
  readonly problem: { readonly ko: string; readonly en: string }
  readonly mend: { readonly ko: string; readonly en: string }
}
