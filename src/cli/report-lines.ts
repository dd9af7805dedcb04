import { counted } from '../lib/counted.ts'
import { onlyStopped, type Report } from '../run/report.ts'
import type { Paint } from './paint.ts'
import { findingLines, noteLines, sinksLines, statusLines, troubleLines } from './report-words.ts'

/** The report of one run as a person reads it. */
export function reportLines(report: Report, paint: Paint): readonly string[] {
  const planned = report.mode === 'plan' || report.result === 'refused'
  const { read } = report
  if (report.result === 'busy')
    return [`${paint('bold', report.knowledgeBase)}: another run is at it; nothing was done here`]
  return [
    `${paint('bold', report.knowledgeBase)}  ${readWords(report)}`,
    ...read.failures.map(({ problem }) => `  ${paint('red', 'not read:')} ${problem}`),
    ...read.notes.map((note) => `  ${paint('dim', note)}`),
    ...noteLines(report.notes).map((line) => `  ${paint('dim', line)}`),
    ...sinksLines(report.sinks, planned, paint).map((line) => `  ${line}`),
    ...statusLines(report.statuses, paint).map((line) => `  ${line}`),
    ...findingLines(report.findings, paint).map((line) => `  ${line}`),
    ...report.troubles.flatMap((trouble) => troubleLines(trouble, paint)).map((line) => `  ${line}`),
    ...faultLines(report.faults).map((line) => `  ${paint('dim', line)}`),
    `  ${paint('dim', onlyStopped(report) ? STOPPED : RESULTS[report.result])}`,
  ]
}

/** `1 page, 1 changed; 8 programmes, 6 open`; no counts of what nobody could look at. */
function readWords({ read, programmes, result }: Report): string {
  if (result === 'failed' && !read.complete && read.documents === 0) return 'could not be read'
  return `${counted(read.documents, 'page')}, ${read.changed} changed; ${counted(programmes.all, 'programme')}, ${programmes.open} open`
}

/** What failed on the way and was made good, or is told above. */
function faultLines(faults: Report['faults']): readonly string[] {
  if (faults.length === 0) return []
  const names = { notion: 'Notion', google: 'Google' } as const
  const told = faults.map(({ at, what, count }) => `${names[at]}: ${what}${count > 1 ? ` ×${count}` : ''}`)
  return [`requests that failed on the way: ${told.join(', ')}`]
}

const STOPPED = 'stopped before its end, as it was told to'
const RESULTS: Readonly<Record<Report['result'], string>> = {
  done: 'done',
  partly: 'some of it did not work; the next run goes on',
  refused: 'refused: nothing was written, nothing was deleted',
  failed: 'failed: nothing was written',
  busy: 'another run is at it',
}
