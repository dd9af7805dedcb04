/**
 * What a period text means. Plain JSON data; every moment is a string that sorts and compares as it reads:
 * a calendar day in Korea `YYYY-MM-DD`, or a moment in Korea `YYYY-MM-DDTHH:MM+09:00` (seconds only when the text has them).
 */
export type Moment = string

export type ReadingKind = 'date' | 'datetime' | 'open-ended' | 'relative' | 'unknown' | 'invalid'

/** Closed list; each has words for people in `describe.ts`. */
export type Warning =
  | 'year-inferred'
  | 'year-rollover'
  | 'year-unknown'
  | 'weekday-mismatch'
  | 'midnight-ambiguous'
  | 'early-close'
  | 'extended'
  | 'approximate'
  | 'impossible-date'
  | 'end-before-start'

/** One round or track (`1차`, `2분기`, `재인증`); `label` is as written. */
export type Round = { readonly label: string; readonly opens: Moment | null; readonly closes: Moment | null }

/**
 * Why a part of the reading is what it is: `from`..`to` are UTF-16 offsets into the original text that gave it
 * (equal when nothing in the text did), `inferred` names what else it was derived from.
 */
export type Reason = {
  readonly part: 'opens' | 'closes' | 'round' | 'warning' | 'kind' | 'year' | 'ignored'
  readonly from: number
  readonly to: number
  readonly value: string
  readonly inferred: 'title' | 'posted' | 'range-start' | 'weekday' | null
}

export type Reading = {
  readonly kind: ReadingKind
  /** From when one may apply; for several rounds the earliest, where the first tells its own. */
  readonly opens: Moment | null
  /** The last moment to apply; for several rounds the latest. */
  readonly closes: Moment | null
  readonly rounds: readonly Round[]
  readonly warnings: readonly Warning[]
  readonly why: readonly Reason[]
  /** For `unknown` and `invalid`: the closed code of what stood in the way; null otherwise. */
  readonly obstacle: Obstacle | null
}

/** Why no deadline could be read. */
export type Obstacle =
  | 'empty'
  | 'no-date'
  | 'year-unknown'
  | 'only-event-date'
  | 'approximate'
  | 'ambiguous'
  | 'impossible-date'
  | 'end-before-start'
  | 'too-long'
  /** 추후 공지, 미정. */
  | 'not-announced'
  /** 매월, 매년: no single deadline. */
  | 'recurring'
  /** 마감되었습니다, with no date. */
  | 'already-closed'

/** What is known from outside the text. `posted` is the posting or edit day in Korea. */
export type ReadingContext = { readonly title: string; readonly posted: string | null }
