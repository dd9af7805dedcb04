import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import { z } from 'zod'
import {
  describe,
  describeWarning,
  explainObstacle,
  parse,
  type Reading,
  type ReadingContext,
} from '../deadlines/index.ts'
import { UserError } from '../lib/failure.ts'
import { daysBetween, seoulDay } from '../lib/seoul.ts'
import { dDay } from '../plan/standing.ts'
import type { Context } from './context.ts'
import { EXIT, type ExitCode } from './exit.ts'
import { table } from './table.ts'
import { underline } from './underline.ts'

type Options = { readonly title?: string; readonly posted?: string; readonly jsonl?: boolean }

/**
 * `magam explain [TEXT]`: how a period text is understood, and which of its words said so. Without TEXT every line of
 * stdin is one. With `--jsonl` each line is `{"id","text","context":{"title","posted"}}` and is answered with
 * `{"id","kind","start","end","warnings","rounds"}`, one at a time, so that another program can ask as it goes.
 */
export async function explain(context: Context, options: Options, text?: string): Promise<ExitCode> {
  if (options.jsonl) return answerLines(context)
  const reading: ReadingContext = { title: options.title ?? '', posted: dayOf(options.posted) }
  if (text !== undefined) {
    show(context, text, reading)
    return EXIT.done
  }
  if (context.stdin.isTTY) throw nothingToExplain()
  let shown = 0
  for await (const line of lines(context)) {
    if (line.trim() === '') continue
    show(context, line, reading)
    shown += 1
  }
  if (shown === 0 && !context.signal.aborted) throw nothingToExplain()
  return EXIT.done
}

function nothingToExplain(): UserError {
  return new UserError('there is no text to explain', [
    {
      what: 'neither the command line nor stdin has one',
      hint: 'write `magam explain "2026. 3. 20.(금) ~ 4. 2.(목) 18:00"`',
    },
  ])
}

function show(context: Context, text: string, about: ReadingContext): void {
  const reading = parse(text, about)
  if (context.json) {
    context.data({ text, ...about, reading, words: describe(reading) })
    return
  }
  const { paint } = context
  const words = explainObstacle(reading)
  context.print(underline(text, reading, paint))
  context.print(`  ${words.ko}${left(reading, context)}\n  ${paint('dim', words.en)}`)
  const rows = reading.why.map((reason) => {
    const said = text.slice(reason.from, reason.to).trim()
    const source = reason.inferred === null ? '' : `by the ${reason.inferred.replace('-', ' ')}`
    return [
      `  ${paint('cyan', reason.part)}`,
      reason.value,
      [said ? `“${said}”` : '', source].filter(Boolean).join(', '),
    ]
  })
  if (rows.length > 0) context.print(table(rows))
  for (const warning of reading.warnings)
    context.print(`  ${paint('yellow', '!')} ${describeWarning(warning).en}`)
  context.print('')
}

/** How far off the deadline is, in days of the Korean calendar, judged by the present moment or `--now`. */
function left({ closes }: Reading, context: Context): string {
  if (closes === null) return ''
  const now = context.now().getTime()
  const today = seoulDay(now)
  const passed = closes.length > 10 ? Date.parse(closes) < now : closes < today
  // Midnight is the end of a day, as on the page and in the tables.
  const last = closes.length > 10 ? seoulDay(Date.parse(closes) - 1) : closes
  if (passed) return `  ${context.paint('dim', 'passed')}`
  return `  ${context.paint('yellow', dDay(daysBetween(today, last)))}`
}

const asked = z.object({
  id: z.union([z.string(), z.number()]),
  text: z.string(),
  context: z
    .object({ title: z.string().default(''), posted: z.string().nullable().default(null) })
    .default({ title: '', posted: null }),
})

/** One bad line is told on stderr by its number and stops none of the others; the exit code remembers it. */
async function answerLines(context: Context): Promise<ExitCode> {
  let number = 0
  let bad = 0
  for await (const line of lines(context)) {
    number += 1
    if (line.trim() === '') continue
    const question = asked.safeParse(json(line))
    if (question.success) context.data(answer(question.data))
    else {
      bad += 1
      context.tell(`line ${number}: not a question of the form {"id","text","context":{"title","posted"}}`)
    }
  }
  return bad === 0 ? EXIT.done : EXIT.usage
}

function answer({ id, text, context }: z.output<typeof asked>): object {
  const { kind, opens, closes, warnings, rounds } = parse(text, context)
  return {
    id,
    kind,
    start: opens,
    end: closes,
    warnings,
    ...(rounds.length > 1 && {
      rounds: rounds.map((round) => ({ label: round.label, start: round.opens, end: round.closes })),
    }),
  }
}

async function* lines(context: Context): AsyncGenerator<string> {
  const reader = createInterface({ input: Readable.from(context.stdin), crlfDelay: Number.POSITIVE_INFINITY })
  let isFirst = true
  for await (const line of reader) {
    if (context.signal.aborted) return
    // A file that a Windows editor saved may begin with a byte-order mark.
    yield isFirst ? line.replace(/^\ufeff/, '') : line
    isFirst = false
  }
}

function json(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return null
  }
}

function dayOf(text: string | undefined): string | null {
  if (text === undefined) return null
  const day = new Date(`${text}T00:00:00Z`)
  if (/^\d{4}-\d{2}-\d{2}$/.test(text) && day.toJSON()?.startsWith(text)) return text
  throw new UserError(`\`--posted ${text}\` is not a day`, [], 'give year, month and day, such as 2026-03-02')
}
