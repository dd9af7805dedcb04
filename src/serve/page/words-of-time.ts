import { addDays } from '../../lib/seoul.ts'
import type { Language } from './words.ts'

/** `3월 30일 (목)` or `Thu 30 Mar`. `day` is `YYYY-MM-DD`. */
export function dayWords(day: string, language: Language): string {
  const form = language === 'ko' ? KO_DAY : EN_DAY
  return form.format(new Date(`${day}T00:00:00Z`))
}

/** What stands below the number of a day: `3월 목` or `Thu Mar`. */
export function shortDay(day: string, language: Language): string {
  const date = new Date(`${day}T00:00:00Z`)
  return language === 'ko'
    ? `${Number(day.slice(5, 7))}월 ${KO_WEEKDAY.format(date)}`
    : `${EN_WEEKDAY.format(date)} ${EN_MONTH.format(date)}`
}

/** `13 Mar`, for where there is little room. */
export function monthWords(day: string): string {
  return EN_RANGE.format(new Date(`${day}T00:00:00Z`))
}

/** The range of a week, `3월 20일–26일`. */
export function rangeWords(from: string, to: string, language: Language): string {
  const form = language === 'ko' ? KO_RANGE : EN_RANGE
  return form
    .formatRange(new Date(`${from}T00:00:00Z`), new Date(`${to}T00:00:00Z`))
    .replace(/[\u2009\u202f]/g, ' ')
}

// Days are handed over as UTC midnights and printed as such: the host's zone has no say.
const KO_DAY = new Intl.DateTimeFormat('ko', {
  month: 'long',
  day: 'numeric',
  weekday: 'short',
  timeZone: 'UTC',
})
const EN_DAY = new Intl.DateTimeFormat('en-GB', {
  month: 'short',
  day: 'numeric',
  weekday: 'short',
  timeZone: 'UTC',
})
const KO_WEEKDAY = new Intl.DateTimeFormat('ko', { weekday: 'short', timeZone: 'UTC' })
const EN_WEEKDAY = new Intl.DateTimeFormat('en', { weekday: 'short', timeZone: 'UTC' })
const EN_MONTH = new Intl.DateTimeFormat('en', { month: 'short', timeZone: 'UTC' })
const KO_RANGE = new Intl.DateTimeFormat('ko', { month: 'long', day: 'numeric', timeZone: 'UTC' })
const EN_RANGE = new Intl.DateTimeFormat('en-GB', { month: 'short', day: 'numeric', timeZone: 'UTC' })

/** The Monday of a day's week. */
export function mondayOf(day: string): string {
  const weekday = (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7
  return addDays(day, -weekday)
}
