import { counted } from '../../lib/counted.ts'
import { daysLeft, dDay } from '../../plan/standing.ts'
import type { Programme } from '../../programmes/programme.ts'
import type { Report } from '../../run/report.ts'
import type { RunResult } from '../../run/sync.ts'
import { koreanMoment } from '../korean-moment.ts'
import type { Paint } from '../paint.ts'
import {
  countWords,
  findingLines,
  noteLines,
  SINK_NAMES,
  statusLines,
  troubleLines,
} from '../report-words.ts'
import { table } from '../table.ts'

export type DemoRun = {
  readonly result: RunResult
  /** The statuses that Magam may change. */
  readonly managed: readonly string[]
  /** Requests this run sent. */
  readonly notion: number
  readonly google: number
}

/** `2023-03-20 (월) 09:00` in Korea. */
function koreanTime(now: Date): string {
  return koreanMoment(`${new Date(now.getTime() + 9 * 3_600_000).toISOString().slice(0, 16)}+09:00`)
}

/** What the demo is, and the moment it judges by. */
export function introLines(
  judged: {
    readonly now: Date
    readonly given: boolean
    readonly sample: boolean
    readonly source: string | null
  },
  paint: Paint,
): readonly string[] {
  const when = `${koreanTime(judged.now)} in Korea`
  const why =
    judged.sample && !judged.given
      ? `Judged as of ${when}, when the sample page was alive.`
      : `Judged as of ${when}.`
  return [
    `${paint('bold', '마감 Magam')}: the whole job on a local Notion and a local Google Calendar.`,
    paint(
      'dim',
      `${judged.source === null ? 'The bundled sample page' : judged.source}. ${why} Nothing leaves this machine.`,
    ),
    '',
  ]
}

