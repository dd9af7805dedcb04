const KOREA_MS = 9 * 3_600_000
const DAY_MS = 86_400_000
const WEEKDAYS = ['일', '월', '화', '수', '목', '금', '토'] as const

/** The calendar day in Korea of an instant, `YYYY-MM-DD`. */
export function koreanDay(instant: Date): string {
  return new Date(instant.getTime() + KOREA_MS).toISOString().slice(0, 10)
}

/** A deadline as people read it: `2023-04-02 (일) 23:30`. Takes a reading's moment: a day or a moment in Korea. */
export function koreanMoment(moment: string): string {
  const day = moment.slice(0, 10)
  const weekday = WEEKDAYS[new Date(`${day}T00:00:00Z`).getUTCDay()]
  return `${day} (${weekday})${moment.length > 10 ? ` ${moment.slice(11, 16)}` : ''}`
}

/** Days from the day of `now` in Korea to the day a deadline falls on; midnight belongs to the day it ends. */
export function daysLeft(moment: string, now: Date): number {
  const midnight = moment.slice(11, 16) === '00:00'
  const last = Date.parse(`${moment.slice(0, 10)}T00:00:00Z`) - (midnight ? DAY_MS : 0)
  return Math.round((last - Date.parse(`${koreanDay(now)}T00:00:00Z`)) / DAY_MS)
}

/** `D-3`, `D-DAY`, `closed`. `over` says whether the moment itself has passed. */
export function dDay(moment: string, now: Date, over: boolean): string {
  if (over) return 'closed'
  const days = daysLeft(moment, now)
  return days === 0 ? 'D-DAY' : `D-${days}`
}
