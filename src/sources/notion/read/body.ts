import { Failure } from '../../../lib/failure.ts'
import type { Api } from '../api/client.ts'
import { listed } from '../api/lists.ts'
import { PRIORITY } from '../api/queue.ts'
import { type Block, block, blockList, database, dataSource, type Page } from '../api/schema.ts'
import { NotionTrouble } from '../api/trouble.ts'
import { hasOwnChildren, type InlineRows, mirrored, type Piece, pieceOf } from '../convert/piece.ts'
import { readInline } from './inline.ts'
import type { Foreign, Inline } from './state.ts'

/** A page's blocks, with what the page shows of elsewhere. */
export type BodyReading = {
  readonly pieces: readonly Piece[]
  readonly foreign: Foreign
  readonly inline: Readonly<Record<string, Inline>>
  readonly notes: readonly string[]
}

type Walk = {
  readonly api: Api
  readonly page: Page
  readonly title: string
  readonly known: Foreign | null
  readonly own: ReadonlySet<string>
  readonly visited: Set<string>
  readonly foreign: { readonly [kind in keyof Foreign]: string[] }
  readonly inline: Record<string, Inline>
  readonly notes: string[]
}

/** Deeper than anybody nests by hand; a stop against a circle that Notion should never give. */
const DEEPEST = 100

/**
 * Reads the blocks of a page, however deep, and the rows of the databases inside it. `known` is what the page showed of
 * elsewhere when it was last read: what was visible then and is not now is a failure, never an empty place. `own` are
 * the data sources of the knowledge base itself: a view of them inside a page shows documents, and no rows of this one.
 */
export async function readBody(
  api: Api,
  page: Page,
  title: string,
  known: Foreign | null,
  own: ReadonlySet<string>,
): Promise<BodyReading> {
  const walk: Walk = {
    api,
    page,
    title,
    known,
    own,
    visited: new Set(),
    foreign: { databases: [], sources: [], copies: [], tables: [], hidden: [] },
    inline: {},
    notes: [],
  }
  const pieces = await readChildren(walk, page.id, 0)
  for (const id of known?.databases ?? []) if (!walk.visited.has(id)) await checkVanished(walk, id)
  for (const path of known?.sources ?? []) {
    const [inDatabase = ''] = path.split('/')
    if (walk.visited.has(inDatabase) && !walk.foreign.sources.includes(path)) await checkSource(walk, path)
  }
  return { pieces, foreign: walk.foreign, inline: walk.inline, notes: walk.notes }
}

async function readChildren(walk: Walk, id: string, depth: number): Promise<readonly Piece[]> {
  if (depth > DEEPEST)
    throw new Failure('notion-depth', `reading \`${walk.title}\`: blocks nest deeper than ${DEEPEST}`)
  const pieces: Promise<Piece>[] = []
  const pages = listed(`reading \`${walk.title}\``, (cursor) =>
    walk.api.read(
      `reading \`${walk.title}\``,
      blockList,
      (client) =>
        client.blocks.children.list({
          block_id: id,
          page_size: 100,
          ...(cursor !== undefined && { start_cursor: cursor }),
        }),
      depth === 0 ? PRIORITY.page : PRIORITY.nested,
    ),
  )
  for await (const blocks of pages) {
    for (const { id: seen } of blocks) walk.visited.add(seen)
    // Blocks become pieces at once, so that no more than one list page of Notion's JSON is held.
    pieces.push(...blocks.map((one) => guarded(readPiece(walk, one, depth))))
  }
  return Promise.all(pieces)
}

/** Marks a rejection as handled: it is awaited with the others, perhaps later than it happens. */
function guarded<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => {})
  return promise
}

