import { type KnowledgeBase, knowledgeBases } from '../run/knowledge-base.ts'
import { forgetLeftOver } from '../run/left-over.ts'
import type { RunProgress } from '../run/order.ts'
import type { Report } from '../run/report.ts'
import { run } from '../run/sync.ts'
import { knowledgeBaseNamed } from '../settings/read.ts'
import { openStore } from '../state/open.ts'
import type { Context } from './context.ts'
import { EXIT, type ExitCode } from './exit.ts'
import { reportLines } from './report-lines.ts'
import { exitOf } from './run-exit.ts'

type Options = {
  readonly knowledgeBase?: string
  readonly dryRun?: boolean
  readonly full?: boolean
  readonly force?: boolean
}

/** `magam sync`: one run of every knowledge base, or of one. */
export function sync(context: Context, options: Options): Promise<ExitCode> {
  return runAll(context, options, options.dryRun ? 'plan' : 'sync')
}

/** `magam plan`: what a sync would change, and why. Writes nothing. */
export function plan(context: Context, options: Options): Promise<ExitCode> {
  return runAll(context, options, 'plan')
}

async function runAll(context: Context, options: Options, mode: Report['mode']): Promise<ExitCode> {
  const settings = await context.settings()
  const only = options.knowledgeBase
  if (only !== undefined) knowledgeBaseNamed(settings, only)
  const bases = knowledgeBases(settings, { stop: context.signal }).filter(
    ({ name }) => only === undefined || name === only,
  )
  const store = await openStore(settings.environment.databaseUrl, { onlyLook: mode === 'plan' })
  let code: ExitCode = EXIT.done
  try {
    for (const [index, base] of bases.entries()) {
      const { report } = await runOne(context, options, mode, base, store)
      tell(context, report)
      if (mode === 'sync') await store.pruneRuns(base.name, settings.keepRuns)
      code = worse(code, exitOf(report, context.stoppedBy()))
      if (!context.signal.aborted) continue
      code = worse(code, tellNotBegun(context, bases.slice(index + 1)))
      break
    }
    if (mode === 'sync') {
      const named = settings.knowledgeBases.map(({ name }) => name)
      await forgetLeftOver(store, named, new Date())
    }
    return code
  } finally {
    await store.close()
  }
}

async function runOne(
  context: Context,
  options: Options,
  mode: Report['mode'],
  base: KnowledgeBase,
  store: Awaited<ReturnType<typeof openStore>>,
) {
  const progress = context.progress()
  try {
    return await run(base, store, {
      mode,
      trigger: 'hand',
      full: options.full ?? false,
      force: options.force ?? false,
      now: context.now(),
      wall: () => new Date(),
      signal: context.signal,
      onProgress: (step) => {
        progress.step(`${base.name}: ${WORDS[step.step]}`, step.done, step.total)
        context.log.debug({ knowledgeBase: base.name, done: step.done, total: step.total }, WORDS[step.step])
        if (context.json) context.data({ event: 'progress', knowledgeBase: base.name, ...step })
      },
    })
  } finally {
    progress.end()
  }
}

const WORDS: Readonly<Record<RunProgress['step'], string>> = {
  read: 'reading Notion',
  compare: 'comparing',
  write: 'writing',
  'write back': 'writing back to Notion',
}

function tell(context: Context, report: Report): void {
  if (context.json) {
    context.data({ event: 'report', ...report })
    return
  }
  context.print(reportLines(report, context.paint).join('\n'))
}

/** The knowledge bases that a stop left as they were have no report of their own. */
function tellNotBegun(context: Context, bases: readonly KnowledgeBase[]): ExitCode {
  if (bases.length === 0) return EXIT.done
  const names = bases.map(({ name }) => `\`${name}\``).join(', ')
  context.tell(`stopped before ${names}; the next run goes on there`)
  return context.stoppedBy() === 'SIGTERM' ? EXIT.done : EXIT.failed
}

/** A refusal asks for a person, so it is told before a failure, which the next run may mend. */
function worse(a: ExitCode, b: ExitCode): ExitCode {
  return a === EXIT.refused || b === EXIT.done ? a : b
}