/** What the first run read, understood, found and wrote. */
export function firstRunLines(
  { result, managed, notion, google }: DemoRun,
  now: Date,
  paint: Paint,
): readonly string[] {
  const { report, understanding } = result
  const theirs = (understanding?.documents ?? []).filter(
    ({ status, programmes }) => programmes.length > 0 && status !== null && !managed.includes(status),
  )
  const { read, programmes } = report
  return [
    section('Read', paint),
    ...(understanding?.documents ?? []).map(
      ({ title, status, programmes: own }) =>
        `  ${title}  ${paint('dim', `${counted(own.length, 'programme')}, status \`${status ?? ''}\``)}`,
    ),
    paint('dim', `  ${counted(read.documents, 'page')}, ${counted(notion, 'request')} to Notion`),
    '',
    section('Understood', paint),
    ...indent(table((understanding?.programmes ?? []).map((each) => programmeCells(each, now, paint)))),
    paint(
      'dim',
      `  ${counted(programmes.all, 'programme')}: ${programmes.open} open, ${programmes.past} past${programmes.openEnded ? `, ${programmes.openEnded} open-ended` : ''}${programmes.unclear ? `, ${programmes.unclear} unclear` : ''}`,
    ),
    '',
    section('Found', paint),
    ...foundLines(report, paint).map((line) => `  ${line}`),
    '',
    section('Wrote', paint),
    ...wroteLines(report, google, unchangedStatus(report, theirs, managed), paint).map((line) => `  ${line}`),
    '',
  ]
}

function wroteLines(report: Report, google: number, unchanged: string, paint: Paint): readonly string[] {
  const width = Math.max(...Object.values(SINK_NAMES).map((name) => name.length))
  return [
    ...report.sinks.map(({ sink, changes }) => {
      const requests = sink === 'google-calendar' ? paint('dim', `  (${counted(google, 'request')})`) : ''
      return `${(SINK_NAMES[sink] ?? sink).padEnd(width)}  ${countWords(changes, false)}${requests}`
    }),
    ...(report.statuses.length === 0
      ? [`${'Page status'.padEnd(width)}  ${unchanged}`]
      : statusLines(report.statuses, paint)),
    ...report.sinks.flatMap(({ trouble }) => (trouble ? troubleLines(trouble, paint) : [])),
    ...report.troubles.flatMap((trouble) => troubleLines(trouble, paint)),
  ]
}

/** Findings, what was left unread and why, and what to do where nothing was recognised at all. */
function foundLines({ findings, notes, read, programmes }: Report, paint: Paint): readonly string[] {
  const unread = [...read.failures.map(({ problem }) => problem), ...read.notes, ...noteLines(notes)]
  const none =
    programmes.all === 0
      ? [
          'No call was recognised: Magam looks for columns such as `사업명` and `지원 접수 기간`.',
          'Other words are named under `columns` in the settings; `magam init` shows what it recognises.',
        ]
      : []
  const lines = [...findingLines(findings, paint), ...unread.map((line) => paint('dim', line)), ...none]
  return lines.length > 0 ? lines : ['nothing that a person should look at']
}

/** Why no page got another status. `theirs`: pages in a status that is not among those that Magam changes. */
function unchangedStatus(
  { programmes }: Report,
  theirs: readonly { readonly status: string | null }[],
  managed: readonly string[],
): string {
  if (programmes.all === 0) return 'unchanged: a page without a call is left alone'
  if (theirs.length > 0) {
    const chosen = [...new Set(theirs.map(({ status }) => `\`${status}\``))].join(', ')
    return `unchanged: ${chosen} was chosen by a person; Magam moves pages between ${managed.map((name) => `\`${name}\``).join(' and ')}`
  }
  if (programmes.unclear > 0) return 'unchanged: a row needs a person'
  if (programmes.open + programmes.openEnded === 0) return 'unchanged: every deadline has passed'
  return `unchanged: all read, ${programmes.open + programmes.openEnded} of ${programmes.all} still open`
}

/** That a second run has nothing to do, and what it cost to see that. */
export function secondRunLines({ result, notion, google }: DemoRun, paint: Paint): readonly string[] {
  const { report } = result
  const quiet = report.sinks.every(({ changes }) => changes.length === 0) && report.statuses.length === 0
  const cost = `${counted(notion, 'request')} to Notion, ${google} to Google`
  return [
    section('Ran again', paint),
    quiet
      ? `  nothing to change  ${paint('dim', `(${cost})`)}`
      : `  ${report.sinks.map(({ changes }) => countWords(changes, false)).join('; ')}`,
    '',
  ]
}

/** Where the page and the feed are, and what to try next. */
export function nextLines(
  place: { readonly root: string; readonly slug: string; readonly sample: boolean },
  paint: Paint,
): readonly string[] {
  return [
    section('Serving', paint),
    `  page  ${paint('cyan', place.root)}`,
    `  feed  ${paint('cyan', `${place.root}calendars/${place.slug}.ics`)}`,
    '',
    section('Next', paint),
    ...(place.sample
      ? [
          '  npm start -- --now 2023-05-01T09:00+09:00   see the page expire',
          '  npm start -- --import Export.zip            your own Notion export',
        ]
      : []),
    '  npx magam init                              set it up for your own Notion and Google',
    '',
    paint('dim', 'Ctrl-C stops it.'),
  ]
}

function programmeCells(programme: Programme, now: Date, paint: Paint): readonly string[] {
  const { reading, text } = programme.period
  const quoted = paint('dim', `“${text.replace(/\s+/g, ' ').trim()}”`)
  if (reading.closes === null) {
    return [
      paint('yellow', reading.kind === 'open-ended' ? 'open' : '?'),
      reading.kind,
      programme.name,
      quoted,
    ]
  }
  const days = daysLeft(programme, now.toISOString())
  const badge = days === null ? 'closed' : dDay(days)
  const inferred = reading.warnings.includes('year-inferred') ? paint('dim', ' (year inferred)') : ''
  return [
    paint(days === null ? 'dim' : 'green', badge),
    koreanMoment(reading.closes),
    programme.name,
    quoted + inferred,
  ]
}

function section(words: string, paint: Paint): string {
  return paint(['bold', 'cyan'], words)
}

function indent(text: string): readonly string[] {
  return text === '' ? [] : text.split('\n').map((line) => `  ${line}`)
}
