import { changeLines } from '../plan/words.ts'
import type { Report, ReportedChange, SinkReport } from '../run/report.ts'
import type { Paint } from './paint.ts'

/** The names of the sinks as people say them. */
export const SINK_NAMES: Readonly<Record<string, string>> = {
  'google-calendar': 'Google Calendar',
  'public-feed': 'Feed and page',
}

const COLOURS = { create: 'green', update: 'yellow', restore: 'cyan', delete: 'red' } as const
const WORDS = {
  create: ['to add', 'added'],
  update: ['to change', 'changed'],
  restore: ['to bring back', 'brought back'],
  delete: ['to remove', 'removed'],
} as const

/** `8 added, 1 changed`, or `nothing to change`. Counts what was done, or in a plan what would be. */
export function countWords(changes: readonly ReportedChange[], planned: boolean): string {
  const counted = changes.filter(({ result }) => planned || result === 'done' || result === 'already')
  const parts = (Object.keys(WORDS) as (keyof typeof WORDS)[]).flatMap((action) => {
    const count = counted.filter((change) => change.action === action).length
    return count === 0 ? [] : [`${count} ${WORDS[action][planned ? 0 : 1]}`]
  })
  // Without a result: it did not come to it before the run was stopped.
  const failed = changes.filter(({ result, problem }) => problem !== null || (!planned && !result)).length
  if (failed > 0) parts.push(`${failed} not written`)
  return parts.join(', ') || 'nothing to change'
}

/** A change with its reason and what changes from what to what below it; a new entry needs no reason. */
function paintedLines(change: ReportedChange, planned: boolean, paint: Paint): readonly string[] {
  const [head = '', why = '', ...fields] = changeLines(change)
  const left = !planned && change.result === null ? paint('dim', '  (not written)') : ''
  return [
    paint(COLOURS[change.action], head.slice(0, 1)) + head.slice(1) + left,
    ...(change.action === 'create' ? [] : [paint('dim', why)]),
    ...fields,
    ...(change.problem === null ? [] : [`    ${paint('red', change.problem)}`]),
  ]
}

/** What every sink did or would do. One that does the same as the one before it is told in a line. */
export function sinksLines(
  sinks: readonly SinkReport[],
  planned: boolean,
  paint: Paint,
  most = 50,
): readonly string[] {
  return sinks.flatMap((sink, at) => {
    const before = sinks[at - 1]
    const same =
      before !== undefined &&
      sink.changes.length > 0 &&
      sink.trouble === null &&
      sink.dangers.length === 0 &&
      JSON.stringify(sink.changes) === JSON.stringify(before.changes)
    if (!same) return sinkLines(sink, planned, paint, most)
    const name = paint('bold', SINK_NAMES[sink.sink] ?? sink.sink)
    return [`${name}: ${countWords(sink.changes, planned)}, the same`]
  })
}

/** What one sink did or would do, as lines. `most` bounds how many changes are told one by one. */
function sinkLines(sink: SinkReport, planned: boolean, paint: Paint, most: number): readonly string[] {
  const name = SINK_NAMES[sink.sink] ?? sink.sink
  const shown = sink.changes.slice(0, most)
  const rest = sink.changes.length - shown.length
  const unknown = sink.trouble !== null && sink.changes.length === 0
  return [
    `${paint('bold', name)}: ${unknown ? 'could not be looked at' : countWords(sink.changes, planned)}`,
    ...shown.flatMap((change) => paintedLines(change, planned, paint).map((line) => `  ${line}`)),
    ...(rest > 0 ? [`  … and ${rest} more; \`--json\` has them all`] : []),
    ...dangerLines(sink.dangers, planned, paint).map((line) => `  ${line}`),
    ...(sink.trouble === null ? [] : troubleLines(sink.trouble, paint).map((line) => `  ${line}`)),
  ]
}

/** What spoke against a plan. Where it was carried out all the same, a person said so: nothing is left to do. */
function dangerLines(dangers: SinkReport['dangers'], planned: boolean, paint: Paint): readonly string[] {
  if (!planned) return dangers.map(({ message }) => `${paint('yellow', 'forced:')} ${message}`)
  return dangers.flatMap(({ message, hint }) => [
    `${paint('red', 'refused:')} ${message}`,
    `${paint('cyan', 'hint:')} ${hint}`,
  ])
}

export function troubleLines({ message, hint }: Report['troubles'][number], paint: Paint): readonly string[] {
  return [
    `${paint('red', 'error:')} ${message}`,
    ...(hint === null ? [] : [`${paint('cyan', 'hint:')} ${hint}`]),
  ]
}

/** Statuses as `page: from → to  why`. */
export function statusLines(statuses: Report['statuses'], paint: Paint): readonly string[] {
  return statuses.flatMap(({ documentTitle, from, to, why, problem }) => [
    `${paint('yellow', '~')} ${documentTitle}: ${from ?? '(empty)'} → ${paint('green', to)}  ${paint('dim', why)}`,
    ...(problem === null ? [] : [`    ${paint('red', problem)}`]),
  ])
}

/** Findings by page, those that need a person first. */
export function findingLines(findings: Report['findings'], paint: Paint, most = 20): readonly string[] {
  const urgent = [...findings].sort((a, b) => Number(b.needsPerson) - Number(a.needsPerson))
  const pages = Map.groupBy(urgent.slice(0, most), ({ place }) => place.documentTitle)
  const lines = [...pages].flatMap(([title, own]) => [
    paint('bold', title),
    ...own.flatMap(({ place, column, problem, mend, needsPerson }) => [
      `  ${needsPerson ? paint('red', '!') : paint('dim', '·')} ${where(place, column)}: ${problem.en}`,
      // What asks for nothing needs no mend on the screen; `--json` and the owner's page have it.
      ...(needsPerson ? [`    ${paint('dim', mend.en)}`] : []),
    ]),
  ])
  return findings.length > most
    ? [...lines, `… and ${findings.length - most} more; \`--json\` has them all`]
    : lines
}

/** How tables were read, each by its page and its heading where it has one. */
export function noteLines(notes: Report['notes'], most = 20): readonly string[] {
  const lines = notes.map(
    ({ documentTitle, tableTitle, words }) =>
      `${[documentTitle, tableTitle].filter(Boolean).join(' › ')}: ${words.en}`,
  )
  return lines.length <= most
    ? lines
    : [...lines.slice(0, most), `… and ${lines.length - most} more; \`--json\` has them all`]
}

function where(place: Report['findings'][number]['place'], column: string | null): string {
  return [place.tableTitle, place.row > 0 ? `row ${place.row}` : '', column ?? ''].filter(Boolean).join(' › ')
}
