import { afterEach, expect, test } from 'vitest'
import { anyBase } from './any-base.ts'
import { type Stage, stage } from './stage.ts'

const NOW = '2023-03-20T09:00:00+09:00'
let here: Stage
afterEach(() => here.close())

const isQuery = ({ path }: { path: string }) => path.endsWith('/query')
const pages = () => [...here.notion.world.store.pages.keys()]
const source = () => {
  const { parent } = here.notion.world.pageJson(here.page) as { parent: { data_source_id: string } }
  return parent.data_source_id
}
const header = (page: string) => here.notion.world.children(here.notion.world.tables(page)[0] ?? '')[0] ?? ''

/** What may keep a run from seeing what is there. */
const BLINDNESS: Readonly<Record<string, () => void>> = {
  'an empty answer to the query': () => {
    for (const page of pages()) here.notion.world.unshare(page)
  },
  'a list of pages that breaks off in the middle': () => {
    here.notion.settings.shortPages = [3]
    let asked = 0
    here.notion.server.faults.when((request) => isQuery(request) && ++asked > 2, {
      kind: 'status',
      status: 400,
      when: 'before',
    })
  },
  'a cursor that is lost again and again': () => {
    here.notion.settings.shortPages = [3]
    here.notion.settings.cursorLifetime = -1
  },
  'a list of pages that is cut in two': () => {
    here.notion.server.faults.when(isQuery, { kind: 'truncate' })
  },
  ...Object.fromEntries(
    ([403, 404] as const).map((status) => [
      `${status} for the blocks of a page`,
      () =>
        here.notion.server.faults.when(({ path }) => path.includes(`/blocks/${here.page}/`), {
          kind: 'status',
          status,
          when: 'before',
        }),
    ]),
  ),
  '404 for the blocks of every page': () => {
    here.notion.server.faults.when(({ path }) => path.includes('/blocks/'), {
      kind: 'status',
      status: 404,
      when: 'before',
    })
  },
  'a status property of another name': () => here.notion.people.renameColumn(source(), 'status', '진행'),
  'a title property of another name': () => here.notion.people.renameColumn(source(), '이름', '제목'),
  'headers of other names in every table': () => {
    for (const page of pages()) {
      const head = header(page)
      const [cells = []] = here.notion.world.cells(here.notion.world.tables(page)[0] ?? '')
      for (const column of cells.keys()) here.notion.people.editCell(head, column, `그 밖의 이야기 ${column}`)
    }
  },
}

const deletions = () =>
  here.google.server.requests.filter(({ method }) => method === 'DELETE').map(({ path }) => path)
const withdrawn = async () =>
  (await here.store.published('open-innovation')).filter(({ cancelledAt }) => cancelledAt !== null)

/** A large base, which safety guards as well, and a small one that has nothing but what was read. */
const BASES = [
  [7, 8],
  [3, 0],
] as const

test.each(Object.entries(BLINDNESS).flatMap((each) => BASES.map((base) => [...each, ...base] as const)))(
  '%s, deletes nothing',
  async (_name, strike, seed, morePages) => {
    here = await stage(NOW, { fill: anyBase(seed, morePages) })
    await here.sync()
    const before = here.events()
    expect(before.length).toBeGreaterThan(0)
    here.clock.advance(3_600_000)
    strike()
    for (const full of [false, true, false]) {
      here.clock.advance(600_000)
      await here.sync({ full })
      expect([here.events(), deletions(), await withdrawn()]).toEqual([before, [], []])
    }
  },
)
