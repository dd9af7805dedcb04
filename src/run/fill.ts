import type { Cell, Document, Row, Table } from '../documents/document.ts'
import { type Filled, type FilledRole, filling, isOurs } from '../plan/filling.ts'
import type { Layout } from '../programmes/index.ts'
import type { Programme } from '../programmes/programme.ts'
import type { CommentOutcome, NotionSource, WriteOutcome } from '../sources/notion/index.ts'
import type { KnowledgeBase } from './knowledge-base.ts'
import type { WritingRun } from './order.ts'
import type { Understanding } from './understand.ts'

/** One optional cell that should say something else. */
type Fill = {
  readonly documentId: string
  readonly table: Table
  readonly row: Row
  readonly cells: readonly {
    readonly column: number
    readonly header: string
    readonly from: string
    readonly to: Filled
  }[]
}

/**
 * Fills the optional columns (상태, D-day, 캘린더) of tables and databases that have them, where the cell is empty or holds a
 * word of ours. `links` are the addresses of entries by row. Gives how many cells were written, and why others could not
 * be; what a person changed meanwhile stays, and the next run looks again.
 */
export async function fillCells(
  { base, source, lease, order }: WritingRun,
  documents: AsyncIterable<{ readonly id: string; readonly json: string }>,
  understanding: Understanding,
  links: ReadonlyMap<string, string>,
): Promise<{ readonly written: number; readonly problems: readonly string[] }> {
  let written = 0
  const problems: string[] = []
  if (!base.settings.notion.writeBack) return { written, problems }
  for (const fill of await dueFills(base, documents, {
    ...understanding,
    links,
    now: order.now.toISOString(),
  })) {
    if (order.signal?.aborted) break
    await lease.mayWrite()
    const outcomes = await carryOut(source, fill)
    written += outcomes.filter(({ result }) => result === 'done').length
    problems.push(...outcomes.flatMap(couldNot))
  }
  return { written, problems }
}

/** Why a write came to nothing, in words; none where it did, or where a person was faster. */
export function couldNot({ result, problem }: Pick<CommentOutcome, 'result' | 'problem'>): readonly string[] {
  return problem !== null && ['impossible', 'failed', 'unsure'].includes(result) ? [problem] : []
}

type Today = Pick<Understanding, 'documents' | 'unclearRows'> & {
  readonly links: ReadonlyMap<string, string>
  /** A UTC instant. */
  readonly now: string
}

async function dueFills(
  base: KnowledgeBase,
  documents: AsyncIterable<{ readonly id: string; readonly json: string }>,
  today: Today,
): Promise<readonly Fill[]> {
  const fillable = new Map(today.documents.map((each) => [each.documentId, each]))
  for (const [id, { layouts }] of fillable) {
    if (layouts.every((layout) => columnsToFill(layout, base).length === 0)) fillable.delete(id)
  }
  if (fillable.size === 0) return []
  const fills: Fill[] = []
  for await (const { id, json } of documents) {
    const own = fillable.get(id)
    if (!own) continue
    const programmes = new Map(own.programmes.map((programme) => [programme.id, programme]))
    const { tables } = JSON.parse(json) as Document
    for (const layout of own.layouts) {
      const table = tables.find((each) => each.id === layout.tableId)
      const columns = columnsToFill(layout, base).filter(({ index }) => !table?.wordless?.includes(index))
      if (!table || columns.length === 0) continue
      fills.push(...fillsOf(id, table, columns, programmes, today))
    }
  }
  return fills
}

function fillsOf(
  documentId: string,
  table: Table,
  columns: ReturnType<typeof columnsToFill>,
  programmes: ReadonlyMap<string, Programme>,
  { unclearRows, links, now }: Today,
): readonly Fill[] {
  return table.rows.flatMap((row) => {
    const programme = programmes.get(row.id)
    if (!programme) return []
    const cells = columns.flatMap(({ index, header, role }) => {
      const cell = row.cells[index]
      const from = cell?.text ?? ''
      const unclear = unclearRows.has(row.id)
      const to = filling(role, programme, { unclear, link: links.get(row.id) ?? null, now })
      return to !== null && isOurs(from) && !says(cell, to) ? [{ column: index, header, from, to }] : []
    })
    return cells.length === 0 ? [] : [{ documentId, table, row, cells }]
  })
}

/** Whether a cell says so already. A property of type URL shows the address itself. */
function says(cell: Cell | undefined, { text, url }: Filled): boolean {
  const words = cell?.text.trim() ?? ''
  if (url === null) return words === text
  return words === url || (words === text && cell?.links[0]?.url === url)
}

/**
 * A page's own status property is kept by its own rules (documents of older states do not say which it is, so it goes by
 * its name as well), and what the filter looks at by people: a word of ours there would take the page out of what is read.
 * A table that stands sideways has no row of its own to fill.
 */
function columnsToFill({ columns, kind, sideways }: Layout, { settings: { status, notion } }: KnowledgeBase) {
  if (sideways) return []
  const others = kind === 'page' ? [status?.property, notion.filter?.property] : []
  return columns.flatMap(({ index, header, role }) =>
    isFilled(role) && !others.includes(header) ? [{ index, header, role }] : [],
  )
}

function isFilled(role: string | null): role is FilledRole {
  return role === 'state' || role === 'dday' || role === 'entry'
}

const FIXED: WriteOutcome = {
  result: 'impossible',
  problem:
    'another cell of its row holds something that Notion does not take back, such as the preview of a link',
}

async function carryOut(
  source: NotionSource,
  { documentId, table, row, cells }: Fill,
): Promise<readonly WriteOutcome[]> {
  // A row is written whole, and this one would lose what a person put into it.
  if (row.fixed) return cells.map(() => FIXED)
  if (table.kind === 'table') {
    const outcome = await source.writeCells({
      documentId,
      table,
      rowId: row.id,
      cells: cells.map(({ column, to }) => ({ column, to })),
    })
    return cells.map(() => outcome)
  }
  const outcomes: WriteOutcome[] = []
  for (const { header, from, to } of cells) {
    const dataSource = table.kind === 'database' ? { dataSource: table.id } : {}
    outcomes.push(await source.writeProperty({ pageId: row.id, ...dataSource, property: header, from, to }))
  }
  return outcomes
}
