import type { Row } from '../../../documents/document.ts'
import { hash } from '../../../lib/hash.ts'
import type { Api } from '../api/client.ts'
import type { Condition } from '../api/filter.ts'
import { queried } from '../api/query.ts'
import { PRIORITY } from '../api/queue.ts'
import { database, type Page } from '../api/schema.ts'
import { columnsOf, rowOf, wordlessOf } from '../convert/page.ts'
import type { InlineRows } from '../convert/piece.ts'
import type { Inline } from './state.ts'

/** Up to here one request lists a database whole. */
export const ONE_LIST = 100
/** Stamps are floored to the minute and lists may lag behind writes. */
export const OVERLAP_MS = 3 * 60_000

type Place = {
  readonly id: string
  readonly title: string
  readonly page: string
}

/** The rows of a database inside a page, and how they looked. */
export async function readInline(
  api: Api,
  place: Place,
  own: ReadonlySet<string>,
): Promise<readonly { readonly rows: InlineRows; readonly look: Inline }[]> {
  const { data_sources } = await api.read(
    `reading the database \`${place.title}\``,
    database,
    (client) => client.databases.retrieve({ database_id: place.id }),
    PRIORITY.nested,
  )
  const sources = data_sources.filter(({ id }) => !own.has(id))
  return Promise.all(
    sources.map(async ({ id, name }) => {
      const title = sources.length > 1 && name !== '' ? `${place.title} · ${name}` : place.title
      let columns: readonly string[] = []
      let wordless: ReturnType<typeof wordlessOf> = {}
      const rows: Row[] = []
      const looks: Look[] = []
      for await (const pages of queried(api, { dataSource: id, name: title, conditions: [] })) {
        if (columns.length === 0) {
          columns = columnsOf(pages)
          wordless = wordlessOf(pages, columns)
        }
        for (const page of pages) {
          rows.push(rowOf(page, columns))
          looks.push(lookOf(page))
        }
      }
      return {
        rows: { id, title, columns, ...wordless, rows },
        look: { page: place.page, source: id, ...overallLook(looks) },
      }
    }),
  )
}

/**
 * Whether the rows of an inline database still look as they did. Editing a row does not move the stamp of the page that
 * shows it, so it must be asked for: one request, whole up to 100 rows, above that for the rows edited last.
 */
export async function looksTheSame(api: Api, before: Inline): Promise<boolean> {
  const whole = before.rows <= ONE_LIST
  const conditions: Condition[] = whole
    ? []
    : [{ timestamp: 'last_edited_time', last_edited_time: { on_or_after: earlier(before.newest) } }]
  const query = { dataSource: before.source, name: before.source, conditions }
  const looks: Look[] = []
  for await (const pages of queried(api, query)) looks.push(...pages.map(lookOf))
  return signatureOf(looks, whole ? null : before.newest) === before.signature
}

type Look = { readonly id: string; readonly edited: string; readonly cells: string }

function lookOf(page: Page): Look {
  const columns = columnsOf([page])
  return {
    id: page.id,
    edited: page.last_edited_time,
    cells: hash(JSON.stringify([columns, rowOf(page, columns).cells])),
  }
}

function overallLook(looks: readonly Look[]): Omit<Inline, 'page' | 'source'> {
  const newest = looks.reduce((latest, { edited }) => (edited > latest ? edited : latest), '')
  return {
    rows: looks.length,
    newest,
    signature: signatureOf(looks, looks.length <= ONE_LIST ? null : newest),
  }
}

/** Names the looks, or those edited within the overlap before `newest`. */
function signatureOf(looks: readonly Look[], newest: string | null): string {
  const border = newest === null ? '' : earlier(newest)
  const counted = looks.filter(({ edited }) => Date.parse(edited) >= (border ? Date.parse(border) : 0))
  return hash(...counted.map(({ id, edited, cells }) => `${id} ${edited} ${cells}`).sort())
}

function earlier(stamp: string): string {
  return new Date(Date.parse(stamp) - OVERLAP_MS).toISOString()
}
