import type { Document } from '../src/documents/document.ts'
import { acrossDocuments, callSummary, readDocument } from '../src/programmes/index.ts'
import { seed } from '../tests/programmes/seed.ts'
import type { Benchmark } from './benchmark.ts'
import { against, compare, timed } from './compare.ts'

const OPTIONS = { columns: {} }

/** Reading programmes out of documents, the step that a run repeats for everything it remembers. */
export const programmes: Benchmark = {
  name: 'programmes',
  compares:
    'Reading the seed page’s eight rows, with their links, contacts, sums and findings, out of many pages; the time for a row among many against among few, and for a byte of a huge cell against a small one.',
  async run(setting) {
    const few = setting.quick ? 10 : 250
    const many = few * 8
    const documents = pages(many)
    const perRow = async (count: number) =>
      ((await timed(() => read(documents.slice(0, count)))) * 1000) / (count * 8)
    const perByte = async (size: number) =>
      ((await timed(() => readDocument(hugeCells(size), OPTIONS))) * 1000) / size
    return [
      await against(setting, {
        what: 'rows read',
        unit: 'rows/s',
        ours: { name: 'readDocument', measure: async () => 1_000_000 / (await perRow(many)) },
        limit: 1_700,
        limitName: 'needed for 100,000 rows in a minute',
        goal: { atLeast: 1 },
      }),
      await compare(setting, {
        what: 'time for a row, eight times as many pages',
        unit: 'µs',
        ours: { name: `${many * 8} rows`, measure: () => perRow(many) },
        other: { name: `${few * 8} rows`, measure: () => perRow(few) },
        goal: { atMost: 1.5 },
      }),
      await compare(setting, {
        what: 'time for a byte, cells ten times as large',
        unit: 'µs',
        ours: { name: '100 kB in every cell', measure: () => perByte(100_000) },
        other: { name: '10 kB in every cell', measure: () => perByte(10_000) },
        goal: { atMost: 1.5 },
      }),
    ]
  },
}

function read(documents: readonly Document[]): void {
  const calls = documents.flatMap((document) => readDocument(document, OPTIONS).programmes.map(callSummary))
  acrossDocuments(calls.filter((summary) => summary !== null))
}

/** Pages that differ in their ids and names, as pages of a real base do. */
function pages(count: number): readonly Document[] {
  return Array.from({ length: count }, (_, at) => ({
    ...seed,
    id: `page-${at}`,
    tables: seed.tables.map((table) => ({
      ...table,
      rows: table.rows.map((row) => ({
        ...row,
        id: `${row.id}-${at}`,
        cells: row.cells.map((cell, column) =>
          column === 0 && row.id !== 'r0' ? { ...cell, text: `${cell.text} ${at}` } : cell,
        ),
      })),
    })),
  }))
}

function hugeCells(size: number): Document {
  const text = '1억 (가, '.repeat(Math.ceil(size / 8)).slice(0, size)
  const cells = (seed.tables[0]?.rows[0]?.cells ?? []).map((cell) => ({ ...cell, text }))
  return {
    ...seed,
    tables: seed.tables.map((table) => ({
      ...table,
      rows: [...table.rows.slice(0, 1), { id: 'huge', url: null, cells }],
    })),
  }
}
