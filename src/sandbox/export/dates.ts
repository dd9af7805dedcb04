const MONTHS = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
]
const TIME = String.raw`(?: (\d{1,2}):(\d{2})(?: ?([AP]M))?)?`
const ENGLISH = new RegExp(
  `^([A-Za-z]{3,9}) (\\d{1,2}), (\\d{4})${TIME}(?: \\(GMT([+-]\\d{1,2})(?::(\\d{2}))?\\))?$`,
)
const SLASHED = new RegExp(`^(\\d{4})/(\\d{2})/(\\d{2})${TIME}$`)

/**
 * A date as Notion writes it into exports (`March 17, 2023`, `March 17, 2023 11:59 PM`, `2023/03/17`, with ` → ` and an
 * end), or null. A time without zone is that of Korea: an export is in the time of the person who made it.
 */
export function readExportDate(text: string): { start: string; end: string | null } | null {
  const [first = '', second, more] = text.split(' → ')
  const start = readMoment(first)
  if (start === null || more !== undefined) return null
  if (second === undefined) return { start, end: null }
  const end = readMoment(second)
  return end === null ? null : { start, end }
}

function readMoment(text: string): string | null {
  const english = ENGLISH.exec(text)
  if (english) {
    const [, name = '', day = '', year = '', hour, minute, half, zone, zoneMinutes] = english
    const month = MONTHS.findIndex((known) => known.startsWith(name.toLowerCase())) + 1
    if (month === 0) return null
    return iso(year, String(month), day, hour, minute, half, offset(zone, zoneMinutes))
  }
  const slashed = SLASHED.exec(text)
  if (!slashed) return null
  const [, year = '', month = '', day = '', hour, minute, half] = slashed
  return iso(year, month, day, hour, minute, half, '+09:00')
}

function offset(hours: string | undefined, minutes: string | undefined): string {
  if (hours === undefined) return '+09:00'
  const sign = hours.startsWith('-') ? '-' : '+'
  return `${sign}${hours.slice(1).padStart(2, '0')}:${minutes ?? '00'}`
}

function iso(
  year: string,
  month: string,
  day: string,
  hour: string | undefined,
  minute: string | undefined,
  half: string | undefined,
  zone: string,
): string | null {
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  if (Number.isNaN(Date.parse(date)) || new Date(date).getUTCDate() !== Number(day)) return null
  if (hour === undefined) return date
  const hours = half === undefined ? Number(hour) : (Number(hour) % 12) + (half === 'PM' ? 12 : 0)
  if (hours > 23 || Number(minute) > 59) return null
  return `${date}T${String(hours).padStart(2, '0')}:${minute}:00.000${zone}`
}
