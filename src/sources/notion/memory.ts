import { z } from 'zod'
import { Failure } from '../../lib/failure.ts'

type Stored = { readonly id: string; readonly editedAt: string; readonly hash: string; readonly json: string }

/** What the source remembers between runs, for one knowledge base. Losing it costs requests, never an entry. */
export type SourceMemory = {
  value(name: string): Promise<{ readonly value: string; readonly version: number } | null>
  putValue(name: string, value: string, version: number): Promise<boolean>
  documentStamps(): Promise<ReadonlyMap<string, { readonly editedAt: string; readonly hash: string }>>
  documents(): AsyncIterable<Stored>
  putDocuments(documents: readonly Stored[]): Promise<void>
  dropDocuments(ids: readonly string[]): Promise<void>
}

type ManyMemories = {
  value(space: string, name: string): ReturnType<SourceMemory['value']>
  putValue(space: string, name: string, value: string, version: number): Promise<boolean>
  documentStamps(space: string): ReturnType<SourceMemory['documentStamps']>
  documents(space: string): AsyncIterable<Stored>
  putDocuments(space: string, documents: readonly Stored[]): Promise<void>
  dropDocuments(space: string, ids: readonly string[]): Promise<void>
}

/** A store of many knowledge bases (`Store` is one), as the memory of one. */
export function memoryOf(store: ManyMemories, knowledgeBase: string): SourceMemory {
  return {
    value: (name) => store.value(knowledgeBase, name),
    putValue: (name, value, version) => store.putValue(knowledgeBase, name, value, version),
    documentStamps: () => store.documentStamps(knowledgeBase),
    documents: () => store.documents(knowledgeBase),
    putDocuments: (documents) => store.putDocuments(knowledgeBase, documents),
    dropDocuments: (ids) => store.dropDocuments(knowledgeBase, ids),
  }
}

/** A remembered value of a known shape; null when there is none, or when it is of an older shape: then it is found out anew. */
export async function recall<S extends z.ZodType>(
  memory: SourceMemory,
  name: string,
  schema: S,
): Promise<z.output<S> | null> {
  const held = await memory.value(name)
  if (held === null) return null
  const parsed = schema.safeParse(JSON.parse(held.value))
  return parsed.success ? parsed.data : null
}

/** Remembers a value under a name, whatever was there. The run's lock keeps a second writer away; if one came, this fails. */
export async function remember(memory: SourceMemory, name: string, value: unknown): Promise<void> {
  const text = JSON.stringify(value)
  const held = await memory.value(name)
  if (held?.value === text) return
  if (await memory.putValue(name, text, held?.version ?? 0)) return
  throw new Failure('notion-two-readers', `another run changed what is remembered under \`${name}\``, {
    hint: 'Let one run end before the next begins.',
  })
}

/** What the last readings left for the next. Instants are UTC. */
export const readingState = z.object({
  /** Names the settings under which pages were listed: others list other pages. */
  settings: z.string(),
  /** When every page was last listed without trouble; null: list all next time. */
  listedAt: z.string().nullable(),
  /** A reading was begun and not ended: what it put down may lack what belongs here. */
  open: z.boolean(),
  /** When the last reading of everything began. */
  fullAt: z.string().nullable(),
  /** Pages that could not be read, to be read next time whatever their stamp. */
  again: z.array(z.string()),
  /** By page: what it shows of elsewhere (ids of inline databases and of copies of synced blocks). */
  foreign: z.record(z.string(), z.object({ databases: z.array(z.string()), copies: z.array(z.string()) })),
  /** By data source shown inline: whose it is, and how it looked. */
  inline: z.record(
    z.string(),
    z.object({ page: z.string(), rows: z.number(), newest: z.string(), signature: z.string() }),
  ),
})

export type ReadingState = z.output<typeof readingState>
export type Foreign = ReadingState['foreign'][string]
export type Inline = ReadingState['inline'][string]
