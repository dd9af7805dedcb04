import { counted } from '../../lib/counted.ts'
import type { Report } from '../../run/report.ts'
import { firstPlan } from '../../run/setup/preview.ts'
import type { Environment } from '../../settings/read.ts'
import type { Context } from '../context.ts'
import { findingLines, noteLines, sinksLines, troubleLines } from '../report-words.ts'

/** Shows what the first sync would do with the drafted settings; nothing is written. */
export async function preview(
  context: Context,
  text: string,
  name: string,
  environment: Environment,
): Promise<Report> {
  const progress = context.progress()
  const report = await firstPlan({ text, name }, environment, context.now(), ({ step, done, total }) =>
    progress.step(step, done, total),
  )
  progress.end()
  const { paintError: paint } = context
  const lines = [
    `${counted(report.programmes.all, 'programme')} in ${counted(report.read.documents, 'page')}: ${report.programmes.open} open, ${report.programmes.past} past, ${report.programmes.unclear} not understood.`,
    ...sinksLines(report.sinks, true, paint, 10),
    ...findingLines(report.findings, paint, 5),
    ...noteLines(report.notes, 5).map((line) => paint('dim', line)),
    ...report.troubles.flatMap((trouble) => troubleLines(trouble, paint)),
  ]
  context.say(`\nWhat the first sync would do:\n${lines.map((line) => `  ${line}`).join('\n')}\n`)
  return report
}
