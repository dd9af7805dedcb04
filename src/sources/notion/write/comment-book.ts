import { z } from 'zod'
import { recall, remember, type SourceMemory } from '../memory.ts'

const NAME = 'notion:comments'
/** Settled comments that are remembered; of older ones, those that still stand on the page tell all there is to know. */
const MOST_SETTLED = 200

const entry = z.object({
  page: z.string(),
  discussion: z.string(),
  /** Counts how often this finding came back after it had been settled. */
  nth: z.number(),
  settled: z.boolean(),
})

const book = z.object({
  /** The integration may not comment. */
  off: z.boolean(),
  posted: z.record(z.string(), entry),
  /** Everything that was posted is here; false once a lost memory began anew. Books of older releases never did. */
  whole: z.boolean().default(true),
})

export type CommentEntry = z.output<typeof entry>

/** What was posted, by marker: comments that people resolved are no longer told by Notion. */
export type CommentBook = {
  entry(marker: string): Promise<CommentEntry | null>
  write(marker: string, entry: CommentEntry): Promise<void>
  entries(): Promise<readonly (readonly [marker: string, entry: CommentEntry])[]>
  isOff(): Promise<boolean>
  turn(off: boolean): Promise<void>
  /** Whether everything that was posted is in the book. */
  isWhole(): Promise<boolean>
  nowWhole(): Promise<void>
}

export function commentBook(memory: SourceMemory): CommentBook {
  const read = async () => (await recall(memory, NAME, book)) ?? { off: false, posted: {}, whole: false }
  return {
    entry: async (marker) => (await read()).posted[marker] ?? null,
    async write(marker, entry) {
      const held = await read()
      const { [marker]: _before, ...others } = held.posted
      await remember(memory, NAME, { ...held, posted: within({ ...others, [marker]: entry }) })
    },
    entries: async () => Object.entries((await read()).posted),
    isOff: async () => (await read()).off,
    turn: async (off) => remember(memory, NAME, { ...(await read()), off }),
    isWhole: async () => (await read()).whole,
    nowWhole: async () => remember(memory, NAME, { ...(await read()), whole: true }),
  }
}

/** The newest stand last; what is open stays, however much it is. */
function within(posted: Readonly<Record<string, CommentEntry>>): Readonly<Record<string, CommentEntry>> {
  const all = Object.entries(posted)
  const settled = all.filter(([, { settled: isSettled }]) => isSettled)
  const old = new Set(settled.slice(0, -MOST_SETTLED).map(([marker]) => marker))
  return Object.fromEntries(all.filter(([marker]) => !old.has(marker)))
}
