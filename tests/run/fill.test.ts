import { afterEach, expect, test } from 'vitest'
import { knowledgeBases } from '../../src/run/knowledge-base.ts'
import { run } from '../../src/run/sync.ts'
import { mention, type NotionSandbox, table } from '../../src/sandbox/notion/index.ts'
import { byHand } from './by-hand.ts'
import { type Stage, stage } from './stage.ts'

let here: Stage
afterEach(() => here.close())

function fill({ world }: NotionSandbox) {
  const { id, dataSource } = world.database({
    title: 'KB',
    properties: {
      이름: 'title',
      status: { type: 'status', toDo: ['todo'], inProgress: [], complete: ['completed', 'expired'] },
    },
  })
  const page = world.page({
    parent: dataSource,
    title: '공고',
    properties: { status: 'completed' },
    body: [
      table([
        ['사업명', '접수 기간', '상태', 'D-day'],
        ['먼 공고', '2026.04.20(월) 18:00까지', '', ''],
        ['가까운 공고', '2026.03.12(목)까지', '접수 중', 'D-9'],
        ['지난 공고', '2026.03.01(일)까지', '', ''],
        ['늘 받는 공고', '상시', '', ''],
        ['아직인 공고', '2026.03.20(금) ~ 2026.04.02(목)', '', ''],
        ['틀린 공고', '2026.02.30(월)까지', '', ''],
        ['사람의 말', '2026.04.20(월) 18:00까지', '보류', '나중에'],
      ]),
    ],
  })
  return { database: id, page }
}

const states = () => {
  const [first = ''] = here.notion.world.tables(here.page)
  return here.notion.world
    .cells(first)
    .slice(1)
    .map(([name, , state, dday]) => [name, state, dday])
}

test('optional columns, empty or our own words, are filled, and a person’s words stay', async () => {
  here = await stage('2026-03-10T09:00:00+09:00', { fill })
  const report = await here.sync()
  expect(report.writtenBack.cells).toBe(12)
  expect(states()).toEqual([
    ['먼 공고', '접수 중', 'D-41'],
    ['가까운 공고', '마감 임박', 'D-2'],
    ['지난 공고', '마감', '마감'],
    ['늘 받는 공고', '상시', '상시'],
    ['아직인 공고', '접수 예정', 'D-23'],
    ['틀린 공고', '확인 필요', '확인 필요'],
    ['사람의 말', '보류', '나중에'],
  ])
})

test('optional columns, idle over a hundred cycles, cause no write of their own', async () => {
  here = await stage('2026-03-10T09:00:00+09:00', { fill })
  await here.sync()
  here.clock.advance(60_000)
  await here.sync()
  const { writes } = here.requests()
  for (let cycle = 0; cycle < 100; cycle += 1) {
    here.clock.advance(30_000)
    const report = await here.sync()
    expect(report.writtenBack).toEqual({ comments: 0, cells: 0 })
  }
  expect(here.requests().writes).toBe(writes)
})

test('optional columns, a day later, count down once', async () => {
  here = await stage('2026-03-10T09:00:00+09:00', { fill })
  await here.sync()
  here.clock.advance(86_400_000)
  expect((await here.sync()).writtenBack.cells).toBe(3)
  expect(states().map(([, , dday]) => dday)).toEqual([
    'D-40',
    'D-1',
    '마감',
    '상시',
    'D-22',
    '확인 필요',
    '나중에',
  ])
})

test('calendar column, empty, is filled with the link to the entry, once', async () => {
  here = await stage('2026-03-10T09:00:00+09:00', {
    fill: ({ world }) => {
      const { id, dataSource } = world.database({ title: 'KB', properties: { 이름: 'title' } })
      const body = [
        table([
          ['사업명', '접수 기간', '캘린더'],
          ['공고', '2026.04.20(월) 18:00까지', ''],
          ['사람의 말', '2026.04.21(화) 18:00까지', '올리지 마세요'],
        ]),
      ]
      return { database: id, page: world.page({ parent: dataSource, title: '공고', body }) }
    },
    base: { status: null },
  })
  expect((await here.sync()).writtenBack.cells).toBe(1)
  const [first = ''] = here.notion.world.tables(here.page)
  expect(
    here.notion.world
      .cells(first)
      .slice(1)
      .map((cells) => cells[2]),
  ).toEqual(['캘린더에서 보기', '올리지 마세요'])
  const links = JSON.stringify(here.google.world.events(here.calendar).map(({ htmlLink }) => htmlLink))
  const [, row = ''] = here.notion.world.children(first)
  expect(links).toContain(linkIn(here.notion.world.store.blocks.get(row)?.content))
  for (let again = 0; again < 3; again += 1) {
    here.clock.advance(600_000)
    expect((await here.sync()).writtenBack.cells).toBe(0)
  }
})

/** The first address in a row's rich text. */
function linkIn(content: unknown): string {
  return /"url":"([^"]+)"/.exec(JSON.stringify(content))?.[1] ?? 'no link'
}

