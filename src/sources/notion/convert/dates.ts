import { Temporal } from 'temporal-polyfill'
import type { DateValue } from '../../../documents/document.ts'
import type { DateJson } from '../api/schema.ts'

const ZONE = 'Asia/Seoul'

/** A Notion date, with its offset: a time without one counts in the zone given beside it, else in UTC. */
export function dateOf(json: DateJson): DateValue {
  return {
    start: withOffset(json.start, json.time_zone),
    end: json.end ? withOffset(json.end, json.time_zone) : null,
  }
}

/** The date as people in Korea read it: `2026-12-24`, `2026-12-24 23:59`, `2026-12-01 ~ 2026-12-24`. */
export function dateText({ start, end }: DateValue): string {
  return end === null ? momentText(start) : `${momentText(start)} ~ ${momentText(end)}`
}

function withOffset(text: string, zone: string | null | undefined): string {
  if (!text.includes('T') || /(?:Z|[+-]\d\d:?\d\d)$/.test(text)) return text
  try {
    return Temporal.PlainDateTime.from(text)
      .toZonedDateTime(zone ?? 'UTC')
      .toString({ timeZoneName: 'never', smallestUnit: 'millisecond' })
  } catch {
    // A zone or a time that nobody knows: kept as written, for the grammar to judge.
    return text
  }
}

function momentText(text: string): string {
  if (!text.includes('T')) return text
  try {
    const local = Temporal.Instant.from(text).toZonedDateTimeISO(ZONE)
    return local
      .toPlainDateTime()
      .toString({ smallestUnit: local.second === 0 ? 'minute' : 'second' })
      .replace('T', ' ')
  } catch {
    return text
  }
}
