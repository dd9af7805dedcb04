import type { z } from 'zod'
import { Failure } from '../../../lib/failure.ts'
import type { list } from './schema.ts'
import { NotionTrouble } from './trouble.ts'

type List = z.output<typeof list>
const FRUITLESS_RESTARTS = 3

/**
 * Walks a list to its end, a page at a time, each item once. `has_more` decides, not the cursor and not how full a page
 * is. A cursor that Notion no longer knows starts the walk anew; what was seen before is passed over.
 */
export async function* listed<T extends { readonly id: string }>(
  what: string,
  parse: (item: unknown) => T,
  ask: (cursor: string | undefined) => Promise<List>,
): AsyncGenerator<readonly T[]> {
  const seen = new Set<string>()
  let cursor: string | undefined
  let restarts = 0
  for (;;) {
    const answer = await orExpired(ask(cursor), cursor)
    if (answer === null) {
      restarts += 1
      if (restarts > FRUITLESS_RESTARTS) throw brokenList(what)
      cursor = undefined
      continue
    }
    const fresh = answer.results.map(parse).filter(({ id }) => !seen.has(id))
    for (const { id } of fresh) seen.add(id)
    if (fresh.length > 0) {
      restarts = 0
      yield fresh
    }
    if (!answer.has_more) return
    cursor = nextCursor(what, answer, cursor)
  }
}

/** The answer; null when it was refused because of its cursor. Without a cursor a refusal has another reason. */
export async function orExpired<T>(answer: Promise<T>, cursor: string | undefined): Promise<T | null> {
  try {
    return await answer
  } catch (error) {
    if (cursor !== undefined && error instanceof NotionTrouble && error.status === 400) return null
    throw error
  }
}

/** The cursor to go on with. A list that says it has more and does not say where must not pass for a whole one. */
export function nextCursor(what: string, { next_cursor }: List, used: string | undefined): string {
  if (!next_cursor || next_cursor === used) throw brokenList(what)
  return next_cursor
}

export function brokenList(what: string): Failure {
  return new Failure('notion-list', `${what}: Notion’s list breaks off before its end`, {
    hint: 'Nothing is removed because of it; the next run tries again.',
  })
}
