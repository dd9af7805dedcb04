import type { SourceMemory } from './memory.ts'
import type { NotionOptions } from './options.ts'
import { type ReadRequest, type ReadResult, readSource } from './read.ts'

export { memoryOf, type SourceMemory } from './memory.ts'
export type { NotionOptions } from './options.ts'
export type { Progress, ReadFailure, ReadRequest, ReadResult } from './read.ts'

/** One knowledge base in Notion, as the run sees it. */
export type NotionSource = {
  read(request: ReadRequest): Promise<ReadResult>
}

/** The knowledge base that `options` name, read into and written back from `memory`. */
export function notionSource(options: NotionOptions, memory: SourceMemory): NotionSource {
  return {
    read: (request) => readSource(options, memory, request),
  }
}
