/** A stretch of a page: Markdown lines, or a table whose cells may hold line breaks. */
export type Part =
  | { readonly kind: 'prose'; readonly text: string }
  | { readonly kind: 'table'; readonly rows: readonly (readonly string[])[] }

const DELIMITERS = /^\|(\s*:?-+:?\s*\|)+\s*$/
/** A row that has not closed after so many lines is taken as broken. */
const MAX_ROW_LINES = 500

/**
 * Splits Markdown into prose and tables. Notion writes the line breaks of a cell into its tables as they are, which
 * Markdown does not allow: a row goes on over as many lines as its columns need.
 */
export function splitTables(markdown: string): Part[] {
  const lines = markdown.split('\n')
  const parts: Part[] = []
  let prose: string[] = []
  let fence: string | null = null
  for (let at = 0; at < lines.length; ) {
    const line = lines[at] ?? ''
    fence = fenceAfter(fence, line)
    const header = fence === null && line.startsWith('|') ? readHeader(lines, at) : null
    if (header === null) {
      // Bars that are no table are told so: the Markdown reader takes a quadratic time to find out.
      prose.push(fence === null ? line.replace(/^( {0,3})\|/, '$1\\|') : line)
      at += 1
      continue
    }
    parts.push({ kind: 'prose', text: prose.join('\n') })
    prose = []
    const { rows, next } = readRows(lines, header.next, header.cells.length)
    parts.push({ kind: 'table', rows: [header.cells, ...rows] })
    at = next
  }
  parts.push({ kind: 'prose', text: prose.join('\n') })
  return parts.filter((part) => part.kind === 'table' || part.text.trim() !== '')
}

function fenceAfter(fence: string | null, line: string): string | null {
  const mark = /^\s*(```+|~~~+)/.exec(line)?.[1]
  if (mark === undefined) return fence
  if (fence === null) return mark
  return mark.startsWith(fence.slice(0, 3)) && mark.length >= fence.length ? null : fence
}

type Row = { readonly cells: readonly string[]; readonly next: number }

/** The header row above a line of dashes; null when there is none, and so no table. */
function readHeader(lines: readonly string[], start: number): Row | null {
  const last = Math.min(lines.length, start + 20)
  for (let at = start + 1; at < last; at += 1) {
    const line = lines[at] ?? ''
    if (DELIMITERS.test(line)) {
      const width = splitCells(line).length
      const cells = splitCells(lines.slice(start, at).join('\n'))
      return cells.length === width ? { cells, next: at + 1 } : null
    }
    if (line.trim() === '') return null
  }
  return null
}

function readRows(lines: readonly string[], start: number, width: number) {
  const rows: (readonly string[])[] = []
  let at = start
  while ((lines[at] ?? '').startsWith('|')) {
    const row = readRow(lines, at, width)
    rows.push(row.cells)
    at = row.next
  }
  return { rows, next: at }
}

/**
 * One row: lines are added until all its cells are there and the last one is closed. A line that begins with a bar begins
 * a row (Notion escapes the bars of texts), so a row that is still open there is a broken one.
 */
function readRow(lines: readonly string[], start: number, width: number): Row {
  const last = Math.min(lines.length, start + MAX_ROW_LINES)
  const row = (end: number) => ({
    cells: fitted(splitCells(lines.slice(start, end).join('\n')), width),
    next: end,
  })
  let bars = 0
  for (let at = start; at < last; at += 1) {
    const line = lines[at] ?? ''
    if (at > start && line.startsWith('|')) return row(at)
    const pieces = splitAtBars(line.trimEnd())
    bars += pieces.length - 1
    if (bars > width && pieces.at(-1) === '') return row(at + 1)
  }
  return row(start + 1)
}

/** A row with more bars than columns keeps them in its last cell; one with fewer is filled with empty cells. */
function fitted(cells: readonly string[], width: number): string[] {
  const kept = cells.slice(0, width)
  if (cells.length > width) kept[width - 1] = cells.slice(width - 1).join(' | ')
  return Array.from({ length: width }, (_, index) => kept[index] ?? '')
}

function splitCells(row: string): string[] {
  const pieces = splitAtBars(row.trim())
  return pieces.slice(1, pieces.at(-1)?.trim() === '' ? -1 : undefined).map(trimCell)
}

/** Spaces around a cell are the table's; line breaks at its end are left over from Notion's writing. */
function trimCell(cell: string): string {
  return cell
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .trim()
}

/** Splits at bars that no backslash takes away. */
function splitAtBars(text: string): string[] {
  const pieces: string[] = []
  let from = 0
  for (let at = text.indexOf('|'); at >= 0; at = text.indexOf('|', at + 1)) {
    let slashes = 0
    while (text[at - 1 - slashes] === '\\') slashes += 1
    if (slashes % 2 === 1) continue
    pieces.push(text.slice(from, at))
    from = at + 1
  }
  pieces.push(text.slice(from))
  return pieces
}
