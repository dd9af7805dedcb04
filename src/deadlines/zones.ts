import type { Epoch } from './civil.ts'

/**
 * Places whose clocks change in the course of a year. People write PST in July and mean the clocks of California, so every
 * word for one of these is read as the time of day that is kept there then.
 */
const PLACES = ['America/Los_Angeles', 'America/New_York', 'Europe/London', 'Europe/Paris'] as const

/** From here on a zone is not minutes east of UTC but names a place. */
export const PLACED = 10_000

export const PACIFIC = PLACED
export const EASTERN = PLACED + 1
export const LONDON = PLACED + 2
export const CENTRAL_EUROPE = PLACED + 3

const formats = new Map<number, Intl.DateTimeFormat>()

/** Minutes east of UTC of a zone (see `Clock`) at so many minutes after the midnight that begins a day there. */
export function minutesEast(zone: number, day: Epoch, minutes: number): number {
  if (zone < PLACED) return zone
  const told = offsetAt(zone, (day * 1440 + minutes) * 60_000)
  // Once more at the moment itself: the first guess is some hours off, and clocks may change between the two.
  return offsetAt(zone, (day * 1440 + minutes - told) * 60_000)
}

function offsetAt(zone: number, moment: number): number {
  let format = formats.get(zone)
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: PLACES[zone - PLACED] ?? 'UTC',
      timeZoneName: 'longOffset',
    })
    formats.set(zone, format)
  }
  const name = format.formatToParts(moment).find(({ type }) => type === 'timeZoneName')?.value ?? ''
  const [, sign, hours, rest] = /GMT([+-])(\d\d):(\d\d)/.exec(name) ?? []
  const east = Number(hours ?? 0) * 60 + Number(rest ?? 0)
  return sign === '-' ? -east : east
}
