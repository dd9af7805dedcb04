import { PGlite } from '@electric-sql/pglite'
import { Kysely, PGliteDialect } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openOn, postgresEngine } from '../../src/state/open.ts'
import { refuseStrangers } from '../../src/state/prepare.ts'
import type { Store } from '../../src/state/store.ts'
import type { Tables } from '../../src/state/tables.ts'
import { storeContract } from '../contracts/store.ts'
import { storeHistories } from '../contracts/store-history.ts'
import { storeTexts } from '../contracts/store-texts.ts'

// One PostgreSQL for the file, as opening one takes seconds; each test starts with empty tables.
let pglite: PGlite
let shared: Store

beforeAll(async () => {
  pglite = await PGlite.create()
  shared = await openOn(postgresEngine(new PGliteDialect({ pglite })))
})
afterAll(() => shared.close())

const store = {
  fresh: async () => {
    await pglite.exec('truncate value, document, ledger, held, published, public_programme, run, lock, seen')
    return shared
  },
  done: async () => {},
}
storeContract('PostgreSQL', store)
storeTexts('PostgreSQL', store)
storeHistories('PostgreSQL', Number(process.env.MAGAM_HISTORIES ?? 30), store)

test('a state in PostgreSQL, backup, names the tool to use', async () => {
  await expect(shared.backup('copy.db')).rejects.toMatchObject({
    code: 'backup-elsewhere',
    hint: 'use `pg_dump --format=custom --file=magam.dump DATABASE`',
  })
})

test('a server’s database that others share, asks only for names in the schema where our tables go', async () => {
  try {
    // The tables of the tests above lie in `public`, under the same names.
    await pglite.exec('create schema beside; set search_path to beside')
    const beside = await openOn(postgresEngine(new PGliteDialect({ pglite })))
    expect(await beside.putValue('kb', 'a', '1', 0)).toBe(true)
    expect((await pglite.query('select value from beside.value')).rows).toEqual([{ value: '1' }])
    await pglite.exec('create schema taken; set search_path to taken; create table document (id integer)')
    const db = new Kysely<Tables>({ dialect: new PGliteDialect({ pglite }) })
    await expect(refuseStrangers(db, 'postgres')).rejects.toMatchObject({
      code: 'state-not-ours',
      message: 'the database holds tables that Magam did not make (`document`)',
    })
  } finally {
    await pglite.exec('set search_path to default; drop schema if exists beside, taken cascade')
  }
})
