import type { Document, Row, Table } from '../documents/document.ts'
import { type FilledRole, filling, isOurs } from '../plan/filling.ts'
import type { Layout } from '../programmes/index.ts'
import type { Programme } from '../programmes/programme.ts'
import type { NotionSource, WriteOutcome } from '../sources/notion/index.ts'
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
    readonly to: string
  }[]
}

/**
 * Fills the optional columns (상태, D-day) of tables and databases that have them, where the cell is empty or holds a
 * word of ours. Gives how many cells were written; what a person changed meanwhile stays, and the next run looks again.
 */
export async function fillCells(
  { base, source, lease, order }: WritingRun,
  documents: AsyncIterable<{ readonly id: string; readonly json: string }>,
  understanding: Understanding,
): Promise<number> {
  if (!base.settings.notion.writeBack) return 0
  let written = 0
  for (const fill of await dueFills(base, documents, understanding, order.now.toISOString())) {
    if (order.signal?.aborted) break
    await lease.mayWrite()
    const outcomes = await carryOut(source, fill)
    written += outcomes.filter(({ result }) => result === 'done').length
  }
  return written
}

async function dueFills(
  base: KnowledgeBase,
  documents: AsyncIterable<{ readonly id: string; readonly json: string }>,
  { documents: understood, unclearRows }: Understanding,
  now: string,
): Promise<readonly Fill[]> {
  const fillable = new Map(understood.map((each) => [each.documentId, each]))
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
      const columns = columnsToFill(layout, base)
      if (!table || columns.length === 0) continue
      fills.push(...fillsOf(id, table, columns, programmes, unclearRows, now))
    }
  }
  return fills
}

function fillsOf(
  documentId: string,
  table: Table,
  columns: ReturnType<typeof columnsToFill>,
  programmes: ReadonlyMap<string, Programme>,
  unclearRows: ReadonlySet<string>,
  now: string,
): readonly Fill[] {
  return table.rows.flatMap((row) => {
    const programme = programmes.get(row.id)
    if (!programme) return []
    const cells = columns.flatMap(({ index, header, role }) => {
      const from = row.cells[index]?.text ?? ''
      const to = filling(role, programme, unclearRows.has(row.id), now)
      return isOurs(from) && from.trim() !== to ? [{ column: index, header, from, to }] : []
    })
    return cells.length === 0 ? [] : [{ documentId, table, row, cells }]
  })
}

/** A page's own status property is kept by its own rules; a table that stands sideways has no row of its own to fill. */
function columnsToFill({ columns, kind, sideways }: Layout, base: KnowledgeBase) {
  if (sideways) return []
  const status = kind === 'page' ? base.settings.status?.property : undefined
  return columns.flatMap(({ index, header, role }) =>
    isFilled(role) && header !== status ? [{ index, header, role }] : [],
  )
}

function isFilled(role: string | null): role is FilledRole {
  return role === 'state' || role === 'dday'
}

async function carryOut(
  source: NotionSource,
  { documentId, table, row, cells }: Fill,
): Promise<readonly WriteOutcome[]> {
  const words = (text: string) => ({ text, url: null, date: null })
  if (table.kind === 'table') {
    const outcome = await source.writeCells({
      documentId,
      table,
      rowId: row.id,
      cells: cells.map(({ column, to }) => ({ column, to: words(to) })),
    })
    return cells.map(() => outcome)
  }
  const outcomes: WriteOutcome[] = []
  for (const { header, from, to } of cells) {
    outcomes.push(await source.writeProperty({ pageId: row.id, property: header, from, to: words(to) }))
  }
  return outcomes
}
