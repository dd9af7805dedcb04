import { afterEach, expect, test } from 'vitest'
import { linkedView, type NotionSandbox, table, unsupported } from '../../src/sandbox/notion/index.ts'
import { type Stage, stage } from './stage.ts'

let here: Stage
afterEach(() => here.close())

const calls = (period: string) =>
  table([
    ['사업명', '접수 기간'],
    ['가 사업', period],
  ])

/** Five pages with something that cannot be read, one of them with a database that is not shared. */
function fill({ world }: NotionSandbox): { database: string; page: string } {
  const { id, dataSource } = world.database({ title: 'KB', properties: { 이름: 'title' } })
  const page = world.page({
    parent: dataSource,
    title: '공고 1',
    body: [calls('2026.04.20까지'), linkedView('다른 팀의 공고'), unsupported('button')],
  })
  for (const nth of [2, 3, 4, 5])
    world.page({ parent: dataSource, title: `공고 ${nth}`, body: [unsupported('button')] })
  return { database: id, page }
}

test('what was passed over on pages, is told in every run and plan, with the pages where it is', async () => {
  here = await stage('2026-03-10T09:00:00+09:00', { fill, base: { status: null } })
  const notes = [
    'A block that the Notion API does not show was passed over. (`공고 1`, `공고 2`, `공고 3` and 2 more)',
    'The database `다른 팀의 공고` on this page is not shared with the integration, or only shows what lives elsewhere: it was passed over. (`공고 1`)',
  ]
  for (const mode of ['plan', 'sync', 'sync'] as const) {
    expect((await here.sync({ mode })).read.notes).toEqual(notes)
    here.clock.advance(3_600_000)
  }
})

test('what was passed over, in more ways than anybody reads, is told by the first ten', async () => {
  here = await stage('2026-03-10T09:00:00+09:00', {
    fill({ world }) {
      const { id, dataSource } = world.database({ title: 'KB', properties: { 이름: 'title' } })
      const body = Array.from({ length: 12 }, (_, nth) => linkedView(`보기 ${10 + nth}`))
      return { database: id, page: world.page({ parent: dataSource, title: 'P', body }) }
    },
    base: { status: null },
  })
  const { notes } = (await here.sync()).read
  expect([notes.length, notes[0], notes.at(-1)]).toEqual([
    11,
    expect.stringContaining('`보기 10`'),
    '… and 2 more like this',
  ])
})

test('cell that cannot be filled, is told once for all rows', async () => {
  here = await stage('2026-03-10T09:00:00+09:00', {
    fill({ world }) {
      const { id, dataSource } = world.database({
        title: 'KB',
        properties: {
          사업명: 'title',
          '접수 기간': 'rich_text',
          상태: { type: 'select', options: ['모집 중'] },
        },
      })
      const [page = ''] = ['가', '나', '다'].map((title) =>
        world.page({ parent: dataSource, title, properties: { '접수 기간': '2026.04.20까지' } }),
      )
      return { database: id, page }
    },
    base: { status: null },
  })
  const { result, read, writtenBack } = await here.sync()
  expect({ result, notes: read.notes, cells: writtenBack.cells }).toEqual({
    result: 'done',
    notes: ['A cell was not filled: `상태` has no option `접수 중` (it has `모집 중`)'],
    cells: 0,
  })
})

test('comment that Notion does not take, is told, and tried again', async () => {
  here = await stage('2026-03-10T09:00:00+09:00', {
    fill({ world }) {
      const { id, dataSource } = world.database({ title: 'KB', properties: { 이름: 'title' } })
      return {
        database: id,
        page: world.page({ parent: dataSource, title: 'P', body: [calls('2026.04.31까지')] }),
      }
    },
    base: { status: null },
  })
  here.notion.server.faults.when(({ method, path }) => method === 'POST' && path.endsWith('/comments'), {
    kind: 'status',
    status: 400,
    when: 'before',
  })
  expect((await here.sync()).read.notes).toEqual([
    expect.stringMatching(/^A comment was not written: commenting on page \S+: Notion refused \(400: /),
  ])
  here.notion.server.faults.clear()
  expect(await here.sync()).toMatchObject({ read: { notes: [] }, writtenBack: { comments: 1 } })
})
