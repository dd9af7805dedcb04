import { addDays } from '../../lib/seoul.ts'
import type { Language } from './words.ts'

/** `3월 30일 (목)` or `Thu 30 Mar`, with the year where it is not that of `today`. Days are `YYYY-MM-DD`. */
export function dayWords(day: string, language: Language, today: string): string {
  const form = language === 'ko' ? KO_DAY : EN_DAY
  const words = form.format(new Date(`${day}T00:00:00Z`))
  if (isOfYear(day, today)) return words
  return language === 'ko' ? `${day.slice(0, 4)}년 ${words}` : `${words} ${day.slice(0, 4)}`
}

/** What stands below the number of a day: `3월 목` or `Thu Mar`; of another year than that of `today`, `2023년 3월` or `Mar 2023`. */
export function shortDay(day: string, language: Language, today: string): string {
  const date = new Date(`${day}T00:00:00Z`)
  if (!isOfYear(day, today)) {
    return language === 'ko'
      ? `${day.slice(0, 4)}년 ${Number(day.slice(5, 7))}월`
      : `${EN_MONTH.format(date)} ${day.slice(0, 4)}`
  }
  return language === 'ko'
    ? `${Number(day.slice(5, 7))}월 ${KO_WEEKDAY.format(date)}`
    : `${EN_WEEKDAY.format(date)} ${EN_MONTH.format(date)}`
}

/** `13 Mar`, for where there is little room. */
export function monthWords(day: string): string {
  return EN_DATE.format(new Date(`${day}T00:00:00Z`))
}

/** The range of a week, `3월 20일–26일`; one that begins in another year than that of `today`, with the year. */
export function rangeWords(from: string, to: string, language: Language, today: string): string {
  const { plain, withYear } = RANGES[language]
  return (isOfYear(from, today) ? plain : withYear)
    .formatRange(new Date(`${from}T00:00:00Z`), new Date(`${to}T00:00:00Z`))
    .replace(/[\u2009\u202f]/g, ' ')
}

function isOfYear(day: string, today: string): boolean {
  return day.slice(0, 4) === today.slice(0, 4)
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
const EN_DATE = new Intl.DateTimeFormat('en-GB', { month: 'short', day: 'numeric', timeZone: 'UTC' })
const KO_YEAR = { year: 'numeric', month: 'long', day: 'numeric', timeZone: 'UTC' } as const
const EN_YEAR = { year: 'numeric', month: 'short', day: 'numeric', timeZone: 'UTC' } as const
const RANGES = {
  ko: {
    plain: new Intl.DateTimeFormat('ko', { month: 'long', day: 'numeric', timeZone: 'UTC' }),
    withYear: new Intl.DateTimeFormat('ko', KO_YEAR),
  },
  en: { plain: EN_DATE, withYear: new Intl.DateTimeFormat('en-GB', EN_YEAR) },
}

/** The Monday of a day's week. */
export function mondayOf(day: string): string {
  const weekday = (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7
  return addDays(day, -weekday)
}
