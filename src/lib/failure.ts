/**
 * Trouble, told apart by who must act. Anything that is neither is a bug and shows everything.
 * - `Failure`: something outside did not work. Soft ones become outcomes and the run goes on; fatal ones stop it.
 * - `UserError`: a mistake in settings or usage: lists all problems, each with a hint, shows no stack.
 */
export class Failure extends Error {
  readonly code: string
  readonly hint: string | null
  constructor(code: string, message: string, options: { cause?: unknown; hint?: string } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = 'Failure'
    this.code = code
    this.hint = options.hint ?? null
  }
}

export type Problem = { readonly what: string; readonly hint: string | null }

export class UserError extends Error {
  readonly problems: readonly Problem[]
  /** What to do where the message is the whole problem. */
  readonly hint: string | null
  constructor(message: string, problems: readonly Problem[] = [], hint: string | null = null) {
    super(message)
    this.name = 'UserError'
    this.problems = problems
    this.hint = hint
  }
}
