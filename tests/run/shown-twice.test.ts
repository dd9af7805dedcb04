import { afterEach, beforeEach, expect, test } from 'vitest'
import { type NotionSandbox, synced, table } from '../../src/sandbox/notion/index.ts'
import { type Stage, stage } from './stage.ts'

let here: Stage
let [original, copy, row] = ['', '', '']
beforeEach(async () => {
  here = await stage('2026-04-01T09:00:00+09:00', { fill })
  await here.sync()
  here.clock.advance(20 * 60_000)
  await here.sync()
})
afterEach(() => here.close())

/** A page with a synced block in which there is a table, and a page with a copy of it. */
function fill({ world }: NotionSandbox): { database: string; page: string } {
  const { id, dataSource } = world.database({
    title: 'Knowledge base',
    properties: {
      이름: 'title',
      status: { type: 'status', toDo: ['not started'], inProgress: [], complete: ['completed', 'expired'] },
    },
  })
  const calls = table([
    ['사업명', '접수기간'],
    ['가 사업', '2026.04.20까지'],
    ['나 사업', '2026.04.21까지'],
  ])
  original = world.page({
    parent: dataSource,
    title: '원본',
    properties: { status: 'expired' },
    body: [synced([calls])],
  })
  copy = world.page({
    parent: dataSource,
    title: '모음',
    properties: { status: 'expired' },
    body: [synced(world.children(original)[0] ?? '')],
  })
  row = world.children(world.tables(original)[0] ?? '')[1] ?? ''
  return { database: id, page: original }
}

const shown = async () =>
  (await here.store.publicProgrammes('open-innovation'))
    .map(({ json }) => (JSON.parse(json) as { name: string }).name)
    .sort()
const statuses = () => [original, copy].map((page) => here.notion.world.value(page, 'status'))

test('row that two pages show, is one entry and stands on the public page, and is no double of itself', async () => {
  const { result, programmes, findings } = await here.sync()
  expect({ result, all: programmes.all, findings }).toEqual({ result: 'done', all: 2, findings: [] })
  expect(here.events()).toEqual(['2026-04-20 [마감] 가 사업', '2026-04-21 [마감] 나 사업'])
  expect(await shown()).toEqual(['가 사업', '나 사업'])
  expect(statuses()).toEqual(['completed', 'completed'])
})

test('row edited in the one place, is edited in the other: its entry moves and nothing is doubled', async () => {
  here.notion.people.editCell(row, 1, '2026.05.30까지')
  here.clock.advance(10 * 60_000)
  const { read, findings, sinks } = await here.sync()
  expect(here.events()).toEqual(['2026-04-21 [마감] 나 사업', '2026-05-30 [마감] 가 사업'])
  expect({
    changed: read.changed,
    findings,
    actions: sinks.map(({ changes }) => changes.map((one) => one.action)),
  }).toEqual({ changed: 2, findings: [], actions: [['update'], ['update']] })
  expect([original, copy].flatMap((page) => here.notion.world.comments(page))).toEqual([])
})
