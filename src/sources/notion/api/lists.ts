import { Failure } from '../../../lib/failure.ts'
import { NotionTrouble } from './trouble.ts'

type List<T> = {
  readonly results: readonly T[]
  readonly has_more: boolean
  readonly next_cursor?: string | null | undefined
}
/** Answers in a row, empty pages and restarts together, that may bring nothing new. */
export const FRUITLESS = 20

/**
 * Walks a list to its end, a page at a time, each item once. `has_more` decides, not the cursor and not how full a page
 * is. A cursor that Notion no longer knows starts the walk anew; what was seen before is passed over.
 */
export async function* listed<T extends { readonly id: string }>(
  what: string,
  ask: (cursor: string | undefined) => Promise<List<T>>,
): AsyncGenerator<readonly T[]> {
  const seen = new Set<string>()
  let cursor: string | undefined
  let fruitless = 0
  while (fruitless < FRUITLESS) {
    const answer: List<T> | null = await orExpired(ask(cursor), cursor)
    const fresh = (answer?.results ?? []).filter(({ id }) => !seen.has(id))
    for (const { id } of fresh) seen.add(id)
    fruitless = fresh.length > 0 ? 0 : fruitless + 1
    if (fresh.length > 0) yield fresh
    if (answer && !answer.has_more) return
    cursor = answer ? nextCursor(what, answer) : undefined
  }
  throw brokenList(what)
}

/** The answer; null when it was refused because of its cursor. Without a cursor a refusal has another reason. */
export async function orExpired<T>(answer: Promise<T>, cursor: string | undefined): Promise<T | null> {
  try {
    return await answer
  } catch (error) {
    if (cursor !== undefined && error instanceof NotionTrouble && error.isRefusal(400)) return null
    throw error
  }
}

/** The cursor to go on with. A list that says it has more and does not say where must not pass for a whole one. */
export function nextCursor(what: string, { next_cursor }: List<unknown>): string {
  if (!next_cursor) throw brokenList(what)
  return next_cursor
}

export function brokenList(what: string): Failure {
  return new Failure('notion-list', `${what}: Notion’s list breaks off before its end`, {
    hint: 'Nothing is removed because of it; the next run tries again.',
  })
}
