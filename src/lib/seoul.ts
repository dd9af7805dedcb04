const DAY_MS = 86_400_000
/** Korea has kept UTC+9 without daylight saving since 1988-10-09: before any deadline here. */
const OFFSET_MS = 9 * 3_600_000

/** The day in Korea, `YYYY-MM-DD`, at an instant in milliseconds. */
export function seoulDay(ms: number): string {
  return new Date(ms + OFFSET_MS).toISOString().slice(0, 10)
}

/** The instant, in milliseconds, at which a day `YYYY-MM-DD` begins in Korea. */
export function seoulDayStart(day: string): number {
  return Date.parse(`${day}T00:00:00+09:00`)
}

/** The day `count` days after `day`; before it when negative. */
export function addDays(day: string, count: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * DAY_MS).toISOString().slice(0, 10)
}

/** Days from `from` to `to`, both `YYYY-MM-DD`. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS)
}
