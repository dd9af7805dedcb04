/**
 * Twenty-four places whose clocks change by different rules: at midnight, by half an hour or by two, in winter, for a
 * month of fasting, south of the equator, off whole hours, past a whole day.
 */
export const PLACES = [
  'America/New_York',
  'America/Los_Angeles',
  'America/St_Johns',
  'America/Havana',
  'America/Santiago',
  'America/Godthab',
  'Atlantic/Azores',
  'Europe/London',
  'Europe/Dublin',
  'Europe/Paris',
  'Europe/Athens',
  'Europe/Chisinau',
  'Africa/Casablanca',
  'Africa/Cairo',
  'Asia/Beirut',
  'Asia/Jerusalem',
  'Asia/Seoul',
  'Antarctica/Troll',
  'Australia/Sydney',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'Pacific/Auckland',
  'Pacific/Chatham',
  'Pacific/Easter',
]

/** Korea's own last changes, the day that Samoa left out, and Samoa's last change. */
const YEARS = [1988, 2011, 2021, 2026, 2027]
const DAY_MS = 86_400_000

/** The days around each change of the clocks of `place` in those years: the day itself and its neighbours, in order. */
export function daysOfChange(place: string): readonly string[] {
  const offset = new Intl.DateTimeFormat('en', { timeZone: place, timeZoneName: 'longOffset' })
  const at = (ms: number) => offset.format(ms).split(', ')[1]
  const days = YEARS.flatMap((year) =>
    Array.from({ length: 365 }, (_, day) => Date.UTC(year, 0, 1) + day * DAY_MS)
      .filter((ms) => at(ms) !== at(ms + DAY_MS))
      .flatMap((ms) => [-1, 0, 1, 2].map((n) => new Date(ms + n * DAY_MS).toISOString().slice(0, 10))),
  )
  return [...new Set(days)]
}
