import type { Place } from './programme.ts'

/** Closed list of what can be wrong with a row; `findings.md` words live with the rule that finds it. */
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

/** Something about a row that a person should look at. `needsPerson` findings hold the entry and are commented on the page. */
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
