import type { Document, Link, Section, Table } from '../../../documents/document.ts'
import { cut, oneLine } from '../../../lib/text.ts'
import type { Piece } from './piece.ts'

export type Body = Pick<Document, 'sections' | 'tables' | 'notes'>

type Draft = {
  readonly page: { readonly id: string; readonly url: string }
  readonly seen: Set<string>
  /** What the next block stands under, outermost first: headings by their level, and blocks around it. */
  path: readonly { readonly words: string; readonly level: number | null }[]
  readonly sections: (Section & { lines: Section['lines'][number][] })[]
  readonly tables: Table[]
  readonly notes: string[]
}

/**
 * Prose and tables of a page in the order in which they are displayed. A block that is shown twice (a synced copy)
 * counts once, where it comes first.
 */
export function bodyOf(page: Draft['page'], pieces: readonly Piece[]): Body {
  const draft: Draft = { page, seen: new Set(), path: [], sections: [], tables: [], notes: [] }
  openSection(draft, page.id, 0, '', [])
  for (const piece of pieces) add(draft, piece, 0)
  return {
    sections: draft.sections.filter(({ level, lines }) => level > 0 || lines.length > 0),
    tables: draft.tables,
    notes: draft.notes,
  }
}

function add(draft: Draft, piece: Piece, depth: number): void {
  if (draft.seen.has(piece.id)) return
  draft.seen.add(piece.id)
  const { what } = piece
  switch (what.kind) {
    case 'heading':
      openSection(draft, piece.id, what.level, oneLine(what.cell.text), what.cell.links)
      goUnder(draft, oneLine(what.cell.text), what.level)
      break
    case 'paragraph':
    case 'item':
    case 'quote':
    case 'code':
      if (what.cell.text.trim() !== '') {
        const { text, links } = what.cell
        draft.sections.at(-1)?.lines.push({ kind: what.kind, depth, text, links })
      }
      break
    case 'table':
      draft.tables.push(simpleTable(draft, piece, what))
      return
    case 'database':
      draft.tables.push(...what.tables.map((table) => databaseTable(draft, table)))
      break
    case 'unsupported':
      draft.notes.push('A block that the Notion API does not show was passed over.')
      break
  }
  addBelow(draft, piece, what.kind === 'item' ? depth + 1 : depth)
}

/** A callout may say much before its table; as the table's title its beginning will do. */
const LONGEST_TITLE = 100

/** Adds what a block holds. What stands under its words does so until it ends, under its headings too. */
function addBelow(draft: Draft, { what, children }: Piece, depth: number): void {
  if (children.length === 0) return
  const outside = what.kind === 'heading' ? draft.path.slice(0, -1) : draft.path
  if (what.kind === 'paragraph' || what.kind === 'item' || what.kind === 'quote')
    goUnder(draft, cut(oneLine(what.cell.text.trim().split('\n')[0] ?? ''), LONGEST_TITLE), null)
  for (const child of children) add(draft, child, depth)
  if (what.kind !== 'container') draft.path = outside
}

/** A heading ends those of its rank and below within the same block. */
function goUnder(draft: Draft, words: string, level: number | null): void {
  const block = draft.path.findLastIndex((each) => each.level === null)
  const stays = draft.path.filter((each, at) => at <= block || level === null || (each.level ?? 0) < level)
  draft.path = [...stays, { words, level }]
}

/** The words that the next block stands under, from the nearest outward. */
function above({ path }: Draft): readonly string[] {
  return path.flatMap(({ words }) => words || []).toReversed()
}

function openSection(
  draft: Draft,
  id: string,
  level: Section['level'],
  heading: string,
  links: readonly Link[],
): void {
  draft.sections.push({ id, level, heading, links, lines: [] })
}

function simpleTable(
  draft: Draft,
  piece: Piece,
  { headerRow, headerColumn }: { headerRow: boolean; headerColumn: boolean },
): Table {
  const rows = piece.children.flatMap(({ id, what }) =>
    what.kind === 'row'
      ? [
          {
            id,
            cells: what.cells,
            url: blockUrl(draft.page.url, id),
            ...(what.fixed && { fixed: true as const }),
          },
        ]
      : [],
  )
  const [title = '', ...within] = above(draft)
  return {
    ...{ id: piece.id, kind: 'table', title, ...(within.length > 0 && { within }) },
    ...{ columns: null, headerRow, headerColumn, rows },
  }
}

function databaseTable(
  draft: Draft,
  table: Extract<Piece['what'], { kind: 'database' }>['tables'][number],
): Table {
  const within = above(draft)
  return {
    ...table,
    ...(within.length > 0 && { within }),
    ...{ kind: 'database', titleColumn: 0, headerRow: false, headerColumn: false },
  }
}

/** Notion opens a page at a block when the block's id, without dashes, follows the `#`. */
function blockUrl(pageUrl: string, id: string): string {
  return `${pageUrl}#${id.replaceAll('-', '')}`
}
