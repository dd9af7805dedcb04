import type { Cell, Document, Link, Section, Table } from '../../src/documents/document.ts'

/** A cell as a source gives it: web addresses in its text are links. */
export function cell(text: string, more: Partial<Cell> = {}): Cell {
  const links: Link[] = (text.match(/https?:\/\/\S+/g) ?? []).map((url) => ({ text: url, url }))
  return { text, links, dates: [], ...more }
}

/** A simple table with a marked header row, out of its texts; row ids are `r0`, `r1` … with the header as `r0`. */
export function table(rows: readonly (readonly (string | Cell)[])[], more: Partial<Table> = {}): Table {
  const id = more.id ?? 't'
  return {
    id,
    kind: 'table',
    title: '',
    columns: null,
    headerRow: true,
    headerColumn: false,
    rows: rows.map((cells, index) => ({
      id: id === 't' ? `r${index}` : `${id}-r${index}`,
      url: null,
      cells: cells.map((one) => (typeof one === 'string' ? cell(one) : one)),
    })),
    ...more,
  }
}

export function section(heading: string, url: string | null, lines: readonly string[]): Section {
  return {
    id: `s-${heading}`,
    level: 3,
    heading,
    links: url === null ? [] : [{ text: heading, url }],
    lines: lines.map((text) => ({ kind: 'paragraph', depth: 0, text, links: [] })),
  }
}

/** A page made at noon of 1 March 2023 in Korea. */
export function page(tables: readonly Table[], more: Partial<Document> = {}): Document {
  return {
    id: 'd',
    url: 'https://notes.example/d',
    title: '공모 모음',
    tags: [],
    status: null,
    createdBy: null,
    editedBy: null,
    createdAt: '2023-03-01T03:00:00.000Z',
    editedAt: '2023-03-02T03:00:00.000Z',
    sections: [],
    tables,
    notes: [],
    ...more,
  }
}
