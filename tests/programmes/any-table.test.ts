import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Table } from '../../src/documents/document.ts'
import { readDocument, readProgrammes } from '../../src/programmes/index.ts'
import { cell, page } from './page.ts'

const seed = 20230314

const word = fc.constantFrom(
  '',
  ' ',
  '사업명',
  '이름',
  '접수 기간',
  '마감일',
  '모집 대상',
  '링크',
  '상태',
  '가 사업',
  '나 사업 (~4/2 접수)',
  '2023.03.17까지',
  '2023.03.17(목)까지',
  '상반기 중',
  '2023.03.18',
  '시작',
  '종료',
  '〃',
  '합계',
  '세부사업명',
  '마감 시간',
  '1차 마감',
  'https://a.kr/1',
  '02-361-5404',
)

/** Tables of every kind and shape, with headers anywhere or nowhere. */
const anyTable: fc.Arbitrary<Table> = fc
  .record({
    kind: fc.constantFrom('table' as const, 'database' as const, 'page' as const),
    headerRow: fc.boolean(),
    headerColumn: fc.boolean(),
    title: fc.constantFrom('', '2023 공모'),
    names: fc.array(word, { maxLength: 5 }),
    titleColumn: fc.nat(5),
    grid: fc.array(fc.array(word, { maxLength: 5 }), { maxLength: 6 }),
  })
  .map(({ kind, names, titleColumn, grid, ...rest }) => ({
    ...rest,
    id: 't',
    kind,
    ...(kind === 'table' ? { columns: null } : { columns: names, titleColumn }),
    rows: grid.map((texts, at) => ({ id: `r${at}`, url: null, cells: texts.map((text) => cell(text)) })),
  }))

describe('any table', () => {
  test('each programme has an id and a place of its own, each unclear one is held, each finding has a place', () => {
    fc.assert(
      fc.property(anyTable, (table) => {
        const read = readProgrammes(page([table]), { columns: {} })
        const ids = read.programmes.map(({ id }) => id)
        expect(new Set(ids).size).toBe(ids.length)
        expect(read.programmes.filter(({ name }) => name === '')).toEqual([])
        expect(read.unclearRows.filter((id) => !read.heldRows.includes(id))).toEqual([])
        const places = new Set(['t', ...ids, ...read.heldRows])
        expect(read.findings.filter(({ place }) => !places.has(place.rowId))).toEqual([])
      }),
      { seed, numRuns: 250 },
    )
  })

  test('no row is lost: what is filled is a header, a programme or held', () => {
    fc.assert(
      fc.property(anyTable, (table) => {
        const read = readDocument(page([table]), { columns: {} })
        const known = new Set([...read.programmes.map(({ id }) => id), ...read.heldRows])
        const filled = table.rows.filter(({ cells }) => cells.some(({ text }) => text.trim() !== ''))
        const isSideways = read.layouts.some((layout) => layout.sideways)
        // Only the header, what stands above it and copies of it are passed over.
        const top = filled.slice(0, 5).map(({ cells }) => JSON.stringify(cells))
        const lost = filled.filter(({ id, cells }) => !known.has(id) && !top.includes(JSON.stringify(cells)))
        if (!isSideways) expect(lost).toEqual([])
      }),
      { seed, numRuns: 250 },
    )
  })

  test('an empty row or column put anywhere, the same programmes', () => {
    fc.assert(
      fc.property(anyTable, fc.nat(6), fc.nat(5), (table, rowAt, columnAt) => {
        fc.pre(table.kind === 'table' && rowAt > 0)
        const blank = { id: 'blank', url: null, cells: [] }
        const width = Math.max(0, ...table.rows.map(({ cells }) => cells.length))
        const wider = table.rows.map((row) => {
          const cells = Array.from({ length: width }, (_, at) => row.cells[at] ?? cell(''))
          return { ...row, cells: cells.toSpliced(columnAt, 0, cell('')) }
        })
        const names = (rows: Table['rows']) =>
          readProgrammes(page([{ ...table, rows }]), { columns: {} }).programmes.map(({ name, period }) => [
            name,
            period.reading,
          ])
        expect(names(wider)).toEqual(names(table.rows))
        fc.pre(table.rows.length <= 4)
        expect(names(table.rows.toSpliced(rowAt, 0, blank))).toEqual(names(table.rows))
      }),
      { seed, numRuns: 250 },
    )
  })
})
