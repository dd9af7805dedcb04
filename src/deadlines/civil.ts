/**
 * Days of the proleptic Gregorian calendar as plain numbers: an `Epoch` is the count of days since 1970-01-01.
 * Written by hand because the grammar reads 100,000 texts a second and a date library costs more than the reading itself.
 * The formulas are Howard Hinnant's `days_from_civil` and `civil_from_days`.
 */
export type Epoch = number

export type Civil = { readonly year: number; readonly month: number; readonly day: number }

const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const

export function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
}

/** The last day of a month, 28–31; 0 for a month that does not exist. */
export function lastDayOf(year: number, month: number): number {
  if (month === 2 && isLeap(year)) return 29
  return MONTH_DAYS[month - 1] ?? 0
}

export function exists(year: number, month: number, day: number): boolean {
  return day >= 1 && day <= lastDayOf(year, month)
}

export function toEpoch(year: number, month: number, day: number): Epoch {
  const shifted = month <= 2 ? year - 1 : year
  const era = Math.floor(shifted / 400)
  const yearOfEra = shifted - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * 146_097 + dayOfEra - 719_468
}

export function fromEpoch(epoch: Epoch): Civil {
  const shifted = epoch + 719_468
  const era = Math.floor(shifted / 146_097)
  const dayOfEra = shifted - era * 146_097
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153)
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1,
  }
}

/** 0 is Sunday, 6 is Saturday. */
export function weekdayOf(epoch: Epoch): number {
  return (((epoch + 4) % 7) + 7) % 7
}

/** Reads `YYYY-MM-DD`; null for anything else and for days that do not exist. */
export function readIsoDay(text: string): Epoch | null {
  if (text.length !== 10 || text[4] !== '-' || text[7] !== '-') return null
  const year = digitsIn(text, 0, 4)
  const month = digitsIn(text, 5, 7)
  const day = digitsIn(text, 8, 10)
  return !Number.isNaN(year) && exists(year, month, day) ? toEpoch(year, month, day) : null
}

/** The number that the digits from `from` to `to` make; NaN where one of them is none. */
function digitsIn(text: string, from: number, to: number): number {
  let value = 0
  for (let at = from; at < to; at++) {
    const digit = text.charCodeAt(at) - 0x30
    if (digit < 0 || digit > 9) return Number.NaN
    value = value * 10 + digit
  }
  return value
}

const two = (value: number): string => (value < 10 ? `0${value}` : `${value}`)

export function isoDay(epoch: Epoch): string {
  const { year, month, day } = fromEpoch(epoch)
  return `${year}-${two(month)}-${two(day)}`
}

/** The moment `minutes` (and `seconds`) after the start of a day in Korea; 1440 and more fall on later days. */
export function isoMoment(epoch: Epoch, minutes: number, seconds = 0): string {
  const day = epoch + Math.floor(minutes / 1440)
  const rest = ((minutes % 1440) + 1440) % 1440
  const clock = `${two(Math.floor(rest / 60))}:${two(rest % 60)}${seconds > 0 ? `:${two(seconds)}` : ''}`
  return `${isoDay(day)}T${clock}+09:00`
}
