import { purposeOf } from './choose.ts'
import type { Findings } from './findings.ts'
import type { Moment, Obstacle, Reading, Round, Warning } from './reading.ts'
import { labelOf, reasonsOf } from './reasons.ts'
import type { Resolved } from './resolve.ts'

/** A reading without a deadline. */
export function refuse(
  kind: 'unknown' | 'invalid' | 'relative',
  obstacle: Obstacle | null,
  warnings: readonly Warning[] = [],
  opens: Moment | null = null,
): Reading {
  return { kind, opens, closes: null, rounds: [], warnings, why: [], obstacle }
}

/** The reading: of the windows with an end, the latest; else no end at all; else what stood in the way. */
export function compose(findings: Findings): Reading {
  const ended = findings.chosen.filter((resolved) => resolved.ended)
  const readable = ended.filter((resolved) => resolved.obstacle === null)
  const first = ended[0]
  if (first === undefined) return withoutEnd(findings)
  if (readable.length === 0) return unreadable(findings, first)
  return withEnd(findings, withoutRepeated(findings, readable))
}

const DAY_LENGTH = 'YYYY-MM-DD'.length

/** `오늘 마감, 오늘 18:00까지`: of a day that is told once more with its hour, and without another name, the hour counts. */
function withoutRepeated(findings: Findings, readable: readonly Resolved[]): readonly Resolved[] {
  if (readable.length < 2) return readable
  const hours = readable.filter(({ closes }) => closes !== null && closes.length > DAY_LENGTH)
  const nameless = hours.filter(({ period }) => labelOf(findings, period) === '')
  const days = new Set(nameless.map(({ closes }) => closes?.slice(0, DAY_LENGTH)))
  return readable.filter(({ opens, closes }) => opens !== null || closes === null || !days.has(closes))
}

function unreadable(findings: Findings, first: Resolved): Reading {
  const { obstacle, warnings, opens } = first
  const kind = obstacle === 'impossible-date' || obstacle === 'end-before-start' ? 'invalid' : 'unknown'
  const start = obstacle === 'impossible-date' ? opens : null
  return { ...refuse(kind, obstacle, warnings, start), why: reasonsOf(findings, null) }
}

function withoutEnd(findings: Findings): Reading {
  const { chosen, remarks } = findings
  const since = chosen.find((resolved) => resolved.obstacle === null)
  if (remarks.open !== null || since !== undefined) {
    return {
      kind: 'open-ended',
      opens: since?.opens ?? null,
      closes: null,
      rounds: [],
      warnings: since?.warnings ?? [],
      why: reasonsOf(findings, since ?? null),
      obstacle: null,
    }
  }
  const why = reasonsOf(findings, null)
  if (remarks.length !== null) return { ...refuse('relative', null), why }
  const obstacle = obstacleOf(findings)
  const warned = obstacle === 'approximate' || obstacle === 'year-unknown'
  return { ...refuse('unknown', obstacle, warned ? [obstacle] : []), why }
}

/** A cell that says no more than that it is over; beside a date the same words head it. */
const CLOSED = /^(?:(?:모집|접수|신청|공모|지원)\s?)?(?:마감|종료)(?:됨|함)?[.!]?$|^closed[.!]?$/iu

function obstacleOf({ text, periods, remarks, chosen }: Findings): Obstacle {
  if (text.trim() === '') return 'empty'
  const failed = chosen.find((resolved) => resolved.obstacle !== null)
  if (failed?.obstacle != null) return failed.obstacle
  if (remarks.recurring !== null) return 'recurring'
  const other = periods.filter((period) => purposeOf(period) === 'other')
  if (other.some(({ closes }) => closes?.day.precision !== 'vague')) return 'only-event-date'
  if (other.length > 0) return 'approximate'
  if (remarks.vague !== null) return 'approximate'
  if (remarks.pending !== null) return 'not-announced'
  return remarks.closed !== null || CLOSED.test(text.trim()) ? 'already-closed' : 'no-date'
}

function withEnd(findings: Findings, readable: readonly Resolved[]): Reading {
  const last = latest(readable)
  const rounds = roundsOf(findings, readable)
  const since = last.opens === null ? sinceOf(findings) : null
  // A start told apart from an end that comes before it: one of the two has been misread.
  if (since !== null && rounds.length === 0 && closing(last.closes) < since)
    return refuse('unknown', 'ambiguous')
  const opens = rounds.length > 1 ? earliest(rounds) : (last.opens ?? since)
  return {
    kind: last.relative ? 'relative' : last.closes !== null && last.closes.length > 10 ? 'datetime' : 'date',
    opens,
    closes: last.closes,
    rounds,
    warnings: warningsOf(findings, last),
    why: reasonsOf(findings, last),
    obstacle: null,
  }
}

/** A day closes when it ends, after every moment of it. */
const closing = (moment: Moment | null): string => (moment?.length === 10 ? `${moment}T24` : (moment ?? ''))

function latest(readable: readonly Resolved[]): Resolved {
  return readable.reduce((last, resolved) =>
    closing(resolved.closes) > closing(last.closes) ? resolved : last,
  )
}

function warningsOf({ remarks }: Findings, last: Resolved): Warning[] {
  const warnings = [...last.warnings]
  if (remarks.early !== null) warnings.push('early-close')
  if (last.period.change === 'new') warnings.push('extended')
  return warnings
}

/** `A ~ 예산 소진 시까지 (종료일: B)`: the start stands apart from the end. */
function sinceOf({ chosen }: Findings): Moment | null {
  return chosen.find((resolved) => !resolved.ended)?.opens ?? null
}

/** When the first of the rounds opens, of those that tell it; null where the first in the text was open before. */
function earliest(rounds: readonly Round[]): Moment | null {
  if (rounds[0]?.opens === null) return null
  const told = rounds.map(({ opens }) => opens).filter((opens) => opens !== null)
  return told.length === 0 ? null : told.reduce((first, opens) => (opens < first ? opens : first))
}

function roundsOf(findings: Findings, readable: readonly Resolved[]): Round[] {
  if (readable.length < 2) return []
  // In the order of the text, whatever made each count: entries are numbered by it.
  const told = readable
    .toSorted((one, other) => one.period.from - other.period.from)
    .map(({ period, opens, closes }) => ({ label: labelOf(findings, period), opens, closes }))
  const seen = new Set<string>()
  const rounds = told.filter(({ label, opens, closes }) => {
    // One moment told twice is no second round: `24시(3월 16일 0시)까지`.
    const moments = `${opens} ${closes}`
    const isNew = !seen.has(moments)
    seen.add(moments)
    return label !== '' || isNew
  })
  if (rounds.length < 2) return []
  return rounds.map((round, index) => ({ ...round, label: round.label || `${index + 1}번째` }))
}
