import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { seededRandom } from '../../src/sandbox/faults.ts'
import type { LedgerRow, PublishedRow, RunRow, Store } from '../../src/state/store.ts'

const NOW = '2026-11-25T00:00:00Z'
const TEXTS = 1_000
const LONG = 100_000
const SEED = 20_261_125
/** What means something to SQL, to a driver, to JSON, to a line, or to nobody. */
const PIECES = [
  ...`'"\`\\%_?$1:a;()-/*\t\n\r ,[]{}`,
  "'); drop table ledger; --",
  '\u0001',
  '\u007f',
  '\u2028',
  '\ufeff',
  '\uffff',
  '가',
  'e\u0301',
  '\u202e',
  '😀',
]
/** What a plain text column can hold in no database that is asked: NUL ends a text in one, half a pair is none in UTF-8. */
const UNHOLDABLE = ['\u0000', '\ud800', '\udc00', '\udbff']

/** Texts of up to 300 pieces, every hundredth of 100 kB, the same for a seed. */
function texts(pieces: readonly string[]): readonly string[] {
  const random = seededRandom(SEED)
  const pick = () => pieces[Math.floor(random() * pieces.length)] ?? ''
  return Array.from({ length: TEXTS }, (_, at) => {
    const some = Array.from({ length: Math.floor(random() * 300) }, pick).join('')
    return at % 100 === 99 ? (some || 'x').repeat(LONG).slice(0, LONG) : some
  })
}

/** Every text column gives back what it was given: what is kept as JSON holds anything, the others all that is a text. */
export function storeTexts(
  name: string,
  store: { readonly fresh: () => Promise<Store>; readonly done: (store: Store) => Promise<void> },
): void {
  describe(`texts in the store, ${name}`, () => {
    let s: Store
    beforeEach(async () => {
      s = await store.fresh()
    })
    afterEach(() => store.done(s))

    test(`${TEXTS} texts with quotes, NUL and half pairs, kept as JSON, come back equal from every column (seed ${SEED})`, async () => {
      const given = texts([...PIECES, ...UNHOLDABLE])
      const json = given.map((text) => JSON.stringify({ text }))
      const id = (at: number) => String(at).padStart(4, '0')
      const rows = json.map((text, at) => ({ id: id(at), json: text }))
      const runs = rows.map((row): RunRow => ({ ...plainRun, ...row }))
      await s.putDocuments(
        'kb',
        rows.map((row) => ({ ...row, editedAt: NOW, hash: 'h' })),
      )
      await s.putHeld(
        'cal',
        rows.map((row) => ({ address: row.id, json: row.json })),
      )
      await s.putPublished(
        'kb',
        rows.map((row) => ({ ...plainEntry, key: row.id, json: row.json })),
      )
      await s.putPublicProgrammes('kb', rows)
      await s.putLedger(
        'kb',
        given.map((text, at) => ({ ...plainLedger, key: id(at), rows: [text] })),
      )
      await s.transaction(async (inner) => {
        for (const { id: name, json: value } of rows) await inner.putValue('kb', name, value, 0)
        for (const run of runs) await inner.finishRun(run)
      })

      const kept = (values: readonly { readonly json: string }[]) =>
        values.map((row) => (JSON.parse(row.json) as { text: string }).text)
      const documents: { json: string }[] = []
      for await (const document of s.documents('kb')) documents.push(document)
      const values = (await s.values('kb', '')).map(({ value }) => ({ json: value }))
      const newest = [...(await s.runs('kb', TEXTS))].sort((a, b) => (a.id < b.id ? -1 : 1))
      for (const each of [documents, await s.held('cal'), await s.published('kb'), values, newest])
        expect(kept(each)).toEqual(given)
      expect(kept(await s.publicProgrammes('kb'))).toEqual(given)
      expect((await s.ledger('kb')).map((row) => row.rows)).toEqual(given.map((text) => [text]))
    })

    test(`${TEXTS} texts, in every other column, come back equal (seed ${SEED})`, async () => {
      // PGlite takes off a byte order mark at a text's start; PostgreSQL's own driver and SQLite keep it.
      const given = [...new Set(texts(PIECES).map((text) => text.replace(/^\ufeff+/, '')))]
      // Long keys are too long for an index of PostgreSQL; ids and names are short.
      const keys = given.filter((text) => text.length < 200)
      const inOrder = [...keys].sort((a, b) => Buffer.from(a).compare(Buffer.from(b)))
      await s.putLedger(
        'kb',
        keys.map((key) => ({ ...plainLedger, key, id: key, twin: key, hash: key })),
      )
      await s.putHeld(
        'cal',
        keys.map((address) => ({ address, json: '1' })),
      )
      await s.putPublished(
        'kb',
        keys.map((key) => ({ ...plainEntry, key, uid: key, ics: key })),
      )
      await s.putDocuments(
        'kb',
        keys.map((id) => ({ id, editedAt: NOW, hash: id, json: '1' })),
      )
      await s.putPublicProgrammes(
        'kb',
        keys.map((id) => ({ id, json: '1' })),
      )
      expect((await s.ledger('kb')).map(({ key, id, twin, hash }) => [key, id, twin, hash])).toEqual(
        inOrder.map((text) => [text, text, text, text]),
      )
      expect((await s.held('cal')).map(({ address }) => address)).toEqual(inOrder)
      expect((await s.published('kb')).map(({ key, uid, ics }) => [key, uid, ics])).toEqual(
        inOrder.map((text) => [text, text, text]),
      )
      expect([...(await s.documentStamps('kb'))].map(([id, { hash }]) => [id, hash])).toEqual(
        inOrder.map((text) => [text, text]),
      )
      expect((await s.publicProgrammes('kb')).map(({ id }) => id)).toEqual(inOrder)

      await s.putPublished(
        'kb',
        given.map((ics, at) => ({ ...plainEntry, key: String(at), ics })),
      )
      const published = new Map((await s.published('kb')).map(({ key, ics }) => [key, ics]))
      expect(given.map((_, at) => published.get(String(at)))).toEqual(given)
      await s.transaction(async (inner) => {
        for (const text of keys) {
          expect(await inner.putValue(text, text, '1', 0)).toBe(true)
          expect((await inner.values(text, text)).map(({ name }) => name)).toContain(text)
          expect(await inner.firstTime(text, text, NOW, 9)).toBe(true)
          expect((await inner.takeLock(text, text, NOW, 9))?.owner).toBe(text)
          await inner.startRun({ ...plainRun, id: text, knowledgeBase: text })
          expect(await inner.run(text)).toEqual({ ...plainRun, id: text, knowledgeBase: text })
        }
      })
    })
  })
}

const plainRun: RunRow = {
  id: 'r',
  knowledgeBase: 'kb',
  trigger: 'hand',
  startedAt: NOW,
  endedAt: null,
  result: 'done',
  json: '{}',
}
const plainEntry: PublishedRow = {
  key: 'k',
  uid: 'u',
  firstDay: '2026-11-25',
  lastDay: '2026-11-25',
  json: '{}',
  ics: '',
  cancelledAt: null,
}
const plainLedger: LedgerRow = {
  key: 'k',
  id: 'i',
  generation: 0,
  rows: [],
  slot: 1,
  twin: 't',
  hash: 'h',
  sequence: 0,
  createdAt: NOW,
  changedAt: NOW,
}
