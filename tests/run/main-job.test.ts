import { afterEach, expect, test } from 'vitest'
import { type Stage, stage } from './stage.ts'

const ALIVE = '2023-03-20T09:00:00+09:00'
const OVER = '2023-05-01T09:00:00+09:00'
let here: Stage
afterEach(() => here.close())

const ENTRIES = [
  '2023-03-17 [마감] 2023 INNOX 오픈이노베이션 2기',
  '2023-03-17 [마감] 한솔 V 프론티어스(FRONTIERS) 4기',
  '2023-03-30T23:59 [마감] 『신한 스퀘어브릿지 서울』 신한 오픈이노베이션 7기 모집',
  '2023-03-31T14:59 [마감] 2023 아트코리아랩 예술×기술 융합 오픈이노베이션 지원사업',
  '2023-04-02T23:30 [마감] [한국무역협회 x LG전자] 오픈이노베이션 Biznovator 2023 개최 안내 (~4/2 접수)',
  '2023-04-02T23:30 [마감] 제4회 삼성금융 Open Collaboration',
  '2023-04-04T17:00 [마감] 2023 콘텐츠 오픈이노베이션 지원사업(콘피니티)',
  '2023-04-14T23:59 [마감] 2023 Weconomy Startup Challenge 참여 스타트업 모집',
]

test('sample page, alive, gives eight programmes, eight entries, and keeps its status', async () => {
  here = await stage(ALIVE)
  const { report, understanding } = await here.result()
  expect(understanding?.programmes.map(({ name, period }) => `${period.reading.closes} ${name}`)).toEqual([
    '2023-03-17 2023 INNOX 오픈이노베이션 2기',
    '2023-04-02T23:30+09:00 제4회 삼성금융 Open Collaboration',
    '2023-03-30T23:59+09:00 『신한 스퀘어브릿지 서울』 신한 오픈이노베이션 7기 모집',
    '2023-03-31T14:59+09:00 2023 아트코리아랩 예술×기술 융합 오픈이노베이션 지원사업',
    '2023-04-14T23:59+09:00 2023 Weconomy Startup Challenge 참여 스타트업 모집',
    '2023-03-17 한솔 V 프론티어스(FRONTIERS) 4기',
    '2023-04-02T23:30+09:00 [한국무역협회 x LG전자] 오픈이노베이션 Biznovator 2023 개최 안내 (~4/2 접수)',
    '2023-04-04T17:00+09:00 2023 콘텐츠 오픈이노베이션 지원사업(콘피니티)',
  ])
  expect(understanding?.programmes.at(-1)?.period.reading.warnings).toEqual(['year-inferred'])
  expect(report).toMatchObject({
    result: 'done',
    programmes: { all: 8, open: 6, past: 2, openEnded: 0, unclear: 0 },
    statuses: [],
    troubles: [],
  })
  expect(
    report.sinks.map(({ sink, changes }) => [
      sink,
      changes.map(({ action, result }) => `${action} ${result}`),
    ]),
  ).toEqual([
    ['google-calendar', Array(8).fill('create done')],
    ['public-feed', Array(8).fill('create done')],
  ])
  expect(here.events()).toEqual(ENTRIES)
  expect(here.google.world.violations).toEqual([])
})

test('sample page, over, expires once, and a second run changes nothing', async () => {
  here = await stage(OVER)
  const first = await here.sync()
  expect(first.statuses).toEqual([
    {
      documentId: here.page,
      documentTitle: '오픈이노베이션',
      from: 'completed',
      to: 'expired',
      why: 'the last deadline has passed',
      result: 'done',
      problem: null,
    },
  ])
  for (let again = 0; again < 3; again += 1) {
    here.clock.advance(600_000)
    const { writes } = here.requests()
    const report = await here.sync()
    expect(report.result).toBe('done')
    expect(report.statuses).toEqual([])
    expect(report.sinks.flatMap(({ changes }) => changes)).toEqual([])
    expect(here.requests().writes).toBe(writes)
  }
  expect(here.events()).toEqual(ENTRIES)
})

test('state lost, run again, finds every entry and writes nothing', async () => {
  here = await stage(ALIVE)
  await here.sync()
  const before = {
    events: here.google.world.events(here.calendar),
    feed: await here.store.published('open-innovation'),
  }
  await here.loseState()
  here.clock.advance(600_000)
  const { writes } = here.requests()
  const report = await here.sync()
  expect(report.sinks.find(({ sink }) => sink === 'google-calendar')?.changes).toEqual([])
  expect(here.requests().writes).toBe(writes)
  expect(here.google.world.events(here.calendar)).toEqual(before.events)
  // Stamps come back from the calendar's own marks, so subscribers see the very same feed.
  expect(await here.store.published('open-innovation')).toEqual(before.feed)
})

test('nothing edited, an idle run, asks Notion once and Google once', async () => {
  here = await stage(ALIVE)
  await here.sync()
  here.clock.advance(600_000)
  await here.sync()
  here.clock.advance(600_000)
  const before = here.requests()
  await here.sync()
  const after = here.requests()
  expect({ notion: after.notion - before.notion, google: after.google - before.google }).toEqual({
    notion: 1,
    google: 1,
  })
})

test('plan, before the first run, tells what would be and writes nothing anywhere', async () => {
  here = await stage(ALIVE)
  const report = await here.sync({ mode: 'plan' })
  expect(report.result).toBe('done')
  expect(
    report.sinks.map(({ changes }) => changes.map(({ action, result }) => `${action} ${result}`)),
  ).toEqual([Array(8).fill('create null'), Array(8).fill('create null')])
  expect(here.requests().writes).toBe(0)
  expect(here.events()).toEqual([])
  expect(await here.store.runs(null, 10)).toEqual([])
  expect((await here.store.documentStamps('open-innovation')).size).toBe(0)
})

test('deadline extended after the page expired, brings it back to completed', async () => {
  here = await stage(OVER)
  await here.sync()
  here.clock.advance(600_000)
  const [table = ''] = here.notion.world.tables(here.page)
  const [, firstRow = ''] = here.notion.world.children(table)
  here.notion.people.editCell(firstRow, 3, '2023.05.20(토) 18:00까지')
  here.clock.advance(600_000)
  const report = await here.sync()
  expect(report.statuses.map(({ from, to, why }) => ({ from, to, why }))).toEqual([
    { from: 'expired', to: 'completed', why: 'a deadline lies ahead again' },
  ])
  expect(here.events()).toContain('2023-05-20T18:00 [마감] 2023 INNOX 오픈이노베이션 2기')
  expect(here.events()).toHaveLength(8)
})
