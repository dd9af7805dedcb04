import type { Comment } from '../api/schema.ts'
import { plainText } from '../convert/rich-text.ts'
import { pieces } from './filling.ts'

/**
 * The end of a comment of ours: `[magam:1a2b3c]`, with a count from the second time on, when a settled finding came
 * back (`[magam:1a2b3c#2]`). A reply that ends in the same and a check mark settles it.
 */
export function tagOf(marker: string, nth: number): string {
  return `[magam:${marker}${nth > 1 ? `#${nth}` : ''}]`
}

export function settledTag(marker: string, nth: number): string {
  return `${tagOf(marker, nth)} ✓`
}

/** The words of a comment as a request takes them, its tag on a line of its own. */
export function wordsWith(text: string, tag: string) {
  return [...pieces(`${text}\n`), tag].map((content) => ({ type: 'text' as const, text: { content } }))
}

/** What the comments of a page tell of one marker. */
export type Trace = {
  /** How often it was posted. */
  readonly times: number
  /** The comment that no reply has settled. */
  readonly open: { readonly discussion: string; readonly nth: number } | null
}

/** Finds a marker among the comments of a page; without the memory of what we posted, this is all we know. */
export function traceOf(marker: string, comments: readonly Comment[]): Trace {
  const said = comments.map((comment) => ({ comment, text: plainText(comment.rich_text) }))
  const posts = said.flatMap(({ comment, text }) => {
    const nth = nthIn(text, marker)
    return nth === null || text.includes(settledTag(marker, nth))
      ? []
      : [{ discussion: comment.discussion_id, nth }]
  })
  const isSettled = (nth: number) => said.some(({ text }) => text.includes(settledTag(marker, nth)))
  return {
    times: Math.max(0, ...posts.map(({ nth }) => nth)),
    open: posts.find(({ nth }) => !isSettled(nth)) ?? null,
  }
}

function nthIn(text: string, marker: string): number | null {
  const [, rest] = text.split(`[magam:${marker}`)
  if (rest?.startsWith(']')) return 1
  const counted = /^#(\d{1,6})\]/.exec(rest ?? '')
  return counted ? Number(counted[1]) : null
}

/** Every marker that comments carry, in the order in which they stand. */
export function markersIn(comments: readonly Comment[]): readonly string[] {
  const found = comments.flatMap(({ rich_text }) => [
    ...plainText(rich_text).matchAll(/\[magam:([0-9a-z]{1,64})(?:#\d{1,6})?\]/gi),
  ])
  return [...new Set(found.flatMap(([, marker]) => marker ?? []))]
}
