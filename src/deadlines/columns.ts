import type { Part } from './part.ts'

/** Words that head a column of dates. */
const HEADS: ReadonlySet<Part['kind']> = new Set([
  'apply',
  'close',
  'start',
  'event',
  'notice',
  'posting',
  'term',
  'label',
])

/** What a cell below such a heading may say. */
const VALUES: ReadonlySet<Part['kind']> = new Set(['point', 'tilde', 'vague', 'open-phrase', 'pending'])

/**
 * A row of headings and rows of values pasted into one text (`신청 마감 | 심사 \n 3. 20. | 4. 10.`), put in order
 * column by column; any other text as it is.
 */
export function inColumns(parts: readonly Part[]): readonly Part[] {
  const sign = parts.findIndex(({ kind }) => kind === 'pipe' || kind === 'point' || kind === 'tilde')
  if (parts[sign]?.kind !== 'pipe') return inPlainColumns(parts, sign)
  const date = parts.findIndex(({ kind }) => kind === 'point' || kind === 'tilde')
  if (date < 0) return parts
  const row = lineOf(parts, date)
  const split = row > 0 ? row : date
  const heads = cellsOf(parts.slice(0, split)).filter((cell) => cell.some(({ kind }) => kind !== 'dash'))
  const rows = row > 0 ? linesOf(parts.slice(split)).map(cellsOf) : [cellsOf(parts.slice(split))]
  if (heads.length < 2 || rows.some((values) => values.length !== heads.length)) return parts
  // On one line a cell without a date may as well be a heading.
  if (row === 0 && !rows.every((values) => values.every((cell) => holds(cell, VALUES)))) return parts
  if (heads.filter((cell) => holds(cell, HEADS)).length < 2) return parts
  return rows.flatMap((values) =>
    heads.flatMap((head, column) => [...head, ...(values[column] ?? []), columnEnd(values[column] ?? [])]),
  )
}

/** Between the windows of a row whose signs were lost: what the next row is called. */
const ROW_NAMES: ReadonlySet<Part['kind']> = new Set(['number', 'count', 'round-name', 'text', 'newline'])

/** `신청기간 교육기간 1기 A B 2기 C D`: the same where the signs between the cells were lost. `first`: the first date. */
function inPlainColumns(parts: readonly Part[], first: number): readonly Part[] {
  const heads = headsOf(parts, first)
  if (heads === null || parts[first]?.kind !== 'point') return parts
  // The end of the headings: no window is called by them.
  const columns: Part[] = [columnEnd(parts.slice(0, heads.next))]
  let count = 0
  for (let at = heads.next; at < parts.length; ) {
    const from = at
    while (at < parts.length && ROW_NAMES.has(parts[at]?.kind ?? 'end')) at++
    if (at === parts.length) break
    if (parts[at]?.kind !== 'point') return parts
    const to = parts[at + 1]?.kind === 'tilde' && parts[at + 2]?.kind === 'point' ? at + 3 : at + 1
    const window = parts.slice(at, to)
    columns.push(...parts.slice(from, at), ...(heads.list[count % heads.list.length] ?? []), ...window)
    columns.push(columnEnd(window))
    count++
    at = to
  }
  return count % heads.list.length === 0 ? columns : parts
}

/** Two headings or more that end in 기간, 일시 and their like, one after the other without a sign. */
function headsOf(parts: readonly Part[], first: number): { list: Part[][]; next: number } | null {
  const list: Part[][] = []
  let from = 0
  for (let at = 0; at < first; at++) {
    const kind = parts[at]?.kind ?? 'end'
    if (kind === 'label') {
      const role = parts[at - 1]
      if (at === from || role === undefined || !(HEADS.has(role.kind) || role.kind === 'text')) return null
      list.push(parts.slice(from, at + 1))
      from = at + 1
    } else if (!HEADS.has(kind) && !ROW_NAMES.has(kind)) return null
  }
  return list.length < 2 ? null : { list, next: from }
}

const holds = (cell: readonly Part[], kinds: ReadonlySet<Part['kind']>): boolean =>
  cell.some((part) => kinds.has(part.kind))

/** Where the line with the part at `at` begins; 0 where it is the first. */
function lineOf(parts: readonly Part[], at: number): number {
  for (let back = at - 1; back >= 0; back--) if (parts[back]?.kind === 'newline') return back + 1
  return 0
}

function linesOf(parts: readonly Part[]): Part[][] {
  const lines: Part[][] = [[]]
  for (const part of parts)
    if (part.kind === 'newline') lines.push([])
    else lines[lines.length - 1]?.push(part)
  return lines.filter((line) => line.length > 0)
}

/** The cells of a row; the empty ones at its edges are left out. */
function cellsOf(row: readonly Part[]): Part[][] {
  const cells: Part[][] = [[]]
  for (const part of row) {
    if (part.kind === 'pipe') cells.push([])
    else if (part.kind !== 'newline') cells[cells.length - 1]?.push(part)
  }
  if (cells[0]?.length === 0) cells.shift()
  while (cells[cells.length - 1]?.length === 0) cells.pop()
  return cells
}

function columnEnd(cell: readonly Part[]): Part {
  const to = cell[cell.length - 1]?.to ?? 0
  return { kind: 'pipe', value: 0x7c, width: 0, from: to, to, spaced: false }
}
