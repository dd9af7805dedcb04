import { purposeOf } from './choose.ts'
import type { Findings } from './findings.ts'
import type { Period, Stretch } from './period.ts'
import type { Reason } from './reading.ts'
import type { Resolved } from './resolve.ts'

const LONGEST_LABEL = 40

/** Where a stretch of the normalised text stands in the original. */
function originalOf({ normalised }: Findings, { from, to }: Stretch): Stretch {
  const start = normalised.offsets[from] ?? 0
  return { from: start, to: normalised.offsets[to] ?? start }
}

/** Signs around a label that are no part of it. */
const EDGE = /^[\s\-–~*•▪ㅇ○◦·※,.:|/()[\]<>【】「」→⇒]+|[\s\-–~,.:|/()[\]<>【】「」→⇒]+$/g

/** What is left of the sentence before: `24일까지이며, …`. */
const CONNECTIVE = /^(?:이며|이고|이므로|이나|이지만|하며)(?=[\s,]|$)/

/** A round's label as written, on one line; empty when the text gives none. */
export function labelOf(findings: Findings, period: Period): string {
  const { from, to } = originalOf(findings, period.round ?? period.name)
  return findings.text
    .slice(Math.max(from, to - LONGEST_LABEL), to)
    .replace(/\s+/g, ' ')
    .replace(EDGE, '')
    .replace(CONNECTIVE, '')
    .replace(EDGE, '')
}

/** Which characters gave which part of the reading; `last` is the window that gave the deadline, if one did. */
export function reasonsOf(findings: Findings, last: Resolved | null): Reason[] {
  const why: Reason[] = []
  const say = (
    part: Reason['part'],
    stretch: Stretch,
    value: string,
    inferred: Reason['inferred'] = null,
  ): void => {
    why.push({ part, ...originalOf(findings, stretch), value, inferred })
  }
  if (last !== null) sayWindow(last, say)
  sayRemarks(findings, last, say)
  for (const period of findings.periods)
    if (period !== last?.period && purposeOf(period) === 'other') say('ignored', period, 'other')
  return why.sort((a, b) => a.from - b.from)
}

type Say = (part: Reason['part'], stretch: Stretch, value: string, inferred?: Reason['inferred']) => void

function sayWindow({ period, opens, closes, inferred, carried }: Resolved, say: Say): void {
  const { opens: start, closes: end } = period
  const from = start?.day.year == null && end?.day.year != null ? null : inferred
  if (start !== null && opens !== null) say('opens', start, opens, start.day.year === null ? from : null)
  if (end !== null && closes !== null) {
    const source = end.day.year !== null ? null : carried ? 'range-start' : inferred
    say('closes', end, closes, source)
  }
  if (end === null && closes !== null)
    say('closes', { from: start?.to ?? period.from, to: period.to }, closes)
}

function sayRemarks({ remarks, chosen }: Findings, last: Resolved | null, say: Say): void {
  const ended = last?.closes != null
  if (remarks.open !== null && !ended) say('kind', remarks.open, 'open-ended')
  if (remarks.early !== null && ended) say('warning', remarks.early, 'early-close')
  if (remarks.extended !== null && last?.period.change === 'new') say('warning', remarks.extended, 'extended')
  const rounds = chosen.filter((resolved) => resolved.ended && resolved.obstacle === null)
  if (rounds.length < 2) return
  for (const { period, closes } of rounds) {
    if (period !== last?.period && closes !== null) say('round', period, closes)
  }
}
