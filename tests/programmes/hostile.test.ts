import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readProgrammes } from '../../src/programmes/index.ts'
import { cell, page, table } from './page.ts'

const seed = 20230402
const header = ['사업명', '접수 기간', '모집 대상', '지원 분야', '지원 내용', '링크', '문의', '주최', '후원']

const nasty = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.constantFrom(
    '',
    '=cmd|"/C calc"!A0',
    '<script>alert(1)</script>',
    'javascript:alert(1)',
    '\ud800',
    '\u202egpj.exe',
    'a\u0000b',
    '2023.03.17까지',
    '[가 x 나] 다 (~4/2 접수)',
    'https://a.kr/?&&&=%00%zz',
    'https://[::1]:99999/',
    'http://%',
    'mailto:',
    '- \n* \n※',
    '1억'.repeat(9),
    '((((((',
    'BEGIN:VEVENT\r\nEND:VEVENT',
  ),
)

/** Everything of a result that is text. */
function texts(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value]
  if (value === null || typeof value !== 'object') return []
  return Object.values(value).flatMap(texts)
}

describe('any text in any cell', () => {
  test('every filled row is a programme or held, and nothing throws', () => {
    fc.assert(
      fc.property(fc.array(fc.array(nasty, { minLength: 9, maxLength: 9 }), { maxLength: 6 }), (rows) => {
        const { programmes, heldRows } = readProgrammes(page([table([header, ...rows])]), { columns: {} })
        for (const { id, period } of programmes)
          expect(heldRows.includes(id)).toBe(
            !['date', 'datetime', 'open-ended'].includes(period.reading.kind),
          )
        expect(new Set([...programmes.map(({ id }) => id), ...heldRows]).size).toBeLessThanOrEqual(
          rows.length,
        )
      }),
      { seed, numRuns: 300 },
    )
  })

  test('the sound row beside it is read as if it were alone', () => {
    const sound = ['가', '2023.03.17까지', '나', '', '', 'https://a.kr/1', '', '', '']
    const alone = readProgrammes(page([table([header, sound])]), { columns: {} }).programmes[0]
    fc.assert(
      fc.property(fc.array(nasty, { minLength: 9, maxLength: 9 }), (row) => {
        const { programmes } = readProgrammes(page([table([header, sound, row])]), { columns: {} })
        expect(programmes.find(({ id }) => id === 'r1')).toEqual(alone)
      }),
      { seed, numRuns: 200 },
    )
  })

  test('derived words carry no control, bidi or broken characters, and links are http or https', () => {
    fc.assert(
      fc.property(fc.array(nasty, { minLength: 9, maxLength: 9 }), (row) => {
        const [programme] = readProgrammes(page([table([header, row])]), { columns: {} }).programmes
        if (programme === undefined) return
        const { period: _, place: __, ...derived } = programme
        for (const text of texts(derived)) {
          expect(text.isWellFormed()).toBe(true)
          expect(text).not.toMatch(/[\u0000-\u0008\u000e-\u001f\u202a-\u202e]/)
        }
        for (const { value } of programme.links) expect(value).toMatch(/^https?:\/\/[!-~]+$/)
      }),
      { seed, numRuns: 300 },
    )
  })

  test('reading twice gives the same, so that nothing changes where nothing changed', () => {
    fc.assert(
      fc.property(fc.array(nasty, { minLength: 9, maxLength: 9 }), (row) => {
        const document = page([table([header, row])])
        expect(readProgrammes(document, { columns: {} })).toEqual(
          readProgrammes(structuredClone(document), { columns: {} }),
        )
      }),
      { seed, numRuns: 100 },
    )
  })
})

test.each([
  '가',
  '1,',
  '(',
  '- ',
  '0',
  '@',
  'a.',
  '1억 ',
  '* ※',
  'https://a.kr/ ',
  '02-361-5404 ',
  '\n-',
  '&',
  '[',
  '년 미만',
])('a cell of 100 kB of %j in every column, still one row', (unit) => {
  const text = unit.repeat(100_000 / unit.length)
  const rows = [
    header,
    header.map((_, at) => (at === 0 ? '가' : text)),
    ['나', '2023.03.17까지', ...Array(7).fill('')],
  ]
  const { programmes } = readProgrammes(page([table(rows.map((row) => row.map((one) => cell(one))))]), {
    columns: {},
  })
  expect(programmes.map(({ name }) => name)).toEqual(['가', '나'])
  expect(JSON.stringify(programmes[0]).length).toBeLessThan(1_000_000)
})
