import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openStore } from '../../src/state/open.ts'
import type { Store } from '../../src/state/store.ts'
import { storeContract } from '../contracts/store.ts'
import { storeTexts } from '../contracts/store-texts.ts'

/** Address of an empty database on a server that may be filled and emptied; without it nothing here runs. */
const SERVER = process.env.MAGAM_TEST_POSTGRES ?? ''

describe.runIf(SERVER !== '')('on a server', () => {
  let one: Store
  let two: Store
  let client: pg.Client
  beforeAll(async () => {
    // Both make the tables at once, as two workers of a fresh installation do.
    ;[one, two] = await Promise.all([openStore(SERVER), openStore(SERVER)])
    client = new pg.Client(SERVER)
    await client.connect()
  })
  afterAll(() => Promise.all([one.close(), two.close(), client.end()]))
  const empty = () =>
    client.query('truncate value, document, ledger, held, published, public_programme, run, lock, seen')

  const store = {
    fresh: async () => {
      await empty()
      return one
    },
    done: async () => {},
  }
  storeContract('PostgreSQL server', store)
  storeTexts('PostgreSQL server', store)

  test('two connections raise one counter a thousand times each, none is lost', async () => {
    await empty()
    const raise = async (store: Store) => {
      for (let done = 0; done < 1_000; ) {
        const held = await store.value('test', 'counter')
        if (await store.putValue('test', 'counter', String(Number(held?.value ?? 0) + 1), held?.version ?? 0))
          done += 1
      }
    }
    await Promise.all([raise(one), raise(two)])
    expect(await one.value('test', 'counter')).toEqual({ value: '2000', version: 2000 })
  })

  test('two connections write the same rows in opposite orders, neither waits for the other for ever', async () => {
    await empty()
    const rows = Array.from({ length: 500 }, (_, i) => ({ address: String(i), json: '1' }))
    for (let round = 0; round < 10; round += 1) {
      await Promise.all([one.putHeld('cal', rows), two.putHeld('cal', rows.toReversed())])
    }
    expect(await one.held('cal')).toHaveLength(500)
  })

  test('a connection cut within a transaction, is trouble with the state, leaves nothing halfway and ends no process', async () => {
    await empty()
    const unheard: unknown[] = []
    const keep = (error: unknown) => void unheard.push(error)
    process.on('uncaughtException', keep)
    const cut = async () => {
      await client.query(
        "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'magam' and datname = current_database()",
      )
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    const halfway = one.transaction(async (inside) => {
      await inside.putValue('kb', 'a', '1', 0)
      await cut()
      await inside.putValue('kb', 'b', '1', 0)
    })
    await expect(halfway).rejects.toMatchObject({ code: 'state-unreachable' })
    const whole = one.transaction(async (inside) => {
      await inside.putValue('kb', 'a', '1', 0)
      await cut()
    })
    await expect(whole).rejects.toMatchObject({ code: 'state-unreachable' })
    expect(await one.values('kb', '')).toEqual([])
    expect(await two.putValue('kb', 'a', '1', 0)).toBe(true)
    process.off('uncaughtException', keep)
    expect(unheard).toEqual([])
  })
})
