import { UserError } from '../lib/failure.ts'
import { openStore } from '../state/open.ts'
import type { RunRow, Store } from '../state/store.ts'
import type { Context } from './context.ts'
import { EXIT, type ExitCode } from './exit.ts'
import { table } from './table.ts'

type Options = { readonly knowledgeBase?: string; readonly limit: number }

/** `magam history [ID]`: past runs, newest first, or one of them in full. */
export async function history(context: Context, options: Options, id?: string): Promise<ExitCode> {
  const store = await openStore(context.environment().databaseUrl)
  try {
    if (id === undefined) await showAll(context, store, options)
    else await showOne(context, store, id)
  } finally {
    await store.close()
  }
  return EXIT.done
}

async function showAll(context: Context, store: Store, options: Options): Promise<void> {
  const runs = await store.runs(options.knowledgeBase ?? null, options.limit)
  if (context.json) {
    context.data(runs.map((run) => ({ ...summary(run) })))
    return
  }
  if (runs.length === 0) {
    context.say('No run yet. `magam sync` makes one.')
    return
  }
  const { paint } = context
  const head = ['RUN', 'KNOWLEDGE BASE', 'STARTED', 'TOOK', 'BY', 'RESULT'].map((word) => paint('bold', word))
  context.print(table([head, ...runs.map((run) => line(run, context))]))
}

async function showOne(context: Context, store: Store, id: string): Promise<void> {
  const run = await store.run(id)
  if (!run) {
    throw new UserError(`there is no run \`${id}\``, [
      { what: 'the state keeps the newest runs only', hint: '`magam history` lists them' },
    ])
  }
  if (context.json) {
    context.data({ ...summary(run), report: JSON.parse(run.json) as unknown })
    return
  }
  context.print(table(Object.entries(summary(run)).map(([name, value]) => [name, String(value ?? '-')])))
  context.print(JSON.stringify(JSON.parse(run.json), null, 2))
}

function summary(run: RunRow) {
  return {
    id: run.id,
    knowledgeBase: run.knowledgeBase,
    trigger: run.trigger,
    startedAt: run.startedAt,
    endedAt: run.endedAt,
    result: run.result,
  }
}

function line(run: RunRow, context: Context): readonly string[] {
  const style = {
    done: 'green',
    partly: 'yellow',
    running: 'cyan',
    refused: 'yellow',
    failed: 'red',
  } as const
  return [
    run.id,
    run.knowledgeBase,
    run.startedAt.replace('T', ' ').replace(/(\.\d+)?Z$/, ' UTC'),
    run.endedAt === null ? '-' : seconds(Date.parse(run.endedAt) - Date.parse(run.startedAt)),
    run.trigger,
    context.paint(style[run.result], run.result),
  ]
}

const seconds = (ms: number): string => `${(ms / 1_000).toFixed(ms < 10_000 ? 1 : 0)} s`
