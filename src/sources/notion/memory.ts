import type { z } from 'zod'
import { Failure } from '../../lib/failure.ts'

export type Stored = {
  readonly id: string
  readonly editedAt: string
  readonly hash: string
  readonly json: string
}

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
