import { choose, isSupported, purposeOf } from './choose.ts'
import { type Normalised, normalise } from './normalise.ts'
import { type Outside, outsideOf } from './outside.ts'
import { readParts } from './parts.ts'
import type { Period, Remarks } from './period.ts'
import { readPeriods } from './periods.ts'
import type { Moment, Obstacle, Reading, ReadingContext, Reason, Round, Warning } from './reading.ts'
import { type Resolved, resolve } from './resolve.ts'
import { tokenise } from './tokens.ts'

/** A cell longer than this, in UTF-16 units, tells no period: it is refused rather than searched. */
export const LONGEST = 10_000

/**
 * What a period text means. Days and hours are those of Korea; `context.posted` is a day in Korea.
 * Never throws: what cannot be read gives kind `unknown` or `invalid` with its obstacle. Linear in the text.
 */
export function parse(text: string, context: ReadingContext): Reading {
  if (text.length > LONGEST) return refuse('unknown', 'too-long', [])
  const normalised = normalise(text)
  const parts = readParts({ list: tokenise(normalised), codes: normalised.codes })
  const { periods, remarks } = readPeriods(parts, normalised.struck)
  const supported = periods.filter((period) => isSupported(period) && !period.recurring)
  const outside = outsideOf(context, yearsOf(periods, remarks))
  const chosen = choose(supported, remarks.arrow).map((period) => resolve(period, outside))
  return compose(normalised, text, periods, chosen, remarks, outside)
}

function yearsOf(periods: readonly Period[], remarks: Remarks): number[] {
  const years: number[] = []
  for (const { opens, closes } of periods)
    for (const year of [opens?.day.year, closes?.day.year])
      if (year != null && !years.includes(year)) years.push(year)
  for (const year of remarks.years) if (!years.includes(year)) years.push(year)
  return years
}

function refuse(
  kind: 'unknown' | 'invalid' | 'relative',
  obstacle: Obstacle | null,
  warnings: readonly Warning[],
  opens: Moment | null = null,
): Reading {
  return { kind, opens, closes: null, rounds: [], warnings, why: [], obstacle }
}

function compose(
  normalised: Normalised,
  text: string,
  periods: readonly Period[],
  chosen: readonly Resolved[],
  remarks: Remarks,
  outside: Outside,
): Reading {
  const ended = chosen.filter((resolved) => resolved.ended)
  const readable = ended.filter((resolved) => resolved.obstacle === null)
  const first = ended[0]
  if (first === undefined) return withoutEnd(normalised, text, periods, chosen, remarks, outside)
  if (readable.length === 0) {
    const { obstacle, warnings } = first
    const kind = obstacle === 'impossible-date' || obstacle === 'end-before-start' ? 'invalid' : 'unknown'
    return refuse(kind, obstacle, warnings, obstacle === 'impossible-date' ? first.opens : null)
  }
  return withEnd(normalised, readable, chosen, remarks)
}

function withoutEnd(
  normalised: Normalised,
  text: string,
  periods: readonly Period[],
  chosen: readonly Resolved[],
  remarks: Remarks,
  outside: Outside,
): Reading {
  const since = chosen.find((resolved) => resolved.obstacle === null)
  if (remarks.open !== null || since !== undefined) {
    const why =
      since === undefined || since.period.opens === null
        ? []
        : [reason(normalised, 'opens', since.period.opens, since.opens ?? '', null)]
    if (remarks.open !== null) why.push(reason(normalised, 'kind', remarks.open, 'open-ended', null))
    return {
      kind: 'open-ended',
      opens: since?.opens ?? null,
      closes: null,
      rounds: [],
      warnings: since?.warnings ?? [],
      why,
      obstacle: null,
    }
  }
  if (remarks.length !== null) return refuse('relative', null, [])
  const obstacle = obstacleOf(text, periods, chosen, remarks)
  void outside
  const warnings: Warning[] =
    obstacle === 'approximate' ? ['approximate'] : obstacle === 'year-unknown' ? ['year-unknown'] : []
  return refuse('unknown', obstacle, warnings)
}

function obstacleOf(
  text: string,
  periods: readonly Period[],
  chosen: readonly Resolved[],
  remarks: Remarks,
): Obstacle {
  if (text.trim() === '') return 'empty'
  const failed = chosen.find((resolved) => resolved.obstacle !== null)
  if (failed?.obstacle != null) return failed.obstacle
  if (remarks.recurring !== null) return 'recurring'
  if (periods.some((period) => purposeOf(period) === 'other')) return 'only-event-date'
  if (remarks.vague !== null) return 'approximate'
  if (remarks.pending !== null) return 'not-announced'
  return remarks.closed !== null ? 'already-closed' : 'no-date'
}

/** Latest end first: a date closes at the end of its day. */
function closing(moment: Moment): string {
  return moment.length === 10 ? `${moment}T24` : moment
}

function withEnd(
  normalised: Normalised,
  readable: readonly Resolved[],
  chosen: readonly Resolved[],
  remarks: Remarks,
): Reading {
  let last = readable[0] as Resolved
  for (const resolved of readable)
    if (closing(resolved.closes ?? '') > closing(last.closes ?? '')) last = resolved
  const rounds = roundsOf(normalised, readable)
  const warnings = [...last.warnings]
  if (remarks.early !== null) warnings.push('early-close')
  if (last.period.change === 'new') warnings.push('extended')
  const opens = rounds.length > 1 ? (rounds[0]?.opens ?? null) : (last.opens ?? sinceOf(chosen))
  return {
    kind: last.relative
      ? 'relative'
      : last.closes === null || last.closes.length === 10
        ? 'date'
        : 'datetime',
    opens,
    closes: last.closes,
    rounds,
    warnings,
    why: reasonsOf(normalised, last),
    obstacle: null,
  }
}

/** `A ~ 예산 소진 시까지 (종료일: B)`: the start stands apart from the end. */
function sinceOf(chosen: readonly Resolved[]): Moment | null {
  return chosen.find((resolved) => !resolved.ended)?.opens ?? null
}

function roundsOf(normalised: Normalised, readable: readonly Resolved[]): Round[] {
  if (readable.length < 2) return []
  return readable.map(({ period, opens, closes }, index) => {
    const stretch = period.round ?? period.head
    const label = stretch === null ? `${index + 1}차` : slice(normalised, stretch.from, stretch.to)
    return { label, opens, closes }
  })
}

function slice(normalised: Normalised, from: number, to: number): string {
  return String.fromCharCode(...normalised.codes.subarray(from, Math.min(to, from + 40))).trim()
}

function reason(
  normalised: Normalised,
  part: Reason['part'],
  stretch: { from: number; to: number },
  value: string,
  inferred: Reason['inferred'],
): Reason {
  const from = normalised.offsets[stretch.from] ?? 0
  const to = normalised.offsets[stretch.to] ?? from
  return { part, from, to, value, inferred }
}

function reasonsOf(normalised: Normalised, last: Resolved): Reason[] {
  const why: Reason[] = []
  const { opens, closes } = last.period
  if (opens !== null && last.opens !== null)
    why.push(reason(normalised, 'opens', opens, last.opens, last.inferred))
  if (closes !== null && last.closes !== null)
    why.push(reason(normalised, 'closes', closes, last.closes, last.inferred))
  return why
}
