import { afterEach, beforeEach, expect, test } from 'vitest'
import { knownBase, listBases } from '../../src/run/setup/notion.ts'
import { sandboxClock } from '../../src/sandbox/clock.ts'
import { type NotionSandbox, startNotionSandbox, table } from '../../src/sandbox/notion/index.ts'

let notion: NotionSandbox
beforeEach(async () => {
  notion = await startNotionSandbox({ clock: sandboxClock('2026-03-20T09:00:00+09:00', { still: true }) })
})
afterEach(() => notion.close())

const access = () => ({ token: notion.token, baseUrl: notion.url, requestsPerMinute: 1_000_000 })
const look = () => listBases(access(), () => undefined)
const status = { type: 'status', toDo: ['todo'], inProgress: [], complete: ['done'] } as const

/** A database with a page of one call. */
function base(title: string): { dataSource: string; page: string } {
  const { dataSource } = notion.world.database({ title, properties: { 이름: 'title', status } })
  const calls = table([
    ['사업명', '접수 기간'],
    ['가 사업', '2026.04.20까지'],
  ])
  return { dataSource, page: notion.world.page({ parent: dataSource, title, body: [calls] }) }
}

test('a database that cannot be looked into, is offered and does not keep from the others', async () => {
  const [good, bad] = [base('공고'), base('남의 것')]
  notion.server.faults.when(({ path }) => path.includes(`/blocks/${bad.page}/`), {
    kind: 'status',
    status: 404,
    when: 'before',
  })
  const bases = await look()
  expect(bases.map(({ name, pages, programmes }) => [name, pages, programmes])).toEqual([
    ['공고', 1, 1],
    ['남의 것', 0, 0],
  ])
  const [first, second] = bases
  if (!first || !second) throw new Error('two bases')
  expect([first.id, await knownBase(access(), first)]).toEqual([good.dataSource, first])
  await expect(knownBase(access(), second)).rejects.toMatchObject({ code: 'notion-not-shared' })
})

test('a database beyond those that are looked into at first, is known once it is chosen', async () => {
  for (let nth = 0; nth < 22; nth += 1) base(`공고 ${nth}`)
  const unknown = (await look()).filter(({ pages }) => pages === 0)
  expect(unknown).toHaveLength(2)
  const [chosen] = unknown
  if (!chosen) throw new Error('none')
  expect(await knownBase(access(), chosen)).toEqual({
    ...chosen,
    pages: 1,
    programmes: 1,
    deadlineColumns: ['접수 기간'],
    status: { property: 'status', options: ['todo', 'done'] },
  })
})
