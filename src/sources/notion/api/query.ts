import { z } from 'zod'
import { Failure } from '../../../lib/failure.ts'
import type { Api } from './client.ts'
import type { Condition } from './filter.ts'
import { brokenList, FRUITLESS, nextCursor, orExpired } from './lists.ts'
import { PRIORITY } from './queue.ts'
import { listOf, type Page, page } from './schema.ts'

/** Data sources stand among the pages of a wiki; of a page that the token may not read, Notion gives the id alone. */
const thing = z.looseObject({ object: z.string().default('page'), id: z.string() })
const pageList = listOf(thing).transform((answer) => {
  const pages = answer.results.filter(({ object }) => object === 'page')
  const bare = pages.filter((one) => !('properties' in one))
  return {
    ...answer,
    results: z.array(page).parse(pages.filter((one) => 'properties' in one)),
    bare: bare.map(({ id }) => id),
  }
})
type PageList = z.output<typeof pageList>

type Query = {
  readonly dataSource: string
  readonly name: string
  readonly conditions: readonly Condition[]
  /** Told of each page that is listed and not shown. Where nobody asks to be told, such a page ends the walk. */
  readonly onBare?: (id: string) => void
}

const FRUITLESS_WINDOWS = 3

/**
 * Every page that meets the conditions, a list page at a time, each once. Sorted by the time they were made, because
 * Notion promises no order otherwise. Where a query ends early (10,000 results at most, or a cursor that grew old), the
 * next one begins at the minute of the last page seen: that time never changes, unlike the time of the last edit.
 * Returning means that the list was whole; anything less throws.
 */
export async function* queried(api: Api, query: Query): AsyncGenerator<readonly Page[]> {
  const seen = new Set<string>()
  const what = `listing the pages of \`${query.name}\``
  let window = { from: null as string | null, before: 0, fruitless: 0 }
  let cursor: string | undefined
  let last: string | null = null
  let empty = 0
  for (;;) {
    const answer: PageList | null = await orExpired(ask(api, what, query, window.from, cursor), cursor)
    const pages: readonly Page[] = answer?.results ?? []
    for (const id of answer?.bare ?? []) (query.onBare ?? refuseBare(query.name))(id)
    last = pages.at(-1)?.created_time ?? last
    const fresh = pages.filter(({ id, in_trash }) => !in_trash && !seen.has(id))
    for (const { id } of fresh) seen.add(id)
    if (fresh.length > 0) yield fresh
    if (answer?.has_more) {
      empty = pages.length + answer.bare.length === 0 ? empty + 1 : 0
      if (empty === FRUITLESS) throw brokenList(what)
      cursor = nextCursor(what, answer)
    } else if (answer && answer.request_status?.type !== 'incomplete') {
      return
    } else {
      const fruitless = seen.size === window.before ? window.fruitless + 1 : 0
      if (fruitless === FRUITLESS_WINDOWS) throw tooMany(query.name)
      window = { from: last, before: seen.size, fruitless }
      cursor = undefined
    }
  }
}

function ask(api: Api, what: string, query: Query, from: string | null, cursor: string | undefined) {
  const window: Condition | null =
    from === null ? null : { timestamp: 'created_time', created_time: { on_or_after: from } }
  const conditions = window ? [...query.conditions, window] : query.conditions
  const [only] = conditions
  const filter = conditions.length > 1 ? { and: conditions } : only
  return api.read(
    what,
    pageList,
    (client) =>
      client.dataSources.query({
        data_source_id: query.dataSource,
        page_size: 100,
        result_type: 'page',
        sorts: [{ timestamp: 'created_time', direction: 'ascending' }],
        ...(filter && { filter: filter as never }),
        ...(cursor !== undefined && { start_cursor: cursor }),
      }),
    PRIORITY.list,
  )
}

/** What is listed is there: passed over, its row would be taken for gone. */
export function barePage(name: string, id: string): Failure {
  return new Failure(
    'notion-page-hidden',
    `listing the pages of \`${name}\`: Notion does not show the page ${id}`,
    {
      hint: 'Open the page in Notion, choose ••• → Connections, and add the integration. Nothing is removed until then.',
    },
  )
}

function refuseBare(name: string): (id: string) => void {
  return (id) => {
    throw barePage(name, id)
  }
}

function tooMany(name: string): Failure {
  return new Failure(
    'notion-list',
    `listing the pages of \`${name}\`: Notion’s list cannot be walked to its end`,
    {
      hint: 'More than 10,000 pages made in one minute cannot be told apart; narrow the `filter`, or split the database.',
    },
  )
}
