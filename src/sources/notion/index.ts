import { notionApi } from './api/client.ts'
import { type Check, checkSource } from './check.ts'
import type { SourceMemory } from './memory.ts'
import type { NotionOptions } from './options.ts'
import { readSource } from './read/read-source.ts'
import type { ReadRequest, ReadResult } from './read/request.ts'
import { readAgain } from './read/state.ts'
import type { SourceSchema } from './source-schema.ts'
import { rememberedSources } from './sources.ts'
import { impossible, outcomeOf, type WriteOutcome } from './write/carry-out.ts'
import { type CellsWrite, writeCells } from './write/cells.ts'
import { type CommentOutcome, type CommentWrite, commenter } from './write/comments.ts'
import { addOption } from './write/option.ts'
import { type PropertyWrite, schemasOf, writeProperty } from './write/property.ts'
import { type StatusWrite, writeStatus } from './write/status.ts'

export type { Check } from './check.ts'
export { type NotionDiscovery, notionDiscovery, type Recognised, type Seen } from './discover.ts'
export { memoryOf, type SourceMemory } from './memory.ts'
export type { NotionOptions } from './options.ts'
export type { Progress, ReadFailure, ReadRequest, ReadResult } from './read/request.ts'
export type { SourceProperty, SourceSchema } from './source-schema.ts'
export type { WriteOutcome } from './write/carry-out.ts'
export type { CellsWrite } from './write/cells.ts'
export type { CommentOutcome, CommentWrite } from './write/comments.ts'
export type { Filling } from './write/filling.ts'
export type { OptionWish } from './write/option.ts'
export type { PropertyWrite } from './write/property.ts'
export type { StatusWrite } from './write/status.ts'

/**
 * One knowledge base in Notion, as the run sees it. Writes give outcomes and throw a `Failure` only when nothing more
 * can work (an unknown token, a block); each reads its place right before, and again when an answer was lost.
 */
export type NotionSource = {
  read(request: ReadRequest): Promise<ReadResult>
  writeStatus(write: StatusWrite): Promise<WriteOutcome>
  /** Cells of a row of a simple table. */
  writeCells(write: CellsWrite): Promise<WriteOutcome>
  /** A property of a page, or of a row of an inline database. */
  writeProperty(write: PropertyWrite): Promise<WriteOutcome>
  comment(write: CommentWrite): Promise<CommentOutcome>
  settleComment(write: CommentWrite): Promise<CommentOutcome>
  /** Comments that were posted and not settled yet. */
  openComments(): Promise<readonly { readonly marker: string; readonly documentId: string }[]>
  /**
   * Finds the comments that were posted on these pages, when nobody remembers: once after a lost state, one request a page.
   * What fails is tried again the next time.
   */
  recallComments(pageIds: readonly string[]): Promise<CommentOutcome>
  /** Says that none was posted before: a first run has nothing to recall, and the next need not look either. */
  noCommentsToRecall(): Promise<void>
  /**
   * Options of the status property, by data source; null where there is no such property. Remembered, but asked for anew
   * while one of `wanted` is missing: a person may just have added it.
   */
  statusOptions(wanted?: readonly string[]): Promise<
    readonly {
      readonly dataSource: string
      readonly name: string
      readonly options: readonly string[] | null
    }[]
  >
  /** Adds a status option to every data source that lacks it, on a person's wish only. */
  addStatusOption(name: string): Promise<WriteOutcome>
  /** Tries everything, writes nothing. `statuses` are those that may be written. */
  check(statuses: readonly string[]): Promise<readonly Check[]>
}

/** The knowledge base that `options` name, read into and written back from `memory`. */
export function notionSource(options: NotionOptions, memory: SourceMemory): NotionSource {
  const api = notionApi(options, options.signal)
  const comments = commenter(api, memory)
  const schemas = async (anew = false) => (await rememberedSources(api, memory, options, anew)).schemas
  let properties = schemasOf(api)
  return {
    async read(request) {
      properties = schemasOf(api)
      const result = await readSource(options, memory, request)
      if (result.full) await comments.forgetOff()
      return result
    },
    writeStatus: (write) =>
      outcomeOf(async () => {
        const first = await writeStatus(api, await schemas(), write)
        // An option may have been added since the schema was read, or taken away: then Notion refuses it.
        const isStale = first.result === 'impossible' || first.result === 'failed'
        return isStale ? writeStatus(api, await schemas(true), write) : first
      }),
    writeCells: (write) =>
      outcomeOf(async () => {
        const outcome = await writeCells(api, write)
        if (outcome.result !== 'impossible') await readAgain(memory, write.documentId)
        return outcome
      }),
    writeProperty: (write) =>
      outcomeOf(async () => {
        const [only, another] = await schemas()
        const own = only && !another ? { dataSource: only.id } : {}
        return writeProperty(api, properties, { ...own, ...write })
      }),
    comment: comments.comment,
    settleComment: comments.settle,
    openComments: comments.open,
    recallComments: comments.recall,
    noCommentsToRecall: comments.nothingToRecall,
    async statusOptions(wanted = []) {
      const known = (await schemas()).map(statusOptionsOf)
      const missing = known.some(({ options }) => options && wanted.some((name) => !options.includes(name)))
      return missing ? (await schemas(true)).map(statusOptionsOf) : known
    },
    addStatusOption: (name) =>
      outcomeOf(async () => {
        let outcome: WriteOutcome = impossible('there is no status property')
        for (const { id, status } of await schemas(true)) {
          if (status === null) continue
          outcome = await addOption(api, { dataSource: id, property: status, name })
          if (outcome.result !== 'done' && outcome.result !== 'already') break
        }
        await schemas(true)
        return outcome
      }),
    check: (statuses) => checkSource(api, options, statuses),
  }
}

function statusOptionsOf({ id, name, properties, status }: SourceSchema) {
  return {
    dataSource: id,
    name,
    options: properties.find((property) => property.id === status)?.options ?? null,
  }
}
