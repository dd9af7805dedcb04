import { UserError } from '../lib/failure.ts'
import { namesWithRuns, type PastRun, pastRuns, runsCalled } from '../run/history.ts'
import type { Report } from '../run/report.ts'
import { nearest } from '../settings/nearest.ts'
import type { Context } from './context.ts'
import { EXIT, type ExitCode } from './exit.ts'
import type { Paint } from './paint.ts'
import { reportLines } from './report-lines.ts'
import { reportShape } from './shapes.ts'
import { table } from './table.ts'

type Options = { readonly knowledgeBase?: string; readonly limit: number }

/** `magam history [ID]`: past runs, newest first, or one of them in full. */
export async function history(context: Context, options: Options, id?: string): Promise<ExitCode> {
  const { databaseUrl } = context.environment()
  if (id === undefined) await showAll(context, databaseUrl, options)
  else showOne(context, theOne(id, await runsCalled(databaseUrl, id)))
  return EXIT.done
}

async function showAll(context: Context, database: string, { knowledgeBase, limit }: Options): Promise<void> {
  const runs = await pastRuns(database, knowledgeBase ?? null, limit)
  if (context.json) {
    context.data(runs.map(summary))
    return
  }
  if (runs.length === 0) {
    context.say(noRunWords(knowledgeBase, knowledgeBase === undefined ? [] : await namesWithRuns(database)))
    return
  }
  const { paint } = context
  const head = ['RUN', 'KNOWLEDGE BASE', 'STARTED', 'TOOK', 'BY', 'RESULT'].map((word) => paint('bold', word))
  const letters = enoughLetters(runs.map(({ id }) => id))
  context.print(table([head, ...runs.map((run) => line(run, letters, context))]))
}

/** So many knowledge bases are named where none has a name like the one that was asked for. */
const MOST_NAMED = 20

function noRunWords(knowledgeBase: string | undefined, others: readonly string[]): string {
  if (knowledgeBase === undefined || others.length === 0) return 'No run yet. `magam sync` makes one.'
  const near = nearest(knowledgeBase, others)
  const named = others.slice(0, MOST_NAMED).map((name) => `\`${name}\``)
  const more = others.length - named.length
  const hint = near
    ? `did you mean \`${near}\`?`
    : `there are runs of ${named.join(', ')}${more > 0 ? ` and ${more} more` : ''}.`
  return `No run of \`${knowledgeBase}\`: ${hint}`
}

/** The run that was meant. Throws a `UserError` when there is none, or when it could be any of several. */
function theOne(id: string, found: readonly PastRun[]): PastRun {
  const [run, ...others] = found
  if (run === undefined) {
    throw new UserError(
      `there is no run \`${id}\``,
      [],
      '`magam history` lists those there are; old ones are not kept for ever',
    )
  }
  if (others.length === 0) return run
  throw new UserError(
    `several runs begin with \`${id}\``,
    found.map((one) => ({ what: `${one.id}  ${one.knowledgeBase}, ${moment(one.startedAt)}`, hint: null })),
    'give more letters of the one you mean',
  )
}

function showOne(context: Context, run: PastRun): void {
  if (context.json) {
    context.data({ ...summary(run), report: JSON.parse(run.json) as unknown })
    return
  }
  context.print(table(Object.entries(summary(run)).map(([name, value]) => [name, String(value ?? '-')])))
  context.print(inFull(run.json, context.paint))
}

/** The report in words; a run that was cut off, or that an older Magam reported, as the data that it left. */
function inFull(json: string, paint: Paint): string {
  const held = JSON.parse(json) as unknown
  const report = reportShape.safeParse(held)
  // The shape leaves codes open, which are only shown.
  return report.success
    ? `\n${reportLines(report.data as Report, paint).join('\n')}`
    : JSON.stringify(held, null, 2)
}

function summary(run: PastRun) {
  return {
    id: run.id,
    knowledgeBase: run.knowledgeBase,
    trigger: run.trigger,
    startedAt: run.startedAt,
    endedAt: run.endedAt,
    result: run.result,
  }
}

const SHORT = 8

/** How many letters of these ids tell them apart: eight, or more where that is not enough. */
function enoughLetters(ids: readonly string[]): number {
  let letters = SHORT
  while (new Set(ids.map((id) => id.slice(0, letters))).size < new Set(ids).size) letters += 1
  return letters
}

function line(run: PastRun, letters: number, context: Context): readonly string[] {
  const style = {
    done: 'green',
    partly: 'yellow',
    running: 'cyan',
    refused: 'yellow',
    failed: 'red',
  } as const
  return [
    run.id.slice(0, letters),
    run.knowledgeBase,
    moment(run.startedAt),
    run.endedAt === null ? '-' : seconds(Date.parse(run.endedAt) - Date.parse(run.startedAt)),
    run.trigger,
    context.paint(style[run.result], run.result),
  ]
}

const moment = (instant: string): string => instant.replace('T', ' ').replace(/(\.\d+)?Z$/, ' UTC')

const seconds = (ms: number): string => `${(ms / 1_000).toFixed(ms < 10_000 ? 1 : 0)} s`
