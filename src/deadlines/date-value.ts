import { fromEpoch, isoMoment, readIsoDay, toEpoch } from './civil.ts'
import type { Moment, Reading, Warning } from './reading.ts'

const ISO =
  /^(\d{4}-\d{2}-\d{2})(?:[T ]([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})?)?$/

const KOREA = 540

/**
 * A structured date (a date property or a mention): ISO 8601 days or date-times. One date is the deadline; two are a window.
 * A date-time without offset is UTC, as the Notion API has it; it is given back as Korea's clock shows it.
 */
export function readDateValue(start: string, end: string | null): Reading {
  const first = readIso(start)
  const last = end === null ? first : readIso(end)
  if (last === null || first === null) return failed('unknown', 'no-date', [])
  const opens = end === null ? null : first
  if (opens !== null && isAfter(opens, last))
    return failed('invalid', 'end-before-start', ['end-before-start'])
  return {
    kind: last.length === 10 ? 'date' : 'datetime',
    opens,
    closes: last,
    rounds: [],
    warnings: [],
    why: [],
    obstacle: null,
  }
}

function isAfter(opens: Moment, closes: Moment): boolean {
  if (opens.length > 10 && closes.length > 10) return opens > closes
  return opens.slice(0, 10) > closes.slice(0, 10)
}

function failed(
  kind: 'unknown' | 'invalid',
  obstacle: 'no-date' | 'end-before-start',
  warnings: readonly Warning[],
): Reading {
  return { kind, opens: null, closes: null, rounds: [], warnings, why: [], obstacle }
}

function readIso(text: string): Moment | null {
  const match = ISO.exec(text)
  if (match === null) return null
  const epoch = readIsoDay(match[1] ?? '')
  if (epoch === null || !isInReach(epoch)) return null
  if (match[2] === undefined) return match[1] ?? null
  const minutes = Number(match[2]) * 60 + Number(match[3])
  return isoMoment(epoch, minutes + KOREA - offsetOf(match[5]), Number(match[4] ?? 0))
}

function isInReach(epoch: number): boolean {
  const { year } = fromEpoch(epoch)
  return year >= 1900 && epoch < toEpoch(2200, 12, 31)
}

/** Minutes east of UTC. */
function offsetOf(text: string | undefined): number {
  if (text === undefined || text === 'Z') return 0
  const digits = text.replace(':', '')
  const minutes = Number(digits.slice(1, 3)) * 60 + Number(digits.slice(3, 5))
  return digits.startsWith('-') ? -minutes : minutes
}
