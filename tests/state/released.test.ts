import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, expect, test } from 'vitest'
import { migrations } from '../../src/state/migrations.ts'
import { openStore } from '../../src/state/open.ts'

const RELEASED = join(import.meta.dirname, 'released')
const names = readdirSync(RELEASED).sort()
const folder = mkdtempSync(join(tmpdir(), 'magam-released-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** A database file as the release left it. */
function made(name: string): string {
  const file = join(folder, name.replace('.sql', '.db'))
  rmSync(file, { force: true })
  const database = new DatabaseSync(file)
  database.exec(`begin; ${readFileSync(join(RELEASED, name), 'utf8')} commit`)
  database.close()
  return file
}

test('every step that was released, has a state as it left it', () => {
  expect(names).toEqual(Object.keys(migrations('sqlite')).map((step) => `${step}.sql`))
})

test.each(names)('%s, opens, is brought to the present shape and has kept everything', async (name) => {
  const file = made(name)
  const store = await openStore(`file:${file}`)
  await store.check()
  const stamps = await store.documentStamps('open-innovation')
  const published = await store.published('open-innovation')
  expect({
    documents: stamps.size,
    ledger: (await store.ledger('open-innovation')).length,
    published: published.length,
    withdrawn: published.filter(({ cancelledAt }) => cancelledAt !== null).length,
    programmes: (await store.publicProgrammes('open-innovation')).length,
    runs: (await store.runs('open-innovation', 10)).map(({ result }) => result),
    last: (await store.value('open-innovation', 'last')) !== null,
    seen: await store.firstTime('webhook', 'event-1', '2023-03-20T00:21:00.000Z', 1e9),
    locked: (await store.takeLock('sync open-innovation', 'me', '2023-03-20T00:21:00.000Z', 1)) === null,
  }).toEqual({
    documents: 1,
    ledger: 6,
    published: 8,
    withdrawn: 1,
    programmes: 7,
    runs: ['done', 'done'],
    last: true,
    seen: false,
    locked: false,
  })
  for (const { ics } of published) expect(ics).toMatch(/^BEGIN:VEVENT\r\n[\s\S]*END:VEVENT\r\n$/)
  await store.close()
  // What was brought up once is up for good.
  const again = await openStore(`file:${file}`)
  expect((await again.documentStamps('open-innovation')).size).toBe(1)
  await again.close()
})
