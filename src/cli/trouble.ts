import { Failure, UserError } from '../lib/failure.ts'
import type { Context } from './context.ts'
import { EXIT, type ExitCode } from './exit.ts'
import type { Paint } from './paint.ts'

/** Prints what went wrong on stderr, as much as the reader can use, and tells the exit code. */
export function tellTrouble(
  error: unknown,
  context: Pick<Context, 'tell' | 'paintError' | 'signal'>,
): ExitCode {
  context.tell(troubleText(error, context.paintError))
  if (error instanceof UserError) return EXIT.usage
  return error instanceof Failure ? EXIT.failed : EXIT.bug
}

/**
 * What failed, why, a blank line, what to do:
 * - `UserError`: every problem with its hint, no stack;
 * - `Failure`: the chain of causes and the hint, no stack;
 * - anything else is a bug and shows everything.
 */
export function troubleText(error: unknown, paint: Paint): string {
  const head = (words: string) => `${paint(['red', 'bold'], 'error:')} ${words}`
  const hint = (words: string) => `${paint('cyan', 'hint:')} ${words}`
  if (error instanceof UserError) return userText(error, head, hint)
  const lines = [...causes(error)].map((words) => `  Caused by: ${words}`)
  if (error instanceof Failure) {
    return [head(error.message), ...lines, ...(error.hint ? ['', hint(error.hint)] : [])].join('\n')
  }
  const shown = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return [
    head(`this is a bug in Magam: ${shown}`),
    ...lines,
    '',
    hint(
      'please report it with everything above and the command line; nothing that was written before is lost',
    ),
  ].join('\n')
}

type Words = (words: string) => string

function userText({ message, problems, hint: own }: UserError, head: Words, hint: Words): string {
  const [only, ...others] = problems
  const end = (mend: string | null | undefined) => (mend ? ['', hint(mend)] : [])
  if (others.length === 0) {
    const why = only && !message.includes(only.what) ? [`  Caused by: ${only.what}`] : []
    return [head(message), ...why, ...end(only?.hint ?? own)].join('\n')
  }
  const each = problems.flatMap(({ what, hint: mend }) => [
    `  ${what}`,
    ...(mend ? [`    ${hint(mend)}`] : []),
  ])
  return [head(message), ...each, ...end(own)].join('\n')
}

/** The messages of the causes, outermost first; one that repeats the message above it is left out. */
function* causes(error: unknown): Generator<string> {
  const seen = new Set<unknown>([error])
  let above = error instanceof Error ? error.message : ''
  for (let at = causeOf(error); at !== undefined && !seen.has(at); at = causeOf(at)) {
    seen.add(at)
    const words = at instanceof Error ? at.message || at.name : String(at)
    if (!above.includes(words)) yield words
    above = words
  }
}

function causeOf(error: unknown): unknown {
  return error instanceof Error && error.cause !== undefined && error.cause !== null ? error.cause : undefined
}
