import type { Moment } from '../deadlines/reading.ts'

const korean = ['일', '월', '화', '수', '목', '금', '토']
const english = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']

/**
 * A moment in the form that is always understood: `2023. 4. 2.(일) 23:30`, the weekday by the calendar. Midnight is
 * written as the end of the day that people mean: `2023. 4. 2.(일) 24:00`.
 */
export function writtenMoment(moment: Moment): string {
  const meant = dayMeant(moment)
  const [year, month, day] = meant.split('-').map(Number)
  const clock = moment.length > 10 ? ` ${meant === moment.slice(0, 10) ? moment.slice(11, 16) : '24:00'}` : ''
  return `${year}. ${month}. ${day}.(${weekday(meant).ko})${clock}`
}

/** The weekday of a moment's own day in Korea. */
export function weekday(moment: Moment): { readonly ko: string; readonly en: string } {
  const index = new Date(`${moment.slice(0, 10)}T00:00:00Z`).getUTCDay()
  return { ko: korean[index] ?? '', en: english[index] ?? '' }
}

/** The day that people mean by a moment: midnight ends the day before it. */
export function dayMeant(moment: Moment): string {
  const day = moment.slice(0, 10)
  if (!moment.includes('T00:00')) return day
  return new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10)
}
