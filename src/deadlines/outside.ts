import { type Epoch, fromEpoch, readIsoDay, toEpoch } from './civil.ts'
import type { ReadingContext } from './reading.ts'

/** What is known beside the dates of a window: the posting day, the years that the title and the text name. */
export class Outside {
  readonly posted: Epoch | null
  readonly postedYear: number
  readonly postedMonth: number
  readonly textYears: readonly number[]
  private readonly title: string
  private fromTitle: readonly number[] | null = null

  /** A posting day that is no day (`YYYY-MM-DD`) counts as unknown. */
  constructor({ title, posted }: ReadingContext, textYears: readonly number[]) {
    this.posted = posted === null ? null : inReach(readIsoDay(posted.slice(0, 10)))
    const civil = this.posted === null ? null : fromEpoch(this.posted)
    this.postedYear = civil?.year ?? 0
    this.postedMonth = civil?.month ?? 0
    this.textYears = textYears
    this.title = title
  }

  /** Asked only where a year is missing, and then often. */
  get titleYears(): readonly number[] {
    this.fromTitle ??= yearsIn(this.title)
    return this.fromTitle
  }
}

const FIRST_DAY = toEpoch(1902, 1, 1)
const LAST_DAY = toEpoch(2195, 12, 31)

function inReach(day: Epoch | null): Epoch | null {
  return day !== null && day >= FIRST_DAY && day <= LAST_DAY ? day : null
}

const TITLE_LIMIT = 1000
const YEAR = /(?<!\d)(?:(19[5-9]\d|20\d\d)(?!\d|세대)|['’‘]?([0-4]\d)(?=년))/g

/** The years a title names: `2026년`, `2026-1학기`, `’26년`. */
export function yearsIn(title: string): number[] {
  const years: number[] = []
  for (const match of title.slice(0, TITLE_LIMIT).matchAll(YEAR)) {
    const year = match[1] === undefined ? 2000 + Number(match[2]) : Number(match[1])
    if (!years.includes(year)) years.push(year)
  }
  return years
}
