import { UserError } from '../lib/failure.ts'
import { type Check, examine, wouldWork } from '../run/doctor/examine.ts'
import { proveAccess } from '../run/knowledge-base.ts'
import type { Context } from './context.ts'
import { EXIT, type ExitCode } from './exit.ts'
import type { Paint } from './paint.ts'
import { table } from './table.ts'

type Options = { readonly knowledgeBase?: string }

/** `magam doctor`: every link of the chain with ✓, ! or ✗, its cause and its mend. 0 only if a sync would work, 2 for mistakes in the settings or want of access. */
export async function doctor(context: Context, options: Options): Promise<ExitCode> {
  const checks: Check[] = []
  const progress = context.progress()
  progress.step('looking at every link of the chain')
  const examination = examine({
    settings: context.quietSettings,
    databaseUrl: () => context.environment().databaseUrl,
    configFile: context.configFile,
    knowledgeBase: options.knowledgeBase ?? null,
    now: context.now(),
  })
  for await (const check of examination) {
    checks.push(check)
    progress.step(`looking: ${check.name}`)
  }
  progress.end()
  const works = wouldWork(checks)
  if (context.json) context.data({ works, checks })
  else {
    context.print(checkLines(checks, context.paint).join('\n'))
    context.print(verdict(checks, context.paint))
  }
  if (works) return EXIT.done
  return (await isMistaken(context)) ? EXIT.usage : EXIT.failed
}

/** Whether every other command would leave with a mistake before it asked anybody: in the settings, or of access that is not given. */
async function isMistaken(context: Context): Promise<boolean> {
  try {
    proveAccess(await context.quietSettings())
    return false
  } catch (error) {
    if (error instanceof UserError) return true
    throw error
  }
}

const SIGNS = {
  good: { colour: 'green', sign: '✓' },
  warning: { colour: 'yellow', sign: '!' },
  bad: { colour: 'red', sign: '✗' },
} as const

/** One line a check, what is shared first, then each knowledge base; the mend below what does not hold. */
function checkLines(checks: readonly Check[], paint: Paint): readonly string[] {
  const width = Math.max(...checks.map(({ name }) => name.length))
  return [...Map.groupBy(checks, ({ knowledgeBase }) => knowledgeBase)].flatMap(([base, own]) => [
    ...(base === null ? [] : ['', paint('bold', base)]),
    ...own.flatMap(({ name, state, found, mend }) => [
      table([[paint(SIGNS[state].colour, SIGNS[state].sign), name.padEnd(width), found]]),
      ...(mend === null ? [] : [`${' '.repeat(width + 5)}${paint('cyan', 'mend:')} ${mend}`]),
    ]),
  ])
}

function verdict(checks: readonly Check[], paint: Paint): string {
  const bad = checks.filter(({ state }) => state === 'bad').length
  const warnings = checks.filter(({ state }) => state === 'warning').length
  const look = warnings === 0 ? '' : `; ${warnings} to look at`
  if (bad === 0)
    return `\n${paint('green', 'A sync would work')}${look}. \`magam plan\` shows what it would do.`
  return `\n${paint('red', 'A sync would not work')}: ${bad} to mend${look}.`
}
