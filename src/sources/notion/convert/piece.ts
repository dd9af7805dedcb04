import type { Cell, Link, Row } from '../../../documents/document.ts'
import { type Block, type BlockContent, blockContent } from '../api/schema.ts'
import { sendable } from '../write/sendable.ts'
import { cellOf, EMPTY_CELL, plainText } from './rich-text.ts'

/** A data source of an inline database, its rows already read. */
export type InlineRows = {
  readonly id: string
  readonly title: string
  readonly columns: readonly string[]
  readonly wordless?: readonly number[]
  readonly rows: readonly Row[]
}

/** One block of a page's body, stripped to what a document needs. `children` are in display order. */
export type Piece = {
  readonly id: string
  readonly what:
    | { readonly kind: 'heading'; readonly level: 1 | 2 | 3 | 4; readonly cell: Cell }
    | { readonly kind: 'paragraph' | 'item' | 'quote' | 'code'; readonly cell: Cell }
    | { readonly kind: 'table'; readonly headerRow: boolean; readonly headerColumn: boolean }
    | { readonly kind: 'row'; readonly cells: readonly Cell[]; readonly fixed: boolean }
    | { readonly kind: 'database'; readonly title: string; readonly tables: readonly InlineRows[] }
    | { readonly kind: 'unsupported'; readonly type: string }
    | { readonly kind: 'container' }
  readonly children: readonly Piece[]
}

const LINES = new Map<string, 'paragraph' | 'item' | 'quote' | 'code'>(
  Object.entries({
    paragraph: 'paragraph',
    toggle: 'paragraph',
    bulleted_list_item: 'item',
    numbered_list_item: 'item',
    to_do: 'item',
    quote: 'quote',
    callout: 'quote',
    code: 'code',
  } as const),
)
const LEVELS = new Map<string, 1 | 2 | 3 | 4>([
  ['heading_1', 1],
  ['heading_2', 2],
  ['heading_3', 3],
  ['heading_4', 4],
])
const MEDIA = new Set(['bookmark', 'embed', 'link_preview', 'image', 'video', 'pdf', 'file', 'audio'])

/** What a block says, without its children. Never throws: a block that cannot be read is `unsupported`. */
export function pieceOf(block: Block): Piece['what'] {
  const parsed = blockContent.safeParse(block[block.type] ?? {})
  if (!parsed.success) return { kind: 'unsupported', type: block.type }
  const content = parsed.data
  const words = cellOf(content.rich_text ?? [])
  const line = LINES.get(block.type)
  if (line) return { kind: line, cell: words }
  const level = LEVELS.get(block.type)
  if (level) return { kind: 'heading', level, cell: words }
  if (MEDIA.has(block.type)) return { kind: 'paragraph', cell: mediaCell(content) }
  switch (block.type) {
    case 'equation':
      return { kind: 'paragraph', cell: { ...EMPTY_CELL, text: content.expression ?? '' } }
    case 'table':
      return {
        kind: 'table',
        headerRow: content.has_column_header ?? false,
        headerColumn: content.has_row_header ?? false,
      }
    case 'table_row': {
      const cells = content.cells ?? []
      return { kind: 'row', cells: cells.map(cellOf), fixed: cells.some((cell) => sendable(cell) === null) }
    }
    case 'child_database':
      return { kind: 'database', title: titleText(content), tables: [] }
    case 'unsupported':
      return { kind: 'unsupported', type: block.type }
    default:
      return { kind: 'container' }
  }
}

/** Blocks whose children belong to this page. A child page is another document, a link to a page only points there. */
export function hasOwnChildren(block: Block): boolean {
  return (
    block.has_children &&
    !['child_page', 'child_database', 'link_to_page', 'unsupported'].includes(block.type)
  )
}

/** For a copy of a synced block: the block it mirrors. */
export function mirrored(block: Block): string | null {
  if (block.type !== 'synced_block') return null
  const parsed = blockContent.safeParse(block.synced_block)
  return (parsed.success && parsed.data.synced_from?.block_id) || null
}

/** Only addresses that stay: those of files that Notion keeps expire within the hour. */
function mediaCell(content: BlockContent): Cell {
  const caption = cellOf(content.caption ?? [])
  const url = content.url ?? content.external?.url
  if (!url) return { ...caption, text: caption.text || (content.name ?? '') }
  const own: Link = { text: caption.text || url, url }
  return { text: own.text, links: [own, ...caption.links], dates: caption.dates }
}

function titleText({ title }: BlockContent): string {
  return typeof title === 'string' ? title : plainText(title ?? [])
}
