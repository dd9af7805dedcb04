import { hasTime, isIsoDate } from './dates.ts'
import type { Condition } from './operators.ts'
import { type Complaints, complain, invalid, refuseFor } from './refusal.ts'
import type { Page } from './store.ts'

const DAY = 86_400_000

/** Days from today of the relative dates a condition may name. */
const RELATIVE: Readonly<Record<string, number>> = {
  today: 0,
  tomorrow: 1,
  yesterday: -1,
  one_week_ago: -7,
  one_week_from_now: 7,
  one_month_ago: -30,
  one_month_from_now: 30,
}

/** Spans that are operators of their own, in days from today (`this_week` from Monday). */
const SPANS: Readonly<Record<string, readonly [from: number, to: number]>> = {
  past_week: [-7, 1],
  past_month: [-30, 1],
  past_year: [-365, 1],
  next_week: [0, 8],
  next_month: [0, 31],
  next_year: [0, 366],
}

/** A bound covers a span: one millisecond when it has a time, the whole UTC day when it is a date. */
type Span = { readonly from: number; readonly to: number }

/** The test of a date condition by the start of the value. What has no time counts as 00:00 UTC. */
export function dateTest(
  now: number,
  condition: Condition,
  read: (page: Page) => string | null,
): (page: Page) => boolean {
  const { operator } = condition
  const today = Math.floor(now / DAY) * DAY
  const { from, to } = spanOf(today, condition)
  const tests: Record<string, (at: number) => boolean> = {
    before: (at) => at < from,
    after: (at) => at >= to,
    on_or_before: (at) => at < to,
    on_or_after: (at) => at >= from,
  }
  const test = tests[operator] ?? ((at: number) => at >= from && at < to)
  return (page) => {
    const start = read(page)
    return start !== null && test(Date.parse(start))
  }
}

function spanOf(today: number, condition: Condition): Span {
  const { operator, value } = condition
  const span = SPANS[operator]
  if (span) return { from: today + span[0] * DAY, to: today + span[1] * DAY }
  if (operator === 'this_week') {
    const monday = today - ((new Date(today).getUTCDay() + 6) % 7) * DAY
    return { from: monday, to: monday + 7 * DAY }
  }
  const days = RELATIVE[String(value)]
  if (days !== undefined) return { from: today + days * DAY, to: today + (days + 1) * DAY }
  if (typeof value !== 'string' || !isIsoDate(value)) return refuse(condition)
  const zoned = hasTime(value) && !/(Z|[+-]\d{2}:?\d{2})$/.test(value) ? `${value}Z` : value
  const from = Date.parse(zoned)
  return { from, to: from + (hasTime(value) ? 1 : DAY) }
}

function refuse({ path, value }: Condition): never {
  const complaints: Complaints = []
  complain(complaints, path, 'a valid ISO 8601 date string', value)
  refuseFor('body', complaints)
  throw invalid('body failed validation.')
}
