import { afterEach, expect, test } from 'vitest'
import { forgetLeftOver, leftOver } from '../../src/run/left-over.ts'
import { memorySpace } from '../../src/sinks/google-calendar/sink.ts'
import { type Stage, stage } from './stage.ts'

const DAY_MS = 86_400_000
let here: Stage
afterEach(() => here.close())

/** How many rows the state holds of everything that a run writes, but for the runs themselves. */
async function rowsOf({ store, calendar, base }: Stage) {
  const space = memorySpace(base.mark, calendar)
  return {
    documents: (await store.documentStamps('open-innovation')).size,
    ledger: (await store.ledger('open-innovation')).length,
    held: (await store.held(space)).length,
    published: (await store.published('open-innovation')).length,
    programmes: (await store.publicProgrammes('open-innovation')).length,
    values: [...(await store.values('open-innovation', '')), ...(await store.values(space, ''))]
      .map(({ name }) => name)
      .sort(),
  }
}

test('state, forty days after people added and deleted much, holds what a fresh one holds and no more runs than it should', async () => {
  here = await stage('2023-03-01T09:00:00+09:00', {
    base: { feed: { slug: 'open-innovation', title: '마감', cancelledDays: 7 } },
  })
  await here.sync()
  const [table = ''] = here.notion.world.tables(here.page)
  for (let nth = 0; nth < 12; nth += 1) {
    const row = here.notion.people.addRow(table, [
      `공고 ${nth}`,
      '',
      '',
      '2023.06.02(금)까지',
      '',
      `https://example.org/${nth}`,
      '',
    ])
    here.notion.people.editCell(row, 3, nth % 2 ? '2023.06.31까지' : '2023.06.02(금)까지')
    here.clock.advance(600_000)
    await here.sync()
    here.notion.people.deleteRow(row)
    here.clock.advance(600_000)
    await here.sync({ force: true })
  }
  expect((await rowsOf(here)).published).toBeGreaterThan(8)
  expect((await rowsOf(here)).held).toBeGreaterThan(8)
  for (let day = 0; day < 40; day += 1) {
    here.clock.advance(DAY_MS)
    expect((await here.sync()).result).toBe('done')
    await here.store.pruneRuns('open-innovation', 20)
  }
  expect(await here.store.runs(null, 1_000)).toHaveLength(20)
  const old = await rowsOf(here)
  await here.loseState()
  // What lies in the trash is remembered until the next whole list.
  for (let again = 0; again < 2; again += 1) {
    here.clock.advance(DAY_MS)
    await here.sync()
  }
  const { values: fresh, ...rows } = await rowsOf(here)
  expect({ ...old, values: old.values.filter((name) => name !== 'notion:comments') }).toEqual({
    ...rows,
    values: fresh.filter((name) => name !== 'notion:comments'),
  })
  expect(rows).toMatchObject({ documents: 1, ledger: 8, published: 8, programmes: 8 })
})

test('a knowledge base that was taken out of the settings, is told of, and forgotten a year after its last run', async () => {
  here = await stage('2023-03-20T09:00:00+09:00')
  await here.sync()
  const { store } = here
  const [run] = await store.runs(null, 1)
  const old = [{ knowledgeBase: 'open-innovation', startedAt: run?.startedAt }]
  expect(await leftOver(store, ['open-innovation'])).toEqual([])
  expect(await leftOver(store, ['another'])).toEqual(old)
  const before = await rowsOf(here)
  await forgetLeftOver(store, ['another'], new Date('2024-03-18T00:00:00Z'))
  await forgetLeftOver(store, ['open-innovation'], new Date('2044-03-20T00:00:00Z'))
  expect([await leftOver(store, ['another']), await rowsOf(here)]).toEqual([old, before])
  await forgetLeftOver(store, ['another'], new Date('2024-03-21T00:00:00Z'))
  expect(await rowsOf(here)).toEqual({
    documents: 0,
    ledger: 0,
    held: 0,
    published: 0,
    programmes: 0,
    values: [],
  })
  expect(await leftOver(store, [])).toEqual([])
  // Its entries are found again should it come back, and nothing is doubled.
  const events = here.events()
  expect((await here.sync()).result).toBe('done')
  expect(here.events()).toEqual(events)
})
