import { describe, expect, test } from 'vitest'
import type { EntryDraft, Stamp } from '../../src/plan/entry.ts'
import { contentHash, remember, type StampContext, stampEntries } from '../../src/plan/stamp.ts'
import { content, entry, held, KNOWLEDGE_BASE } from './examples.ts'

const LATER = '2023-03-09T01:02:03.456Z'
const { key: _key, id: _id, stamp: _stamp, ...draft } = entry('R1')
const renamed: EntryDraft = { ...draft, content: content({ title: '[마감] 새 이름' }) }
const written = entry('R1', {
  stamp: { sequence: 4, createdAt: '2023-01-01T00:00:00Z', changedAt: '2023-02-01T00:00:00Z' },
})
const stampOf = (from: EntryDraft, over: Partial<StampContext>): Stamp | undefined =>
  stampEntries([from], {
    knowledgeBase: KNOWLEDGE_BASE,
    ledger: [],
    held: [],
    present: new Set(['R1']),
    heldRows: new Set(),
    now: LATER,
    ...over,
  })[0]?.stamp

describe('stampEntries', () => {
  test('a new entry, begins at nought with this second', () => {
    expect(stampOf(draft, {})).toEqual({
      sequence: 0,
      createdAt: '2023-03-09T01:02:03Z',
      changedAt: '2023-03-09T01:02:03Z',
    })
  })

  test('the same content, keeps its stamp', () => {
    expect(stampOf(draft, { ledger: [remember(written, 0)] })).toEqual(written.stamp)
  })

  test('another content, counts one more', () => {
    expect(stampOf(renamed, { ledger: [remember(written, 0)] })).toEqual({
      sequence: 5,
      createdAt: '2023-01-01T00:00:00Z',
      changedAt: '2023-03-09T01:02:03Z',
    })
  })

  test('a lost ledger, goes on from what the calendar holds', () => {
    expect(stampOf(draft, { held: [held(written)] })).toEqual(written.stamp)
    expect(stampOf(renamed, { held: [held(written)] })?.sequence).toBe(5)
  })

  test('an entry that a person changed, counts from what was written and not from what it shows', () => {
    const drifted = held(written, { content: content({ title: '내가 고침' }) })
    expect(stampOf(draft, { held: [drifted] })).toEqual(written.stamp)
  })

  test('a ledger behind the calendar, never lets the count fall', () => {
    const ahead = { ...written, stamp: { ...written.stamp, sequence: 7 } }
    expect(stampOf(draft, { ledger: [remember(written, 0)], held: [held(ahead)] })).toEqual(ahead.stamp)
  })

  test('an entry that was withdrawn, counts one more when it returns', () => {
    const withdrawn = held(written, { state: 'cancelled', stamp: { ...written.stamp, sequence: 5 } })
    expect(stampOf(draft, { held: [withdrawn] })?.sequence).toBe(6)
  })

  test('an entry that a person deleted, keeps its stamp', () => {
    const deleted = held(written, { state: 'cancelled' })
    expect(stampOf(draft, { ledger: [remember(written, 0)], held: [deleted] })).toEqual(written.stamp)
  })

  test('a clock that went back, does not let the last change fall', () => {
    const ledger = [
      remember({ ...written, stamp: { ...written.stamp, changedAt: '2024-01-01T00:00:00Z' } }, 0),
    ]
    expect(stampOf(renamed, { ledger })?.changedAt).toBe('2024-01-01T00:00:00Z')
  })

  test('a row that was cut and pasted, keeps name, id and stamp', () => {
    const { stamp, ...known } = written
    const [moved] = stampEntries([{ ...draft, rows: ['R2'] }], {
      knowledgeBase: KNOWLEDGE_BASE,
      ledger: [remember(written, 0)],
      held: [],
      present: new Set(['R2']),
      heldRows: new Set(),
      now: LATER,
    })
    expect(moved).toEqual({ ...known, stamp, rows: ['R2'] })
  })
})

describe('rows that share an entry', () => {
  const shared = { ...written, rows: ['R1', 'R2'] }
  const rowsOf = (heldRows: readonly string[], over: Partial<StampContext>) =>
    stampEntries([draft], {
      knowledgeBase: KNOWLEDGE_BASE,
      ledger: [],
      held: [],
      present: new Set(['R1', 'R2', 'R3']),
      heldRows: new Set(heldRows),
      now: LATER,
      ...over,
    })[0]?.rows

  test('one that can no longer be understood, goes on holding it; one that says something else, does not', () => {
    for (const known of [{ held: [held(shared)] }, { ledger: [remember(shared, 0)] }]) {
      expect(rowsOf(['R2', 'R3'], known)).toEqual(['R1', 'R2'])
      expect(rowsOf([], known)).toEqual(['R1'])
    }
  })
})

describe('very many rows that share an entry', () => {
  test('are remembered as far as calendars have room, those that ask for it first', () => {
    const known = { ...written, rows: Array.from({ length: 100 }, (_, at) => `H${at}`) }
    const [entryOfMany] = stampEntries([{ ...draft, rows: ['R1', 'R2'] }], {
      knowledgeBase: KNOWLEDGE_BASE,
      ledger: [],
      held: [held(known)],
      present: new Set(known.rows),
      heldRows: new Set(known.rows),
      now: LATER,
    })
    expect(entryOfMany?.rows).toEqual(['R1', 'R2', ...known.rows.slice(0, 98)])
  })
})

describe('two entries that could be the row’s', () => {
  test('one in the ledger alone and one that stands, is the one that stands', () => {
    const stale = { ...remember(written, 0), key: 'R0#1', rows: ['R0'] }
    const [moved] = stampEntries([{ ...draft, rows: ['R2'] }], {
      knowledgeBase: KNOWLEDGE_BASE,
      ledger: [stale, remember(written, 0)],
      held: [held(written)],
      present: new Set(['R2']),
      heldRows: new Set(),
      now: LATER,
    })
    expect(moved?.key).toBe('R1#1')
  })
})

describe('contentHash', () => {
  test('equal contents, have equal hashes whatever the order of their keys', () => {
    const { title, ...rest } = content()
    expect(contentHash({ ...rest, title })).toBe(contentHash(content()))
    expect(contentHash(content({ url: null }))).not.toBe(contentHash(content()))
  })
})
