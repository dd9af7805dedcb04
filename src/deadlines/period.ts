import type { Point } from './part.ts'

export type Role = 'apply' | 'close' | 'start' | 'event' | 'notice'

/** `done`: what was done by then (`…까지 제작된 작품`). `use`: goes on until then (`5. 31.까지 사용 가능`). `except`: closed on these days (`(5. 5. ~ 5. 6. 제외)`), or only better by then (`4. 8.까지 신청 권장`). */
export type Following = Role | 'done' | 'use' | 'except'

/** Words before or after a date that say what it is for. `attached`: nothing but a colon or 기간 stands between. */
export type Heading = {
  readonly role: Role
  readonly attached: boolean
  /** 등록, 지원기간: gives way to a heading that can only mean applying. */
  readonly weak: boolean
  readonly from: number
  readonly to: number
}

/** A stretch of the normalised text. */
export type Stretch = { readonly from: number; readonly to: number }

/**
 * - `range`: `A ~ B`. `until`: `~ B`, `B까지`, `B 마감`. `since`: `A ~`, `A부터`. `bare`: a date and no more.
 */
export type Shape = 'range' | 'until' | 'since' | 'bare'

/** One window as the text tells it, before years are known and before it is decided which window counts. */
export type Period = {
  shape: Shape
  opens: Point | null
  closes: Point | null
  /** For `A부터 10일간`: the length in days, its first day counted. */
  days: number | null
  heading: Heading | null
  /** The heading has had a date before this one. */
  shared: boolean
  following: Following | null
  /** What follows is no more than 등록 and its like. */
  weakly: boolean
  round: Stretch | null
  /** The words before it, which may name it. */
  name: Stretch
  change: 'old' | 'new' | null
  recurring: boolean
  /** After the range sign stand figures that are no date. */
  broken: boolean
  measured: boolean
  /** Stands in a note (`※ …`). */
  noted: boolean
  openAfter: boolean
  from: number
  to: number
}

/** Everything the text says that is not a window. */
export type Remarks = {
  open: Stretch | null
  early: Stretch | null
  extended: Stretch | null
  vague: Stretch | null
  recurring: Stretch | null
  pending: Stretch | null
  closed: Stretch | null
  years: number[]
  /** `공고일로부터 14일 이내`: a length from a day that the text does not name. */
  length: Stretch | null
  arrow: boolean
}

/** Tokens that end a line, a cell or an item. */
export const BREAKS: ReadonlySet<string> = new Set(['newline', 'bullet', 'note', 'pipe'])
