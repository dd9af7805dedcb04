import { z } from 'zod'
import type { Api } from '../api/client.ts'
import { listed } from '../api/lists.ts'
import { type Comment, comment, commentList } from '../api/schema.ts'
import { plainText } from '../convert/rich-text.ts'
import { recall, remember, type SourceMemory } from '../memory.ts'
import { softly, type WriteOutcome } from './carry-out.ts'
import { pieces } from './filling.ts'

export type CommentWrite = {
  readonly documentId: string
  /** Names the finding: the same finding is commented on once. */
  readonly marker: string
  readonly text: string
}

/** `off`: the integration may not comment; said in words the first time, silent after. */
export type CommentOutcome = Omit<WriteOutcome, 'result'> & {
  readonly result: WriteOutcome['result'] | 'off'
}

const posted = z.object({
  page: z.string(),
  discussion: z.string(),
  /** Counts how often this finding came back after it had been settled. */
  nth: z.number(),
  settled: z.boolean(),
})
const commentBook = z.object({ off: z.boolean(), posted: z.record(z.string(), posted) })
type Book = z.output<typeof commentBook>

const NAME = 'notion:comments'
const DONE: CommentOutcome = { result: 'done', problem: null }
const ALREADY: CommentOutcome = { result: 'already', problem: null }

export type Commenter = {
  comment(write: CommentWrite): Promise<CommentOutcome>
  settle(write: CommentWrite): Promise<CommentOutcome>
  /** Comments that were posted and not settled. */
  open(): Promise<readonly { readonly marker: string; readonly documentId: string }[]>
  /** Lets a missing capability be tried, and said, anew. */
  forgetOff(): Promise<void>
}

/**
 * Posts and settles comments. Notion cannot be told to post once, so each carries its marker in its words, and an
 * unanswered post is never repeated in the same run: the next one looks for the marker first, when nothing can still be
 * on its way. Notion offers no way to resolve a discussion either: settling replies to it.
 */
export function commenter(api: Api, memory: SourceMemory): Commenter {
  const open = async (): Promise<Book> =>
    (await recall(memory, NAME, commentBook)) ?? { off: false, posted: {} }
  const note = async (marker: string, entry: Book['posted'][string]) => {
    const book = await open()
    await remember(memory, NAME, { ...book, posted: { ...book.posted, [marker]: entry } })
  }
  return {
    comment: ({ documentId, marker, text }) =>
      unlessOff(memory, async () => {
        const known = (await open()).posted[marker]
        if (known && !known.settled) return ALREADY
        const present = await commentsOn(api, documentId)
        const nth = Math.max(known ? known.nth + 1 : 1, nextNth(present, marker))
        const standing = present.find((one) => isOpen(one, present, marker))
        if (standing && !known) {
          await note(marker, {
            page: documentId,
            discussion: standing.discussion_id,
            nth: nthOf(standing, marker),
            settled: false,
          })
          return ALREADY
        }
        const tag = tagOf(marker, nth)
        const outcome = await post(api, documentId, tag, (client) =>
          client.comments.create({ parent: { page_id: documentId }, rich_text: words(text, tag) }),
        )
        if (typeof outcome === 'string') {
          await note(marker, { page: documentId, discussion: outcome, nth, settled: false })
          return DONE
        }
        return outcome
      }),
    settle: ({ documentId, marker, text }) =>
      unlessOff(memory, async () => {
        const known = (await open()).posted[marker]
        if (known?.settled) return ALREADY
        const present = await commentsOn(api, documentId)
        const standing = present.find((one) => isOpen(one, present, marker))
        // Resolved or deleted by a person: nothing is left to say.
        const nth = standing ? nthOf(standing, marker) : (known?.nth ?? 1)
        const end = {
          page: documentId,
          discussion: standing?.discussion_id ?? known?.discussion ?? '',
          nth,
          settled: true,
        }
        if (standing) {
          const tag = settledTag(tagOf(marker, nth))
          const outcome = await post(api, documentId, tag, (client) =>
            client.comments.create({ discussion_id: standing.discussion_id, rich_text: words(text, tag) }),
          )
          if (typeof outcome !== 'string') return outcome
        }
        if (known || standing) await note(marker, end)
        return standing ? DONE : ALREADY
      }),
    open: async () =>
      Object.entries((await open()).posted).flatMap(([marker, { page, settled }]) =>
        settled ? [] : [{ marker, documentId: page }],
      ),
    async forgetOff() {
      const book = await open()
      if (book.off) await remember(memory, NAME, { ...book, off: false })
    },
  }
}

/** Posts once; gives the discussion. An answer that was lost is looked for, never sent again. */
async function post(
  api: Api,
  documentId: string,
  tag: string,
  send: Parameters<Api['write']>[2],
): Promise<string | CommentOutcome> {
  try {
    return (await api.write(`commenting on page ${documentId}`, comment, send)).discussion_id
  } catch (error) {
    const trouble = softly(error)
    if (trouble.kind !== 'passing') throw trouble
    const there = (await commentsOn(api, documentId)).find((one) => plainText(one.rich_text).includes(tag))
    return there?.discussion_id ?? { result: 'unsure', problem: trouble.message }
  }
}

/** Runs `work` unless comments are off; a missing capability turns them off. */
async function unlessOff(memory: SourceMemory, work: () => Promise<CommentOutcome>): Promise<CommentOutcome> {
  const book = (await recall(memory, NAME, commentBook)) ?? { off: false, posted: {} }
  if (book.off) return { result: 'off', problem: null }
  try {
    return await work()
  } catch (error) {
    const trouble = softly(error)
    if (trouble.status !== 403) return { result: 'failed', problem: trouble.message }
    await remember(memory, NAME, { ...book, off: true })
    return {
      result: 'off',
      problem:
        'The integration may not read or write comments: findings are not commented on. Tick both comment capabilities in its settings in Notion, or set `notion.comments: false`.',
    }
  }
}

/** Unresolved comments on a page. */
async function commentsOn(api: Api, pageId: string): Promise<readonly Comment[]> {
  const found: Comment[] = []
  const what = `reading the comments on page ${pageId}`
  const pages = listed(what, (cursor) =>
    api.read(what, commentList, (client) =>
      client.comments.list({
        block_id: pageId,
        page_size: 100,
        ...(cursor !== undefined && { start_cursor: cursor }),
      }),
    ),
  )
  for await (const part of pages) found.push(...part)
  return found
}

const tagOf = (marker: string, nth: number) => `[magam:${marker}${nth > 1 ? `#${nth}` : ''}]`
const settledTag = (tag: string) => `${tag} ✓`

function words(text: string, tag: string) {
  return [...pieces(`${text}\n`), tag].map((content) => ({ type: 'text' as const, text: { content } }))
}

function nthOf(one: Comment, marker: string): number {
  const found = /#(\d+)\]/.exec(plainText(one.rich_text).split(`[magam:${marker}`)[1] ?? '')
  return found ? Number(found[1]) : 1
}

function carries(one: Comment, marker: string): boolean {
  const text = plainText(one.rich_text)
  return text.includes(`[magam:${marker}]`) || text.includes(`[magam:${marker}#`)
}

function nextNth(present: readonly Comment[], marker: string): number {
  return Math.max(0, ...present.filter((one) => carries(one, marker)).map((one) => nthOf(one, marker))) + 1
}

/** A comment with the marker that no reply has settled. */
function isOpen(one: Comment, present: readonly Comment[], marker: string): boolean {
  if (!carries(one, marker)) return false
  const end = settledTag(tagOf(marker, nthOf(one, marker)))
  return !present.some((other) => plainText(other.rich_text).includes(end))
}
