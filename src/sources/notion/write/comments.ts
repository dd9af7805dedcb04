import type { Api } from '../api/client.ts'
import { listed } from '../api/lists.ts'
import { type Comment, comment, commentList } from '../api/schema.ts'
import { mayBeSaved } from '../api/trouble.ts'
import { plainText } from '../convert/rich-text.ts'
import type { SourceMemory } from '../memory.ts'
import { softly, type WriteOutcome } from './carry-out.ts'
import { type CommentBook, commentBook } from './comment-book.ts'
import { markersIn, settledTag, tagOf, traceOf, wordsWith } from './comment-words.ts'

export type CommentWrite = {
  readonly documentId: string
  /** Names the finding: the same finding is commented on once. Letters and digits. */
  readonly marker: string
  readonly text: string
}

/** `off`: the integration may not comment; said in words the first time, silent after. */
export type CommentOutcome = Omit<WriteOutcome, 'result'> & {
  readonly result: WriteOutcome['result'] | 'off'
}

const DONE: CommentOutcome = { result: 'done', problem: null }
const ALREADY: CommentOutcome = { result: 'already', problem: null }

export type Commenter = {
  comment(write: CommentWrite): Promise<CommentOutcome>
  settle(write: CommentWrite): Promise<CommentOutcome>
  /** Comments that were posted and not settled. */
  open(): Promise<readonly { readonly marker: string; readonly documentId: string }[]>
  /** Once a lost memory began anew: finds what was posted on `pages` before, so that it can still be settled. */
  recall(pages: readonly string[]): Promise<CommentOutcome>
  /** Says that none was posted before, so that nobody looks for them later. */
  nothingToRecall(): Promise<void>
  /** Lets a missing capability be tried, and said, anew. */
  forgetOff(): Promise<void>
}

/**
 * Posts and settles comments. Notion cannot be told to post once, so each carries its marker in its words, and an
 * unanswered post is never repeated in the same run: the next one looks for the marker first, when nothing can still be
 * on its way. Notion offers no way to resolve a discussion either: settling replies to it.
 */
export function commenter(api: Api, memory: SourceMemory): Commenter {
  const book = commentBook(memory)
  return {
    comment: (write) => unlessOff(book, () => postComment(api, book, write)),
    settle: (write) => unlessOff(book, () => settleComment(api, book, write)),
    async open() {
      const entries = await book.entries()
      return entries.flatMap(([marker, { page, settled }]) => (settled ? [] : [{ marker, documentId: page }]))
    },
    recall: (pages) => unlessOff(book, () => recallComments(api, book, pages)),
    async nothingToRecall() {
      if (!(await book.isWhole())) await book.nowWhole()
    },
    async forgetOff() {
      if (await book.isOff()) await book.turn(false)
    },
  }
}

async function postComment(api: Api, book: CommentBook, { documentId, marker, text }: CommentWrite) {
  const known = await book.entry(marker)
  if (known && !known.settled) return ALREADY
  const { open, times } = traceOf(marker, await commentsOn(api, documentId))
  if (open && !known) {
    await book.write(marker, { ...open, page: documentId, settled: false })
    return ALREADY
  }
  const nth = Math.max(known?.nth ?? 0, times) + 1
  const tag = tagOf(marker, nth)
  const posted = await post(api, documentId, tag, (client) =>
    client.comments.create({ parent: { page_id: documentId }, rich_text: wordsWith(text, tag) }),
  )
  if (typeof posted !== 'string') return posted
  await book.write(marker, { page: documentId, discussion: posted, nth, settled: false })
  return DONE
}

async function settleComment(api: Api, book: CommentBook, { documentId, marker, text }: CommentWrite) {
  const known = await book.entry(marker)
  if (known?.settled) return ALREADY
  const { open } = traceOf(marker, await commentsOn(api, documentId))
  if (open) {
    const tag = settledTag(marker, open.nth)
    const posted = await post(api, documentId, tag, (client) =>
      client.comments.create({ discussion_id: open.discussion, rich_text: wordsWith(text, tag) }),
    )
    if (typeof posted !== 'string') return posted
  }
  // Resolved or deleted by a person, there is nothing left to say.
  const end = known ?? (open && { ...open, page: documentId })
  if (end) await book.write(marker, { ...end, settled: true })
  return open ? DONE : ALREADY
}

async function recallComments(api: Api, book: CommentBook, pages: readonly string[]) {
  if (await book.isWhole()) return ALREADY
  for (const page of pages) {
    const comments = await commentsOn(api, page)
    for (const marker of markersIn(comments)) {
      const { open } = traceOf(marker, comments)
      if (open && !(await book.entry(marker))) await book.write(marker, { ...open, page, settled: false })
    }
  }
  await book.nowWhole()
  return DONE
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
    if (!mayBeSaved(trouble)) throw trouble
    const there = (await commentsOn(api, documentId)).find((one) => plainText(one.rich_text).includes(tag))
    return there?.discussion_id ?? { result: 'unsure', problem: trouble.message }
  }
}

/** Runs `work` unless comments are off; a missing capability turns them off. */
async function unlessOff(book: CommentBook, work: () => Promise<CommentOutcome>): Promise<CommentOutcome> {
  if (await book.isOff()) return { result: 'off', problem: null }
  try {
    return await work()
  } catch (error) {
    const trouble = softly(error)
    if (trouble.code !== 'notion-capability') return { result: 'failed', problem: trouble.message }
    await book.turn(true)
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
