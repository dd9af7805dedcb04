import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { LedgerRow, Lock, PublishedRow, RunRow, Store, StoredDocument } from '../../src/state/store.ts'

const NOW = '2026-11-25T00:00:00Z'
const at = (seconds: number) => new Date(Date.parse(NOW) + seconds * 1_000).toISOString()

const document = (id: string, over: Partial<StoredDocument> = {}): StoredDocument => ({
  id,
  editedAt: NOW,
  hash: `hash of ${id}`,
  json: JSON.stringify({ id }),
  ...over,
})

const ledgerRow = (key: string, over: Partial<LedgerRow> = {}): LedgerRow => ({
  key,
  id: `id${key}`,
  generation: 0,
  rows: [`row ${key}`],
  slot: 1,
  twin: 'aa',
  hash: 'bb',
  sequence: 0,
  createdAt: NOW,
  changedAt: NOW,
  ...over,
})

const published = (key: string, over: Partial<PublishedRow> = {}): PublishedRow => ({
  key,
  uid: `${key}@magam`,
  firstDay: '2026-11-25',
  lastDay: '2026-11-25',
  json: '{}',
  ics: 'BEGIN:VEVENT\r\nEND:VEVENT\r\n',
  cancelledAt: null,
  ...over,
})

const run = (id: string, over: Partial<RunRow> = {}): RunRow => ({
  id,
  knowledgeBase: 'kb',
  trigger: 'hand',
  startedAt: NOW,
  endedAt: null,
  result: 'running',
  json: '{}',
  ...over,
})

async function all<T>(items: AsyncIterable<T>): Promise<readonly T[]> {
  const found: T[] = []
  for await (const item of items) found.push(item)
  return found
}

const held = (lock: Lock | null): Lock => {
  if (!lock) throw new Error('the lock should have been free')
  return lock
}

