import type { Cell, Row, Table } from '../../documents/document.ts'

/** A row of a table, or a column of one that lies on its side. */
export type Line = {
  readonly id: string
  readonly url: string | null
  readonly createdAt: string | null
  readonly cells: readonly Cell[]
}

export const emptyCell: Cell = { text: '', links: [], dates: [] }

export function isBlank(cell: Cell): boolean {
  return cell.dates.length === 0 && cell.links.length === 0 && /^[\s\u200b\ufeff]*$/.test(cell.text)
}

export function toLine(row: Row): Line {
  return { id: row.id, url: row.url, createdAt: row.createdAt ?? null, cells: row.cells }
}

export function widthOf(rows: readonly Pick<Row, 'cells'>[]): number {
  return rows.reduce((most, { cells }) => Math.max(most, cells.length), 0)
}

/** The columns of a table as lines. They have no ids of their own: `sideways.ts` gives them some. */
export function turned(table: Table): readonly Line[] {
  return Array.from({ length: widthOf(table.rows) }, (_, at) => ({
    id: '',
    url: null,
    createdAt: null,
    cells: table.rows.map((row) => row.cells[at] ?? emptyCell),
  }))
}

/** What is asked of the cells below a header before its column is given a role. */
export type Filling = {
  /** How many cells of a column are filled. */
  readonly filled: (index: number) => number
  /** Whether a column only says yes or no, or how things stand: `O`, `✓`, `진행중`. */
  readonly isFlags: (index: number, header: string) => boolean
  /** Whether some cell of a column is a length of time, `10개월`, `협약일로부터 1년`: it tells how long, not until when. */
  readonly hasLengths: (index: number) => boolean
}

const flag =
  /^(?:[oxyn○×✓✔✅❌⬜☑❎🔴🟢🟡]\ufe0f?|yes|no|예|아니오|마감|완료|진행|예정|(?:접수|모집|진행)\s?중)$/iu

const length =
  /^(?:(?:약|최대|총)\s?)?\d{1,2}\s?(?:개월|주|년|학기)(?:\s?(?:간|이내|내외))?$|협약[^\n]{0,12}\d\s?(?:개월|년)/u

export function fillingOf(lines: readonly Line[]): Filling {
  const counts: number[] = []
  for (const { cells } of lines)
    for (const [index, cell] of cells.entries())
      counts[index] = (counts[index] ?? 0) + (isBlank(cell) ? 0 : 1)
  return {
    filled: (index) => counts[index] ?? 0,
    isFlags(index, header) {
      const texts = lines.map(({ cells }) => cells[index]?.text.trim() ?? '')
      const told = texts.filter((text) => text !== '' && text !== '-' && text !== header.trim())
      return told.length > 0 && told.every((text) => flag.test(text))
    },
    hasLengths: (index) =>
      lines.some(({ cells }) => length.test(cells[index]?.text.trim().slice(0, 200) ?? '')),
  }
}