async function readPiece(walk: Walk, json: Block, depth: number): Promise<Piece> {
  const { id } = json
  const what = pieceOf(json)
  if (what.kind === 'unsupported' && HOLDS_ROWS.has(json.type)) throw strangeRows(walk, json)
  if (what.kind === 'database')
    return { id, what: { ...what, tables: await readDatabase(walk, id, what.title) }, children: [] }
  const original = mirrored(json)
  if (original === null) {
    return { id, what, children: hasOwnChildren(json) ? await readChildren(walk, id, depth + 1) : [] }
  }
  if (walk.visited.has(original)) return { id, what, children: [] }
  const copied = readCopied(walk, json, original, depth + 1)
  const children = await orHidden(walk, id, copied, 'a copy of a synced block')
  if (children) walk.foreign.copies.push(id)
  if (children?.some(holdsTable)) walk.foreign.tables.push(original)
  return { id, what, children: children ?? [] }
}

/** What a copy shows. Where that is nothing, the original is asked for: it is empty, or no longer shared. */
async function readCopied(
  walk: Walk,
  json: Block,
  original: string,
  depth: number,
): Promise<readonly Piece[]> {
  const children = json.has_children ? await readChildren(walk, json.id, depth) : []
  if (children.length === 0) {
    await walk.api.read(
      `reading \`${walk.title}\``,
      block,
      (client) => client.blocks.retrieve({ block_id: original }),
      PRIORITY.nested,
    )
  }
  return children
}

/** What these hold would be missing, and so be taken for gone: prose may be passed over, rows may not. */
const HOLDS_ROWS = new Set(['table', 'table_row', 'child_database'])

function strangeRows({ title }: Walk, { id, type }: Block): Failure {
  return new Failure(
    'notion-answer',
    `reading \`${title}\`: Notion’s answer could not be understood (${type} ${id})`,
    { hint: 'Nothing of this page is removed because of it; a newer Magam may know how to read it.' },
  )
}

function holdsTable({ what, children }: Piece): boolean {
  return what.kind === 'table' || children.some(holdsTable)
}

async function readDatabase(walk: Walk, id: string, title: string): Promise<readonly InlineRows[]> {
  const what = `the database \`${title}\``
  const reading = readInline(walk.api, { id, title, page: walk.page.id }, walk.own)
  const tables = await orHidden(walk, id, reading, what)
  if (tables === null) return []
  walk.foreign.databases.push(id)
  for (const { look } of tables) {
    walk.inline[`${look.page}/${look.source}`] = look
    walk.foreign.sources.push(`${id}/${look.source}`)
  }
  return tables.map(({ rows }) => rows)
}

/**
 * A database that stood on the page and stands there no more: a person took it away, or it is no longer shared, in which
 * case Notion leaves its block out without a word. In the trash or elsewhere, it answers; not shared, it does not.
 */
async function checkVanished(walk: Walk, id: string): Promise<void> {
  const what = `looking for a database that was on \`${walk.title}\``
  const reading = walk.api.read(what, database, (client) => client.databases.retrieve({ database_id: id }))
  await orHidden(walk, id, reading, 'a database on this page')
}

/** The same of one of several data sources of a database: the database names only those that are shared. */
async function checkSource(walk: Walk, path: string): Promise<void> {
  const what = `looking for a data source that was on \`${walk.title}\``
  const reading = walk.api.read(what, dataSource, (client) =>
    client.dataSources.retrieve({ data_source_id: path.split('/').at(-1) ?? '' }),
  )
  await orHidden(walk, path, reading, 'a data source on this page')
}

/** What was asked for; null, with a note, when it is not shared and never was: a linked view of a database elsewhere. */
async function orHidden<T>(walk: Walk, id: string, work: Promise<T>, what: string): Promise<T | null> {
  try {
    return await work
  } catch (error) {
    if (!(error instanceof NotionTrouble) || error.code !== 'notion-not-shared') throw error
    const { databases = [], sources = [], copies = [] } = walk.known ?? {}
    if ([...databases, ...sources, ...copies].includes(id)) {
      throw new Failure('notion-not-shared', `reading \`${walk.title}\`: ${what} can no longer be seen`, {
        cause: error,
        hint: 'Share it with the integration again, or run `magam sync --full` to go on without it. Until then nothing from this page is removed.',
      })
    }
    walk.foreign.hidden.push(id)
    walk.notes.push(
      `${what.charAt(0).toUpperCase()}${what.slice(1)} on this page is not shared with the integration, or only shows what lives elsewhere: it was passed over.`,
    )
    return null
  }
}
