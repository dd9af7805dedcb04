import { Failure, UserError } from '../../lib/failure.ts'

/**
 * One link of the chain. `good`: it holds. `warning`: a sync works without it, but something is lost.
 * `bad`: a sync would not work, or not do what the settings ask. `mend` says what to do.
 */
export type Check = {
  readonly name: string
  /** The knowledge base it is about; null for what all share. */
  readonly knowledgeBase: string | null
  readonly state: 'good' | 'warning' | 'bad'
  readonly found: string
  readonly mend: string | null
}

export const good = (name: string, found: string): Check => ({
  name,
  knowledgeBase: null,
  state: 'good',
  found,
  mend: null,
})

export const warning = (name: string, found: string, mend: string): Check => ({
  name,
  knowledgeBase: null,
  state: 'warning',
  found,
  mend,
})

export const bad = (name: string, found: string, mend: string | null): Check => ({
  name,
  knowledgeBase: null,
  state: 'bad',
  found,
  mend,
})

export const of = (knowledgeBase: string, checks: readonly Check[]): readonly Check[] =>
  checks.map((check) => ({ ...check, knowledgeBase }))

/**
 * What went wrong, as checks: one for a failure, one for each problem of a mistake in the settings.
 * Anything else is a bug and goes on.
 */
export function trouble(name: string, error: unknown): readonly Check[] {
  if (error instanceof Failure) return [bad(name, [error.message, ...reasons(error)].join(': '), error.hint)]
  if (!(error instanceof UserError)) throw error
  if (error.problems.length === 0) return [bad(name, error.message, error.hint)]
  if (error.problems.length === 1)
    return error.problems.map(({ what, hint }) => bad(name, `${error.message}: ${what}`, hint))
  return error.problems.map(({ what, hint }) => bad(name, what, hint))
}

/** The innermost cause, where it says more. */
function reasons(error: Failure): readonly string[] {
  let at: unknown = error.cause
  while (at instanceof Error && at.cause instanceof Error) at = at.cause
  return at instanceof Error && at.message !== '' && !error.message.includes(at.message) ? [at.message] : []
}
