import { describe, expect, test } from 'vitest'
import type { EntryDraft } from '../../src/plan/entry.ts'
import { entryId, idOfGeneration, type KnownEntry, keepKeys } from '../../src/plan/identity.ts'
import { content } from './examples.ts'

const draft = (rows: readonly string[], over: Partial<EntryDraft> = {}): EntryDraft => ({
  rows,
  slot: 1,
  twin: `twin of ${rows[0]}:1`,
  content: content(),
  sourceUrl: '',
  ...over,
})
const known = (row: string, over: Partial<KnownEntry> = {}): KnownEntry => ({
  key: `${row}#1`,
  rows: [row],
  slot: 1,
  twin: `twin of ${row}:1`,
  ...over,
})
const twins = { twin: 'same:1' }

describe('keepKeys', () => {
  const cases: readonly [
    name: string,
    drafts: readonly EntryDraft[],
    known: readonly KnownEntry[],
    present: readonly string[],
    expected: readonly string[],
  ][] = [
    ['R1 and its own entry, is that one', [draft(['R1'])], [known('R1')], ['R1'], ['R1#1']],
    [
      'R1 and an entry that names it, is that one',
      [draft(['R1'])],
      [known('R0', { rows: ['R0', 'R1'] })],
      ['R1'],
      ['R0#1'],
    ],
    [
      'R2 and the entry of a twin that is gone, is that one',
      [draft(['R2'], twins)],
      [known('R1', twins)],
      ['R2'],
      ['R1#1'],
    ],
    [
      'R2 and the entry of a twin that still stands, is a new one',
      [draft(['R2'], twins)],
      [known('R1', twins)],
      ['R1', 'R2'],
      ['R2#1'],
    ],
    ['R1 and nothing known, is a new one', [draft(['R1'])], [], ['R1'], ['R1#1']],
    [
      'R1 and its entry with another row after a move, stays with the row that has it',
      [draft(['R2'], twins)],
      [known('R1', { ...twins, rows: ['R2'] })],
      ['R2'],
      ['R1#1'],
    ],
    [
      'R1 back beside R2 that took its entry over, is a new one under a further name',
      [draft(['R1'], twins), draft(['R2'], twins)],
      [known('R1', { ...twins, rows: ['R2'] })],
      ['R1', 'R2'],
      ['R1~2#1', 'R1#1'],
    ],
    [
      'two rows that became one call, keep the entry of the first',
      [draft(['R1', 'R2'])],
      [known('R2'), known('R1')],
      ['R1', 'R2'],
      ['R1#1'],
    ],
    [
      'one call that became two, leaves its entry to the first of them',
      [draft(['R1']), draft(['R2'])],
      [known('R1', { rows: ['R1', 'R2'] })],
      ['R1', 'R2'],
      ['R1#1', 'R2#1'],
    ],
    [
      'a row beside one that took its entry over, keeps the entry that names it',
      [draft(['R5', 'R1']), draft(['R4'])],
      [known('R0', { rows: ['R0', 'R1'] }), known('R1', { rows: ['R4'] })],
      ['R5', 'R1', 'R4'],
      ['R0#1', 'R1#1'],
    ],
    [
      'a second round, is another entry',
      [draft(['R1']), draft(['R1'], { slot: 2, twin: 'twin of R1:2' })],
      [known('R1')],
      ['R1'],
      ['R1#1', 'R1#2'],
    ],
    [
      'a moved row with two rounds, keeps both entries',
      [draft(['R2'], { twin: 'same:1' }), draft(['R2'], { slot: 2, twin: 'same:2' })],
      [known('R1', { twin: 'same:1' }), known('R1', { key: 'R1#2', slot: 2, twin: 'same:2' })],
      ['R2'],
      ['R1#1', 'R1#2'],
    ],
    [
      'two copies of a row that is gone, one keeps its entry',
      [draft(['R2'], twins), draft(['R3'], twins)],
      [known('R1', twins)],
      ['R2', 'R3'],
      ['R1#1', 'R3#1'],
    ],
  ]
  test.each(cases)('%s', (_name, drafts, knowing, rows, expected) => {
    const present = new Set(rows)
    expect(keepKeys(drafts, { standing: knowing, remembered: [] }, present)).toEqual(expected)
    expect(keepKeys(drafts, { standing: [], remembered: knowing }, present)).toEqual(expected)
  })
})

test('an entry that stands, goes before one that is only remembered', () => {
  const [standing, remembered] = [[known('R2', { rows: ['R2', 'R1'] })], [known('R1')]]
  expect(keepKeys([draft(['R3', 'R1'])], { standing, remembered }, new Set(['R1', 'R3']))).toEqual(['R2#1'])
})

describe('entryId', () => {
  test('an entry, has an id that Google takes from a client', () => {
    const ids = Array.from({ length: 200 }, (_, at) => entryId('open-innovation', `row-${at}#1`))
    expect(ids.every((id) => /^[0-9a-v]{52}$/.test(id))).toBe(true)
    expect(new Set(ids).size).toBe(200)
  })

  test('the same entry, has the same id for ever', () => {
    expect(entryId('open-innovation', 'row-1#1')).toMatchInlineSnapshot(
      `"1hneg85ne3qvk1d4j81dlp5ev99od5o0fi4t4ot70ru4t28q1phl"`,
    )
  })

  test('knowledge base and key, are told apart', () => {
    expect(entryId('a', 'b#1')).not.toBe(entryId('ab', '#1'))
  })

  test('a burned id, is followed by another of the same kind', () => {
    const id = entryId('open-innovation', 'row-1#1')
    const ids = [0, 1, 2].map((generation) => idOfGeneration(id, generation))
    expect(ids[0]).toBe(id)
    expect(new Set(ids).size).toBe(3)
    expect(ids.every((one) => /^[0-9a-v]{52}$/.test(one))).toBe(true)
  })
})
