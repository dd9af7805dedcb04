import { PGlite } from '@electric-sql/pglite'
import { PGliteDialect } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openOn, postgresEngine } from '../../src/state/open.ts'
import type { Store } from '../../src/state/store.ts'
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