test('columns that take no words, stay as they are and are asked for nothing', async () => {
  let row = ''
  const inDatabase = ({ world }: NotionSandbox) => {
    const { id, dataSource } = world.database({ title: 'KB', properties: { 이름: 'title' } })
    const page = world.page({ parent: dataSource, title: '공고' })
    const calls = world.database({
      title: '공고',
      parent: page,
      properties: {
        사업명: 'title',
        '접수 기간': 'rich_text',
        'D-day': 'number',
        상태: { type: 'formula', expression: 'x' },
        '일정 링크': 'date',
      },
    })
    row = world.page({
      parent: calls.dataSource,
      title: '먼 공고',
      properties: { '접수 기간': '2026.04.20(월) 18:00까지' },
    })
    return { database: id, page }
  }
  here = await stage('2026-03-10T09:00:00+09:00', { fill: inDatabase })
  await here.sync()
  here.clock.advance(20 * 60_000)
  await here.sync()
  here.notion.server.forgetRequests()
  for (let day = 0; day < 3; day += 1) {
    here.clock.advance(3_600_000)
    expect((await here.sync()).writtenBack.cells).toBe(0)
  }
  expect(['D-day', '일정 링크'].map((name) => here.notion.world.value(row, name))).toEqual(['', ''])
  expect(here.notion.server.requests.map(({ path }) => path.split('/').at(-1))).toEqual(
    Array.from({ length: 6 }, () => 'query'),
  )
})

test('status property that was renamed, is still the page’s status and no column to fill', async () => {
  let source = ''
  here = await stage('2026-03-10T09:00:00+09:00', {
    fill({ world }) {
      const { id, dataSource } = world.database({
        title: 'KB',
        properties: {
          사업명: 'title',
          '접수 기간': 'rich_text',
          상태: { type: 'select', options: ['접수 중', '마감 임박', '마감'] },
        },
      })
      source = dataSource
      const properties = { '접수 기간': '2026.03.12까지', 상태: '접수 중' }
      return { database: id, page: world.page({ parent: dataSource, title: '가', properties }) }
    },
    base: { status: { property: '상태', active: '접수 중', expired: '마감' } },
  })
  await here.sync()
  here.notion.people.renameColumn(source, '상태', '진행 상태')
  here.clock.advance(25 * 3_600_000)
  expect((await here.sync()).writtenBack.cells).toBe(0)
  expect(here.notion.world.value(here.page, '진행 상태')).toBe('접수 중')
})

test('row that Notion does not take back as it gives it, is left alone, told, and asked for nothing', async () => {
  const preview = mention(
    { type: 'link_mention', link_mention: { href: 'https://a.kr/1' } },
    '공고문',
    'https://a.kr/1',
  )
  here = await stage('2026-03-10T09:00:00+09:00', {
    fill({ world }) {
      const { id, dataSource } = world.database({ title: 'KB', properties: { 이름: 'title' } })
      const rows = [
        ['사업명', '접수 기간', '상태', '링크'],
        ['가 공고', '2026.04.20까지', '', [preview]],
        ['나 공고', '2026.04.20까지', '', ''],
      ]
      return { database: id, page: world.page({ parent: dataSource, title: '공고', body: [table(rows)] }) }
    },
    base: { status: null },
  })
  await here.sync()
  expect(states().map(([, state]) => state)).toEqual(['', '접수 중'])
  here.clock.advance(20 * 60_000)
  await here.sync()
  here.notion.server.forgetRequests()
  here.clock.advance(20 * 60_000)
  expect((await here.sync()).read.notes).toEqual([
    'A cell was not filled: another cell of its row holds something that Notion does not take back, such as the preview of a link',
  ])
  expect(here.notion.server.requests.map(({ path }) => path.split('/').at(-1))).toEqual(['query'])
})

test('column that the filter looks at, is a person’s: filled, it would take the page out of what is read', async () => {
  here = await stage('2026-03-10T09:00:00+09:00', {
    fill: ({ world }) => {
      const { id, dataSource } = world.database({
        title: 'KB',
        properties: { 이름: 'title', '접수 기간': 'rich_text', 상태: 'rich_text', 'D-day': 'rich_text' },
      })
      const row = (title: string, period: string) =>
        world.page({ parent: dataSource, title, properties: { '접수 기간': period, 상태: '접수 중' } })
      row('먼 공고', '2026.04.20(월) 18:00까지')
      return { database: id, page: row('가까운 공고', '2026.03.12(목)까지') }
    },
    base: { status: null },
  })
  const [base] = here.settings.knowledgeBases
  if (!base) throw new Error('no knowledge base')
  const filter = { property: '상태', doesNotEqual: '마감' }
  const [filtered] = knowledgeBases({
    ...here.settings,
    knowledgeBases: [{ ...base, notion: { ...base.notion, filter } }],
  })
  if (!filtered) throw new Error('no knowledge base')
  const sync = () =>
    run(
      filtered,
      here.store,
      byHand(() => new Date(here.clock.now())),
    )
  await sync()
  const before = here.events()
  expect(before).toHaveLength(2)
  for (let day = 0; day < 5; day += 1) {
    here.clock.advance(86_400_000)
    await sync()
  }
  expect(here.events()).toEqual(before)
  const cells = (column: string) => here.notion.world.value(here.page, column)
  expect([cells('상태'), cells('D-day')]).toEqual(['접수 중', '마감'])
})
