import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { openStore } from '../src/state/open.ts'
import type { LedgerRow, Store } from '../src/state/store.ts'
import type { Benchmark } from './benchmark.ts'
import { compare, timed } from './compare.ts'

/** The state file, against the same rows written by hand. */
export const state: Benchmark = {
  name: 'state',
  compares:
    'Writing and reading entries of the ledger through the store (compare-and-set, Kysely), against `node:sqlite` with one prepared statement, both synced to disk; single writes, one transaction each, against the same by hand.',
  async run(setting) {
    const count = setting.quick ? 100 : 10_000
    const singles = setting.quick ? 20 : 500
    const folder = mkdtempSync(join(tmpdir(), 'magam-bench-state-'))
    const rows = Array.from({ length: count }, (_, i) => row(i))
    const store = await openStore(`file:${join(folder, 'store.db')}`)
    const hand = byHand(join(folder, 'hand.db'))
    let round = 0
    const fresh = () => {
      round += 1
      return rows.map((each) => ({ ...each, hash: `${each.hash}${round}` }))
    }
    try {
      return [
        await compare(setting, {
          what: `${count} entries replaced`,
          unit: 'ms',
          ours: { name: 'the store', measure: () => timed(() => store.putLedger('kb', fresh())) },
          other: { name: 'by hand', measure: () => timed(() => hand.putAll(fresh())) },
          goal: { atMost: 4 },
        }),
        await compare(setting, {
          what: `${count} entries read`,
          unit: 'ms',
          ours: { name: 'the store', measure: () => timed(() => store.ledger('kb')) },
          other: { name: 'by hand', measure: () => timed(() => hand.readAll()) },
          goal: { atMost: 4 },
        }),
        await compare(setting, {
          what: 'single writes',
          unit: 'writes/s',
          ours: {
            name: 'the store',
            measure: async () => (singles / (await timed(() => putSingles(store, singles)))) * 1000,
          },
          other: {
            name: 'by hand',
            measure: async () => (singles / (await timed(() => hand.putSingles(singles)))) * 1000,
          },
          goal: { atLeast: 0.4 },
        }),
      ]
    } finally {
      await store.close()
      hand.close()
      rmSync(folder, { recursive: true })
    }
  },
}

async function putSingles(store: Store, count: number): Promise<void> {
  for (let i = 0; i < count; i += 1) {
    const held = await store.value('bench', 'counter')
    await store.putValue('bench', 'counter', String(i), held?.version ?? 0)
  }
}

function byHand(file: string) {
  const database = new DatabaseSync(file)
  database.exec(
    'pragma journal_mode = wal; pragma synchronous = full; create table ledger (key text primary key, hash text, json text); create table counter (value text); insert into counter values (null)',
  )
  const put = database.prepare(
    'insert into ledger values (?, ?, ?) on conflict (key) do update set hash = excluded.hash, json = excluded.json',
  )
  const read = database.prepare('select * from ledger order by key')
  // The same read before each write, and a value that really differs: SQLite does not sync what did not change.
  const count = database.prepare('select value from counter')
  const raise = database.prepare('update counter set value = ?')
  const one = (each: LedgerRow) => put.run(each.key, each.hash, JSON.stringify(each))
  return {
    putAll(rows: readonly LedgerRow[]) {
      database.exec('begin')
      for (const each of rows) one(each)
      database.exec('commit')
    },
    putSingles(times: number) {
      for (let i = 0; i < times; i += 1) {
        count.get()
        raise.run(String(i))
      }
    },
    readAll: () => read.all().map((each) => JSON.parse(String(each.json)) as LedgerRow),
    close: () => database.close(),
  }
}

const row = (i: number): LedgerRow => ({
  key: `row-${String(i).padStart(6, '0')}#1`,
  id: 'v'.repeat(52),
  generation: 0,
  rows: [`3f0c7a52-5f5f-4d0e-9a3c-${String(i).padStart(12, '0')}`],
  slot: 1,
  twin: 'a'.repeat(64),
  hash: 'b'.repeat(64),
  sequence: 0,
  createdAt: '2026-11-25T00:00:00Z',
  changedAt: '2026-11-25T00:00:00Z',
})