/** What every store must do, whatever stands behind it. `fresh` gives an empty one, `done` takes it away. */
export function storeContract(
  name: string,
  store: { readonly fresh: () => Promise<Store>; readonly done: (store: Store) => Promise<void> },
): void {
  describe(`the store, ${name}`, () => {
    let s: Store
    beforeEach(async () => {
      s = await store.fresh()
    })
    afterEach(() => store.done(s))

    describe('named values', () => {
      test('a value that was never put, is null', async () => {
        expect(await s.value('kb', 'cursor')).toBeNull()
      })
      test('a new value put with version 0, can be read with version 1', async () => {
        expect(await s.putValue('kb', 'cursor', '"a"', 0)).toBe(true)
        expect(await s.value('kb', 'cursor')).toEqual({ value: '"a"', version: 1 })
      })
      test('version 0 on a value that exists, is refused and changes nothing', async () => {
        await s.putValue('kb', 'cursor', '"a"', 0)
        expect(await s.putValue('kb', 'cursor', '"b"', 0)).toBe(false)
        expect(await s.value('kb', 'cursor')).toEqual({ value: '"a"', version: 1 })
      })
      test('the version that was read, replaces the value and raises the version', async () => {
        await s.putValue('kb', 'cursor', '"a"', 0)
        expect(await s.putValue('kb', 'cursor', '"b"', 1)).toBe(true)
        expect(await s.value('kb', 'cursor')).toEqual({ value: '"b"', version: 2 })
      })
      test('an old version, is refused and changes nothing', async () => {
        await s.putValue('kb', 'cursor', '"a"', 0)
        await s.putValue('kb', 'cursor', '"b"', 1)
        expect(await s.putValue('kb', 'cursor', '"c"', 1)).toBe(false)
        expect(await s.value('kb', 'cursor')).toEqual({ value: '"b"', version: 2 })
      })
      test('a version above 0 of a value that does not exist, is refused', async () => {
        expect(await s.putValue('kb', 'cursor', '"a"', 1)).toBe(false)
        expect(await s.value('kb', 'cursor')).toBeNull()
      })
      test('a dropped value, is gone and can be put anew', async () => {
        await s.putValue('kb', 'cursor', '"a"', 0)
        await s.dropValue('kb', 'cursor')
        expect(await s.value('kb', 'cursor')).toBeNull()
        expect(await s.putValue('kb', 'cursor', '"b"', 0)).toBe(true)
        expect((await s.value('kb', 'cursor'))?.value).toBe('"b"')
      })
      test('a value dropped and put again, is safe from a writer that read it before', async () => {
        await s.putValue('kb', 'cursor', '"a"', 0)
        const slow = await s.value('kb', 'cursor')
        await s.dropValue('kb', 'cursor')
        await s.putValue('kb', 'cursor', '"b"', 0)
        expect(await s.putValue('kb', 'cursor', '"stale"', slow?.version ?? -1)).toBe(false)
        expect((await s.value('kb', 'cursor'))?.value).toBe('"b"')
      })
      test('a drop of what is not there, does nothing', async () => {
        await s.dropValue('kb', 'cursor')
        expect(await s.value('kb', 'cursor')).toBeNull()
      })
      test('values of two spaces, do not meet', async () => {
        await s.putValue('one', 'cursor', '1', 0)
        await s.putValue('two', 'cursor', '2', 0)
        await s.dropValue('one', 'cursor')
        expect(await s.value('two', 'cursor')).toEqual({ value: '2', version: 1 })
      })
      test('values by prefix, come sorted, without dropped ones and without those of other prefixes', async () => {
        for (const each of [
          'comment:b',
          'comment:a',
          'comments',
          'Comment:c',
          'comment:d',
          'comment:%',
          'x',
        ]) {
          await s.putValue('kb', each, `"${each}"`, 0)
        }
        await s.dropValue('kb', 'comment:d')
        expect(await s.values('kb', 'comment:')).toEqual([
          { name: 'comment:%', value: '"comment:%"', version: 1 },
          { name: 'comment:a', value: '"comment:a"', version: 1 },
          { name: 'comment:b', value: '"comment:b"', version: 1 },
        ])
      })
      test('a prefix with wildcards of SQL, means only itself', async () => {
        for (const each of ['a_b', 'axb', 'a%', 'abc']) await s.putValue('kb', each, '1', 0)
        expect((await s.values('kb', 'a_')).map((value) => value.name)).toEqual(['a_b'])
        expect((await s.values('kb', 'a%')).map((value) => value.name)).toEqual(['a%'])
      })
      test('an empty prefix, gives every value of the space', async () => {
        for (const each of ['가', 'b', 'A']) await s.putValue('kb', each, '1', 0)
        expect((await s.values('kb', '')).map((value) => value.name)).toEqual(['A', 'b', '가'])
      })
      test('a prefix in Korean, is found', async () => {
        for (const each of ['댓글:1', '댓글:2', '댓']) await s.putValue('kb', each, '1', 0)
        expect((await s.values('kb', '댓글:')).map((value) => value.name)).toEqual(['댓글:1', '댓글:2'])
      })
      test('many writers at once with the same version, one wins', async () => {
        await s.putValue('kb', 'n', '0', 0)
        const won = await Promise.all(
          Array.from({ length: 20 }, (_, i) => s.putValue('kb', 'n', String(i), 1)),
        )
        expect(won.filter(Boolean)).toHaveLength(1)
        expect(await s.value('kb', 'n')).toEqual({ value: String(won.indexOf(true)), version: 2 })
      })
      test('any text as JSON, comes back equal', async () => {
        let version = 0
        await fc.assert(
          fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 200 }), async (text) => {
            expect(await s.putValue('kb', 'any', JSON.stringify(text), version)).toBe(true)
            version += 1
            expect(JSON.parse((await s.value('kb', 'any'))?.value ?? 'null')).toBe(text)
          }),
          { seed: 7, numRuns: 300 },
        )
      })
      test('names with quotes and marks of SQL, are only names', async () => {
        const names = [`'; drop table value; --`, '"', '\\', '?', '$1', ':a', '%', '😀', 'a\nb', ' ']
        for (const each of names) expect(await s.putValue('kb', each, JSON.stringify(each), 0)).toBe(true)
        for (const each of names) expect((await s.value('kb', each))?.value).toBe(JSON.stringify(each))
      })
      test('a value of a megabyte, comes back whole', async () => {
        const big = JSON.stringify('마'.repeat(400_000))
        await s.putValue('kb', 'big', big, 0)
        expect((await s.value('kb', 'big'))?.value).toBe(big)
      })
    })

    describe('documents', () => {
      test('documents put, come back by id', async () => {
        await s.putDocuments('kb', [document('b'), document('a')])
        expect(await all(s.documents('kb'))).toEqual([document('a'), document('b')])
      })
      test('a document put again, replaces the old one', async () => {
        await s.putDocuments('kb', [document('a')])
        await s.putDocuments('kb', [document('a', { hash: 'new', editedAt: at(60) })])
        expect(await all(s.documents('kb'))).toEqual([document('a', { hash: 'new', editedAt: at(60) })])
      })
      test('the same document twice in one put, keeps the later', async () => {
        await s.putDocuments('kb', [document('a', { hash: 'first' }), document('a', { hash: 'second' })])
        expect(await all(s.documents('kb'))).toEqual([document('a', { hash: 'second' })])
      })
      test('nothing put, nothing dropped, nothing happens', async () => {
        await s.putDocuments('kb', [])
        await s.dropDocuments('kb', [])
        expect(await all(s.documents('kb'))).toEqual([])
      })
      test('stamps, tell when and what without the text', async () => {
        await s.putDocuments('kb', [document('a'), document('b', { editedAt: at(60) })])
        expect(await s.documentStamps('kb')).toEqual(
          new Map([
            ['a', { editedAt: NOW, hash: 'hash of a' }],
            ['b', { editedAt: at(60), hash: 'hash of b' }],
          ]),
        )
      })
      test('a drop by id, leaves the rest and other knowledge bases', async () => {
        await s.putDocuments('kb', [document('a'), document('b')])
        await s.putDocuments('other', [document('a')])
        await s.dropDocuments('kb', ['a', 'never there'])
        expect(await all(s.documents('kb'))).toEqual([document('b')])
        expect(await all(s.documents('other'))).toEqual([document('a')])
      })
      test('a thousand documents, are put, walked and dropped', async () => {
        const many = Array.from({ length: 1_000 }, (_, i) => document(String(i).padStart(4, '0')))
        await s.putDocuments('kb', many)
        expect(await all(s.documents('kb'))).toEqual(many)
        await s.dropDocuments(
          'kb',
          many.slice(1).map((each) => each.id),
        )
        expect(await all(s.documents('kb'))).toEqual([many[0]])
      })
      test('the store used between two documents, does not hang', async () => {
        const many = Array.from({ length: 250 }, (_, i) => document(String(i).padStart(4, '0')))
        await s.putDocuments('kb', many)
        let seen = 0
        for await (const each of s.documents('kb')) {
          if (seen % 50 === 0) await s.putDocuments('kb', [{ ...each, hash: 'walked' }])
          seen += 1
        }
        expect(seen).toBe(250)
      })
    })

    describe('the ledger', () => {
      test('rows put, come back whole and by key', async () => {
        const rows = [
          ledgerRow('b', { rows: ['r1', 'r2'], sequence: 3, generation: 2, slot: 2 }),
          ledgerRow('a'),
        ]
        await s.putLedger('kb', rows)
        expect(await s.ledger('kb')).toEqual([rows[1], rows[0]])
      })
      test('a row put again, replaces the old one', async () => {
        await s.putLedger('kb', [ledgerRow('a')])
        await s.putLedger('kb', [ledgerRow('a', { sequence: 1, changedAt: at(5) })])
        expect(await s.ledger('kb')).toEqual([ledgerRow('a', { sequence: 1, changedAt: at(5) })])
      })
      test('a drop, is of that knowledge base and key only', async () => {
        await s.putLedger('kb', [ledgerRow('a'), ledgerRow('b')])
        await s.putLedger('other', [ledgerRow('a')])
        await s.dropLedger('kb', ['a'])
        expect(await s.ledger('kb')).toEqual([ledgerRow('b')])
        expect(await s.ledger('other')).toEqual([ledgerRow('a')])
      })
    })

    describe('what a calendar holds', () => {
      test('rows put, come back by address; put again, replace', async () => {
        await s.putHeld('cal', [
          { address: 'b', json: '1' },
          { address: 'a', json: '2' },
        ])
        await s.putHeld('cal', [{ address: 'b', json: '3' }])
        expect(await s.held('cal')).toEqual([
          { address: 'a', json: '2' },
          { address: 'b', json: '3' },
        ])
      })
      test('drop and clear, touch their calendar only', async () => {
        for (const calendar of ['cal', 'other']) {
          await s.putHeld(calendar, [
            { address: 'a', json: '1' },
            { address: 'b', json: '2' },
          ])
        }
        await s.dropHeld('cal', ['a'])
        expect(await s.held('cal')).toEqual([{ address: 'b', json: '2' }])
        await s.clearHeld('cal')
        expect(await s.held('cal')).toEqual([])
        expect(await s.held('other')).toHaveLength(2)
      })
    })

    describe('what is published', () => {
      test('entries put, come back whole, byte for byte', async () => {
        const rows = [published('a', { cancelledAt: at(9), ics: 'A\r\n B\r\n\t"한글"\r\n' }), published('b')]
        await s.putPublished('kb', rows)
        expect(await s.published('kb')).toEqual(rows)
      })
      test('an entry withdrawn and brought back, is as last put', async () => {
        await s.putPublished('kb', [published('a', { cancelledAt: NOW })])
        await s.putPublished('kb', [published('a')])
        expect(await s.published('kb')).toEqual([published('a')])
      })
      test('entries dropped, are gone from their knowledge base only', async () => {
        await s.putPublished('kb', [published('a')])
        await s.putPublished('other', [published('a')])
        await s.dropPublished('kb', ['a'])
        expect(await s.published('kb')).toEqual([])
        expect(await s.published('other')).toEqual([published('a')])
      })
      test('public programmes, are put, replaced and dropped by id', async () => {
        await s.putPublicProgrammes('kb', [
          { id: 'b', json: '1' },
          { id: 'a', json: '2' },
        ])
        await s.putPublicProgrammes('kb', [{ id: 'b', json: '3' }])
        expect(await s.publicProgrammes('kb')).toEqual([
          { id: 'a', json: '2' },
          { id: 'b', json: '3' },
        ])
        await s.dropPublicProgrammes('kb', ['a'])
        expect(await s.publicProgrammes('kb')).toEqual([{ id: 'b', json: '3' }])
      })
    })

    describe('runs', () => {
      test('a run started, is running; finished, says how', async () => {
        await s.startRun(run('r1'))
        expect(await s.run('r1')).toEqual(run('r1'))
        const ended = run('r1', { endedAt: at(3), result: 'partly', json: '{"written":1}' })
        await s.finishRun(ended)
        expect(await s.run('r1')).toEqual(ended)
      })
      test('a run that was never started, is null', async () => {
        expect(await s.run('r1')).toBeNull()
      })
      test('a run whose start was forgotten, can still be finished', async () => {
        const ended = run('r1', { endedAt: at(3), result: 'done' })
        await s.finishRun(ended)
        expect(await s.run('r1')).toEqual(ended)
      })
      test('runs, come newest first, at most as many as asked, of one knowledge base or all', async () => {
        await s.startRun(run('r1', { startedAt: at(1) }))
        await s.startRun(run('r3', { startedAt: at(3), knowledgeBase: 'other' }))
        await s.startRun(run('r2', { startedAt: at(2) }))
        expect((await s.runs(null, 2)).map((each) => each.id)).toEqual(['r3', 'r2'])
        expect((await s.runs('kb', 9)).map((each) => each.id)).toEqual(['r2', 'r1'])
      })
      test('runs whose ids begin alike, come newest first, at most as many as asked; case counts', async () => {
        for (const [at, id] of ['ab1', 'ab2', 'aB3', 'b%', 'b_'].entries())
          await s.startRun(run(id, { startedAt: `2026-11-25T0${at}:00:00Z` }))
        const named = async (prefix: string, limit = 9) =>
          (await s.runsNamed(prefix, limit)).map(({ id }) => id)
        expect(await named('ab')).toEqual(['ab2', 'ab1'])
        expect(await named('a', 2)).toEqual(['aB3', 'ab2'])
        expect(await named('b%')).toEqual(['b%'])
        expect(await named('c')).toEqual([])
      })
      test('the last runs, are one for each knowledge base, by name', async () => {
        expect(await s.lastRuns()).toEqual([])
        for (const [id, knowledgeBase, second] of [
          ['r1', 'b', 1],
          ['r2', 'b', 3],
          ['r3', 'a', 2],
        ] as const)
          await s.startRun(run(id, { knowledgeBase, startedAt: at(second) }))
        expect(await s.lastRuns()).toEqual([
          { knowledgeBase: 'a', startedAt: at(2) },
          { knowledgeBase: 'b', startedAt: at(3) },
        ])
      })
      test('what is forgotten, is gone of everything under that name and of nothing else', async () => {
        const held = async (name: string) => [
          (await s.runs(name, 9)).length,
          (await all(s.documents(name))).length,
          (await s.ledger(name)).length,
          (await s.held(name)).length,
          (await s.published(name)).length,
          (await s.publicProgrammes(name)).length,
          (await s.values(name, '')).length,
        ]
        for (const name of ['kb', 'kb 2']) {
          await s.startRun(run(`run of ${name}`, { knowledgeBase: name }))
          await s.putDocuments(name, [document('a')])
          await s.putLedger(name, [ledgerRow('a')])
          await s.putHeld(name, [{ address: 'a', json: '1' }])
          await s.putPublished(name, [published('a')])
          await s.putPublicProgrammes(name, [{ id: 'a', json: '1' }])
          await s.putValue(name, 'a', '1', 0)
        }
        await s.forget('kb')
        expect(await held('kb')).toEqual([0, 0, 0, 0, 0, 0, 0])
        expect(await held('kb 2')).toEqual([1, 1, 1, 1, 1, 1, 1])
      })
      test('pruning, keeps the newest of one knowledge base, leaves others alone and says how many went', async () => {
        for (const knowledgeBase of ['kb', 'other']) {
          for (let i = 0; i < 5; i++)
            await s.startRun(run(`${knowledgeBase}${i}`, { knowledgeBase, startedAt: at(i) }))
        }
        await s.startRun(run('lone', { knowledgeBase: 'lone' }))
        const left = async () => (await s.runs(null, 99)).map((each) => each.id)
        expect(await s.pruneRuns('kb', 2)).toBe(3)
        expect(await left()).toEqual(['other4', 'kb4', 'other3', 'kb3', 'other2', 'other1', 'lone', 'other0'])
        expect([await s.pruneRuns('other', 2), await s.pruneRuns('lone', 2)]).toEqual([3, 0])
        expect(await left()).toEqual(['other4', 'kb4', 'other3', 'kb3', 'lone'])
        expect(await s.pruneRuns('kb', 2)).toBe(0)
      })
    })

    describe('locks', () => {
      test('a free lock, is taken for the lease', async () => {
        expect(await s.takeLock('sync', 'a', NOW, 60_000)).toEqual({
          name: 'sync',
          owner: 'a',
          fence: 1,
          until: '2026-11-25T00:01:00.000Z',
        })
      })
      test('a lock held by another or by oneself, is refused', async () => {
        await s.takeLock('sync', 'a', NOW, 60_000)
        expect(await s.takeLock('sync', 'b', at(59), 60_000)).toBeNull()
        expect(await s.takeLock('sync', 'a', at(59), 60_000)).toBeNull()
      })
      test('locks of two names, do not meet', async () => {
        await s.takeLock('one', 'a', NOW, 60_000)
        expect(await s.takeLock('two', 'b', NOW, 60_000)).not.toBeNull()
      })
      test('a lock whose lease ran out, is taken over with a higher fence', async () => {
        await s.takeLock('sync', 'a', NOW, 60_000)
        expect((await s.takeLock('sync', 'b', at(60), 60_000))?.fence).toBe(2)
      })
      test('a lock taken by a clock that was far ahead, is taken over by one that is right', async () => {
        await s.takeLock('sync', 'a', at(9 * 3_600), 60_000)
        expect((await s.takeLock('sync', 'b', NOW, 60_000))?.fence).toBe(2)
      })
      test('a lock taken by a clock that is ahead by less than an hour, is left', async () => {
        await s.takeLock('sync', 'a', at(3_600), 60_000)
        expect(await s.takeLock('sync', 'b', NOW, 60_000)).toBeNull()
      })
      test('a lock released, is free at once and its fence goes on rising', async () => {
        await s.releaseLock(held(await s.takeLock('sync', 'a', NOW, 60_000)))
        expect((await s.takeLock('sync', 'b', at(1), 60_000))?.fence).toBe(2)
      })
      test('a lock renewed, holds for the new lease', async () => {
        const lock = held(await s.takeLock('sync', 'a', NOW, 60_000))
        expect(await s.renewLock(lock, at(50), 60_000)).toBe(true)
        expect(await s.takeLock('sync', 'b', at(100), 60_000)).toBeNull()
        expect(await s.takeLock('sync', 'b', at(110), 60_000)).not.toBeNull()
      })
      test('a lock taken over, can be neither renewed nor released by its old holder', async () => {
        const old = held(await s.takeLock('sync', 'a', NOW, 1_000))
        const present = held(await s.takeLock('sync', 'a', at(1), 60_000))
        expect(await s.renewLock(old, at(2), 60_000)).toBe(false)
        await s.releaseLock(old)
        expect(await s.takeLock('sync', 'b', at(3), 60_000)).toBeNull()
        expect(await s.renewLock(present, at(3), 60_000)).toBe(true)
      })
      test('a lock released, cannot be renewed', async () => {
        const lock = held(await s.takeLock('sync', 'a', NOW, 60_000))
        await s.releaseLock(lock)
        expect(await s.renewLock(lock, at(1), 60_000)).toBe(false)
      })
      test('a moment with an offset, is the same moment', async () => {
        await s.takeLock('sync', 'a', '2026-11-25T09:00:00+09:00', 60_000)
        expect(await s.takeLock('sync', 'b', at(59), 1)).toBeNull()
        expect(await s.takeLock('sync', 'b', '2026-11-25T09:01+09:00', 1)).not.toBeNull()
      })
      test('many takers at once, one wins', async () => {
        const locks = await Promise.all(
          Array.from({ length: 20 }, (_, i) => s.takeLock('sync', `owner ${i}`, NOW, 60_000)),
        )
        expect(locks.filter(Boolean)).toHaveLength(1)
      })
    })

    describe('ids seen before', () => {
      test('an id, is new once in its space', async () => {
        expect(await s.firstTime('webhook', 'a', NOW, 60_000)).toBe(true)
        expect(await s.firstTime('webhook', 'a', at(1), 60_000)).toBe(false)
        expect(await s.firstTime('other', 'a', at(1), 60_000)).toBe(true)
      })
      test('an id older than the time to keep, is forgotten', async () => {
        await s.firstTime('webhook', 'a', NOW, 60_000)
        expect(await s.firstTime('webhook', 'a', at(60), 60_000)).toBe(false)
        expect(await s.firstTime('webhook', 'a', at(61), 60_000)).toBe(true)
        expect(await s.firstTime('webhook', 'a', at(62), 60_000)).toBe(false)
      })
      test('the same id many times at once, is new once', async () => {
        const firsts = await Promise.all(
          Array.from({ length: 100 }, () => s.firstTime('webhook', 'a', NOW, 9)),
        )
        expect(firsts.filter(Boolean)).toHaveLength(1)
      })
    })

    describe('transactions', () => {
      test('work that ends well, is kept whole and gives its value', async () => {
        const answer = await s.transaction(async (inner) => {
          await inner.putLedger('kb', [ledgerRow('a')])
          await inner.putValue('kb', 'cursor', '1', 0)
          return (await inner.ledger('kb')).length
        })
        expect(answer).toBe(1)
        expect(await s.ledger('kb')).toEqual([ledgerRow('a')])
        expect(await s.value('kb', 'cursor')).toEqual({ value: '1', version: 1 })
      })
      test('work that throws, leaves nothing and throws the same', async () => {
        const bug = new Error('halfway')
        const work = s.transaction(async (inner) => {
          await inner.putLedger('kb', [ledgerRow('a')])
          await inner.putValue('kb', 'cursor', '1', 0)
          throw bug
        })
        await expect(work).rejects.toBe(bug)
        expect(await s.ledger('kb')).toEqual([])
        expect(await s.value('kb', 'cursor')).toBeNull()
      })
      test('a transaction inside a transaction, is part of the outer one', async () => {
        const work = s.transaction(async (outer) => {
          await outer.transaction((inner) => inner.putLedger('kb', [ledgerRow('a')]))
          throw new Error('outer')
        })
        await expect(work).rejects.toThrow('outer')
        expect(await s.ledger('kb')).toEqual([])
      })
      test('transactions at once, each keeps or loses its own', async () => {
        const work = (key: string, fails: boolean) =>
          s.transaction(async (inner) => {
            await inner.putLedger('kb', [ledgerRow(key)])
            await inner.ledger('kb')
            if (fails) throw new Error(key)
          })
        const results = await Promise.allSettled([work('a', false), work('b', true), work('c', false)])
        expect(results.map((result) => result.status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
        expect((await s.ledger('kb')).map((row) => row.key)).toEqual(['a', 'c'])
      })
    })
  })
}
