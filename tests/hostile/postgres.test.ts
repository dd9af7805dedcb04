import { PGlite } from '@electric-sql/pglite'
import { PGliteDialect } from 'kysely'
import { expect, test } from 'vitest'
import { type NotionSandbox, table } from '../../src/sandbox/notion/index.ts'
import { COLUMNS } from '../../src/sandbox/sample/rows.ts'
import { openOn, postgresEngine } from '../../src/state/open.ts'
import type { Store } from '../../src/state/store.ts'
import { stage } from '../run/stage.ts'
import { strangersSee } from '../secrets/strangers.ts'
import { PAYLOADS } from './payloads.ts'

const NOW = '2023-03-20T09:00:00+09:00'

/** A page that holds everything a database may stumble on, in its title, its headers and every cell. */
function fill({ world }: NotionSandbox) {
  const { id, dataSource } = world.database({
    title: 'Knowledge base',
    properties: {
      이름: 'title',
      Tags: 'multi_select',
      status: { type: 'status', toDo: ['not started'], inProgress: [], complete: ['completed', 'expired'] },
    },
  })
  const rows = Object.values(PAYLOADS).map((payload, at) => [
    payload,
    payload,
    payload,
    at % 3 === 2 ? payload : `2023.04.${String(1 + (at % 28)).padStart(2, '0')} 18:00까지`,
    payload,
    `https://example.org/${at}`,
    payload,
  ])
  const page = world.page({
    parent: dataSource,
    title: Object.values(PAYLOADS)
      .map((payload) => payload.slice(0, 60))
      .join(' '),
    properties: { status: 'completed' },
    body: [table([[...COLUMNS], ...rows])],
  })
  return { database: id, page }
}

/** Two runs, the second of which has nothing to do, and everything that can be seen afterwards. */
async function seenOn(store?: Store) {
  const here = await stage(NOW, { fill, ...(store && { store }) })
  const first = await here.sync()
  here.clock.advance(600_000)
  const { writes } = here.requests()
  const second = await here.sync({ full: true })
  const written = here.requests().writes - writes
  const { answers } = await strangersSee(here.store, [here.base.settings], NOW, 'admin-token')
  const seen = {
    results: [first.result, second.result],
    written,
    events: here.events(),
    findings: second.findings.map(({ code, text }) => [code, text]),
    kept: (await here.store.run(second.id))?.json.replaceAll(second.id, 'ID'),
    answers: [...answers].map(([address, { text, status }]) => [address, status, text]),
  }
  await here.close()
  return seen
}

test('a page of NUL, half pairs, SQL and 100 kB cells, on PostgreSQL, gives what it gives on SQLite', async () => {
  const pglite = await PGlite.create()
  const onPostgres = await seenOn(await openOn(postgresEngine(new PGliteDialect({ pglite }))))
  expect(onPostgres.results).toEqual(['done', 'done'])
  expect(onPostgres.written).toBe(0)
  expect(onPostgres.events).toHaveLength(16)
  expect(onPostgres).toEqual(await seenOn())
})
