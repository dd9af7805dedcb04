import type { Token } from './token.ts'

/** A time of day. `minutes` may be 1440 (24:00, midnight to come); `zone` is minutes east of UTC, or a place (`zones.ts`), where the text names one. */
export type Clock = {
  readonly minutes: number
  readonly seconds: number
  /** `자정`: the text may mean the start or the end of its day. */
  readonly midnight: boolean
  readonly zone: number | null
  readonly from: number
  readonly to: number
}

/** How a day is told: by the calendar, or by its distance from a day outside the text. */
export type Anchor =
  | { readonly by: 'calendar' }
  | { readonly by: 'days'; readonly count: number }
  | { readonly by: 'weekday'; readonly weeks: number | null }
  | { readonly by: 'unnamed' }

/** What the text says of a day, before anything is inferred. Offsets count units of the normalised text. */
export type Day = {
  readonly year: number | null
  readonly month: number | null
  readonly day: number | null
  readonly weekday: number | null
  /** Years (months) from those of the posting day: `내년` 1, `이달` 0; null when not said. */
  readonly yearShift: number | null
  readonly monthShift: number | null
  /** `오는` 1, `지난` -1, 0 when not said. */
  readonly tense: number
  /** `last-day`: 말일. `month`: the month is all there is (`9월`, `5월 말`). `vague`: `3월 중`, `상반기`. */
  readonly precision: 'day' | 'last-day' | 'month' | 'vague'
  readonly anchor: Anchor
  /** False for `3.17` and `17`, which are dates only where something beside them says so. */
  readonly strong: boolean
  readonly from: number
  readonly to: number
}

const CALENDAR: Anchor = { by: 'calendar' }

/** A `Day` from what is known of it. */
export function day(fields: Partial<Day> & { readonly from: number; readonly to: number }): Day {
  return {
    year: fields.year ?? null,
    month: fields.month ?? null,
    day: fields.day ?? null,
    weekday: fields.weekday ?? null,
    yearShift: fields.yearShift ?? null,
    monthShift: fields.monthShift ?? null,
    tense: fields.tense ?? 0,
    precision: fields.precision ?? 'day',
    anchor: fields.anchor ?? CALENDAR,
    strong: fields.strong ?? true,
    from: fields.from,
    to: fields.to,
  }
}

/** A day with its time of day; `until` is the second clock of `10:00~18:00`. */
export type Point = {
  readonly kind: 'point'
  readonly day: Day
  readonly clock: Clock | null
  readonly until: Clock | null
  readonly from: number
  readonly to: number
}

/** A time of day without a day; `until` as in `Point`. */
export type ClockPart = {
  readonly kind: 'clock'
  readonly clock: Clock
  readonly until: Clock | null
  readonly from: number
  readonly to: number
}

/** `30일간`, in days. */
export type DurationPart = {
  readonly kind: 'duration'
  readonly days: number
  readonly from: number
  readonly to: number
}

/** `1차`; `quarter` for `1분기`, which on its own is a vague time. */
export type RoundPart = {
  readonly kind: 'round-name'
  readonly quarter: boolean
  readonly from: number
  readonly to: number
}

/** `2026년도`, without a date. */
export type YearPart = {
  readonly kind: 'year-name'
  readonly year: number
  readonly from: number
  readonly to: number
}

/** `상시`, `예산 소진 시까지`; `conditional` where a condition ends it. */
export type OpenPart = {
  readonly kind: 'open-phrase'
  readonly conditional: boolean
  readonly from: number
  readonly to: number
}

/** One thing that a form found, or a token that stands for itself. */
export type Part = Point | ClockPart | DurationPart | RoundPart | YearPart | OpenPart | Token

/** What a form gives back: the part and the index of the token after it. */
export type Found = { readonly part: Part; readonly next: number }

/** The kind of the part at `at`; past either edge, `end`. */
export function kindAt(parts: readonly Part[], at: number): Part['kind'] {
  return at >= 0 && at < parts.length ? (parts[at]?.kind ?? 'end') : 'end'
}
