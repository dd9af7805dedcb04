import { afterEach, expect, test } from 'vitest'
import { knowledgeBases } from '../../src/run/knowledge-base.ts'
import { run } from '../../src/run/sync.ts'
import { table } from '../../src/sandbox/notion/index.ts'
import { byHand } from './by-hand.ts'
import { type Stage, stage } from './stage.ts'

const ALIVE = '2023-03-20T09:00:00+09:00'
const STEP = 600_000
let here: Stage
afterEach(() => here.close())

/** The id of the nth data row of the page's table, from 1. */
function row(nth: number): string {
  const [table = ''] = here.notion.world.tables(here.page)
  return here.notion.world.children(table)[nth] ?? ''
}

async function later(): Promise<Awaited<ReturnType<Stage['sync']>>> {
  here.clock.advance(STEP)
  return here.sync()
}

/** Runs until nothing is left to do, and makes sure that it is so. */
async function quiet(): Promise<void> {
  await later()
  const { writes } = here.requests()
  const report = await later()
  expect(report.sinks.flatMap(({ changes }) => changes)).toEqual([])
  expect(here.requests().writes).toBe(writes)
}

test('row, made unreadable, keeps its entry, gets one comment, and the comment is settled once mended', async () => {
  here = await stage(ALIVE)
  await here.sync()
  const before = here.events()
  here.notion.people.editCell(row(2), 3, '2023.04.31(월) 23:30까지')
  await later()
  await quiet()
  expect(here.events()).toEqual(before)
  const open = here.notion.world.comments(here.page)
  expect(open.map(({ by, resolved }) => ({ by, resolved }))).toEqual([
    { by: here.notion.botId, resolved: false },
  ])
  expect(open[0]?.text).toContain('지원 접수 기간')
  expect(here.notion.world.value(here.page, 'status')).toBe('completed')

  here.notion.people.editCell(row(2), 3, '2023.04.03(월) 23:30까지')
  await later()
  await quiet()
  expect(here.events()).toContain('2023-04-03T23:30 [마감] 제4회 삼성금융 Open Collaboration')
  expect(here.events()).toHaveLength(8)
  expect(here.notion.world.comments(here.page)).toHaveLength(2)
})

test('comment of a row, state lost before the row is mended, is settled all the same', async () => {
  here = await stage(ALIVE)
  await here.sync()
  here.notion.people.editCell(row(2), 3, '2023.04.31(월) 23:30까지')
  await later()
  await here.loseState()
  here.notion.people.editCell(row(2), 3, '2023.04.03(월) 23:30까지')
  await later()
  await quiet()
  const words = here.notion.world.comments(here.page).map(({ text }) => text.trim().endsWith('✓'))
  expect(words).toEqual([false, true])
})

test('row, cut and pasted, keeps its entry', async () => {
  here = await stage(ALIVE)
  await here.sync()
  const ids = () =>
    here.google.world
      .events(here.calendar)
      .filter(({ status }) => status !== 'cancelled')
      .map(({ id }) => id)
      .sort()
  const before = ids()
  here.notion.people.cutAndPasteRow(row(3), 'end')
  await later()
  await quiet()
  expect(ids()).toEqual(before)
})

test('row, cut, pasted and made unreadable at once, keeps its entry', async () => {
  here = await stage(ALIVE)
  await here.sync()
  const before = here.events()
  const pasted = here.notion.people.cutAndPasteRow(row(3), 'end')
  here.notion.people.editCell(pasted, 3, '2023.04.31(월)까지')
  await later()
  await quiet()
  expect(here.events()).toEqual(before)
})

test('call on two pages, made unreadable on one and then taken off the other, keeps its entry', async () => {
  here = await stage(ALIVE)
  const { parent } = here.notion.world.pageJson(here.page) as { parent: { data_source_id: string } }
  const page = (title: string) =>
    here.notion.people.addPage({
      parent: parent.data_source_id,
      title,
      properties: { Tags: ['knowledge base'], status: 'completed' },
      body: [
        table([
          ['사업명', '접수 기간', '링크'],
          ['디자인 공모전', '2023.05.10(수) 18:00까지', 'https://design.example.org/2023'],
        ]),
      ],
    })
  const pages = [page('4월호'), page('5월호')].sort()
  await here.sync()
  await quiet()
  const before = here.events()
  expect(before).toHaveLength(9)
  const [listed = ''] = here.notion.world.tables(pages[1] ?? '')
  here.notion.people.editCell(here.notion.world.children(listed)[1] ?? '', 1, '2023.05.32(수) 18:00까지')
  await later()
  await quiet()
  here.notion.people.trashPage(pages[0] ?? '')
  await later()
  await quiet()
  expect(here.events()).toEqual(before)
})

test('headers, renamed past recognition, refuse once; accepted, they keep what stands and refuse no more', async () => {
  here = await stage(ALIVE)
  await here.sync()
  const before = here.events()
  here.notion.people.editCell(row(0), 3, '그 밖의 이야기')
  const refused = await later()
  expect(refused.sinks.flatMap(({ dangers }) => dangers.map(({ code }) => code))).toContain('nothing-read')
  here.clock.advance(STEP)
  expect((await here.sync({ force: true })).result).toBe('done')
  expect((await later()).result).toBe('done')
  expect(here.events()).toEqual(before)
})

test('state lost, an event deleted and its row edited meanwhile, the feed counts on and keeps its names', async () => {
  here = await stage(ALIVE)
  await here.sync()
  const feed = async () =>
    (await here.store.published('open-innovation')).map(({ uid, ics }) => [
      uid,
      /SEQUENCE:\d+/.exec(ics)?.[0],
    ])
  const before = new Map((await feed()) as [string, string][])
  const [event] = here.google.world.events(here.calendar).filter(({ summary }) => summary?.includes('삼성'))
  await here.loseState()
  here.google.people.delete(here.calendar, event?.id ?? '')
  here.notion.people.editCell(row(2), 3, '2023.04.04(화) 23:30까지')
  await later()
  await quiet()
  expect(new Map((await feed()) as [string, string][])).toEqual(
    before.set(`${event?.id}@magam`, 'SEQUENCE:1'),
  )
})

test('state restored from a copy, an entry withdrawn then counts on from what was shown before', async () => {
  here = await stage(ALIVE)
  await here.sync()
  const old = await here.store.published('open-innovation')
  for (const day of ['03(월)', '04(화)']) {
    here.notion.people.editCell(row(2), 3, `2023.04.${day} 23:30까지`)
    await later()
  }
  await here.store.putPublished('open-innovation', old)
  here.notion.people.deleteRow(row(2))
  await later()
  const [withdrawn] = (await here.store.published('open-innovation')).filter(({ cancelledAt }) => cancelledAt)
  expect(/SEQUENCE:\d+/.exec(withdrawn?.ics ?? '')?.[0]).toBe('SEQUENCE:3')
})

test('row, deleted, takes its entry along and leaves a withdrawn one in the feed', async () => {
  here = await stage(ALIVE)
  await here.sync()
  here.notion.people.deleteRow(row(4))
  const report = await later()
  expect(
    report.sinks.map(({ changes }) => changes.map(({ action, result }) => `${action} ${result}`)),
  ).toEqual([['delete done'], ['delete done']])
  await quiet()
  expect(here.events()).toHaveLength(7)
  const rows = await here.store.published('open-innovation')
  expect(rows.filter(({ cancelledAt }) => cancelledAt !== null)).toHaveLength(1)
})

test('event, moved, renamed and deleted by a person, is repaired, and what people own stays', async () => {
  here = await stage(ALIVE)
  await here.sync()
  const before = here.events()
  const [first, second, third] = here.google.world.events(here.calendar)
  here.google.people.rename(here.calendar, first?.id ?? '', 'mine')
  here.google.people.recolour(here.calendar, second?.id ?? '', '5')
  here.google.people.delete(here.calendar, third?.id ?? '')
  await later()
  await quiet()
  expect(here.events()).toEqual(before)
  expect(here.google.world.event(here.calendar, second?.id ?? '')?.colorId).toBe('5')
})

test('event, deleted for good and brought back under another id, then renamed, stands after every run', async () => {
  here = await stage(ALIVE)
  await here.sync()
  const live = () =>
    here.google.world
      .events(here.calendar)
      .filter(({ status, summary }) => status !== 'cancelled' && summary?.includes('삼성'))
  here.google.people.delete(here.calendar, live()[0]?.id ?? '')
  here.google.people.emptyTrash(here.calendar)
  for (const day of ['04.03(월)', '04.04(화)', '04.05(수)']) {
    here.notion.people.editCell(row(2), 3, `2023.${day} 23:30까지`)
    await later()
    expect(
      here.events().filter((line) => line.startsWith(`2023-${day.slice(0, 5).replace('.', '-')}T23:30 `)),
    ).toHaveLength(1)
    expect(here.events()).toHaveLength(8)
    here.google.people.rename(here.calendar, live()[0]?.id ?? '', '삼성, 내 제목')
  }
})

test('page, no longer shared, deletes nothing and refuses with the numbers', async () => {
  here = await stage(ALIVE)
  await here.sync()
  const before = here.events()
  here.notion.world.unshare(here.page)
  const report = await later()
  expect(report.result).toBe('refused')
  expect(report.sinks.flatMap(({ dangers }) => dangers.map(({ code }) => code))).toContain('access-lost')
  expect(here.events()).toEqual(before)
  here.notion.world.share(here.page)
  await later()
  await quiet()
  expect(here.events()).toEqual(before)
})

test('Google down, feed and page are written, status waits, and the next run goes on', async () => {
  here = await stage(ALIVE)
  here.google.world.revokeTokens()
  const report = await here.sync()
  expect(report.result).toBe('partly')
  expect(report.sinks.map(({ sink, trouble }) => [sink, trouble?.code ?? null])).toEqual([
    ['google-calendar', expect.stringContaining('google')],
    ['public-feed', null],
  ])
  expect(await here.store.published('open-innovation')).toHaveLength(8)
})

test('two runs at once, one writes and the other says that it is busy', async () => {
  here = await stage(ALIVE)
  const reports = await Promise.all([here.sync(), here.sync()])
  expect(reports.map(({ result }) => result).sort()).toEqual(['busy', 'done'])
  expect(here.events()).toHaveLength(8)
})

test('status that a person chose, stays whatever the deadlines say', async () => {
  here = await stage('2023-05-01T09:00:00+09:00')
  here.notion.people.setStatus(here.page, 'in progress')
  await here.sync()
  await quiet()
  expect(here.notion.world.value(here.page, 'status')).toBe('in progress')
})

test('status option missing, gives one finding and goes on', async () => {
  here = await stage('2023-05-01T09:00:00+09:00')
  const source = here.notion.world.pageJson(here.page).parent as { data_source_id: string }
  here.notion.people.removeOption(source.data_source_id, 'status', 'expired')
  const report = await here.sync()
  expect(report.result).toBe('done')
  expect(
    report.findings.filter(({ code }) => code === 'status-option-missing').map(({ text }) => text),
  ).toEqual(['expired'])
  expect(here.events()).toHaveLength(8)
  expect(here.notion.world.value(here.page, 'status')).toBe('completed')
})

test('calendar shared by two Magams of the same name, neither touches the other’s entries', async () => {
  here = await stage(ALIVE)
  await here.sync()
  const ours = here.events()
  const other = await stage(ALIVE, { seed: 2 })
  try {
    // The other one's owner shares our calendar and chose the same name for another database.
    const settings = {
      ...here.settings,
      knowledgeBases: here.settings.knowledgeBases.map((base) => ({
        ...base,
        notion: { ...base.notion, database: other.database },
      })),
      environment: {
        ...here.settings.environment,
        notionToken: other.notion.token,
        notionBaseUrl: other.notion.url,
      },
    }
    const [base] = knowledgeBases(settings)
    if (!base) throw new Error('no knowledge base')
    const [table = ''] = other.notion.world.tables(other.page)
    for (const row of other.notion.world.children(table).slice(2)) other.notion.people.deleteRow(row)
    const wall = () => new Date(other.clock.now())
    const { report } = await run(base, other.store, byHand(wall))
    expect(report.result).toBe('done')
    await quiet()
    expect(here.events()).toEqual([...ours, ours[0]].sort())
  } finally {
    await other.close()
  }
})

test('comments, not allowed to the integration, are said once to be off, and the run goes on', async () => {
  here = await stage(ALIVE, { capabilities: { insertComments: false, readComments: false } })
  here.notion.people.editCell(row(2), 3, '2023.04.31(월)까지')
  const first = await later()
  expect(first.result).toBe('done')
  expect(first.read.notes.filter((note) => note.includes('comments'))).toHaveLength(1)
  const second = await later()
  expect(second.read.notes.filter((note) => note.includes('comments'))).toEqual([])
  expect(here.events()).toHaveLength(7)
})

test('status option taken away after it was remembered, is told by the next run and hinders none', async () => {
  here = await stage(ALIVE)
  await here.sync()
  const source = here.notion.world.pageJson(here.page).parent as { data_source_id: string }
  here.notion.people.removeOption(source.data_source_id, 'status', 'expired')
  here.clock.set('2023-05-01T09:00:00+09:00')
  await here.sync()
  const report = await later()
  expect([report.result, report.statuses]).toEqual(['done', []])
  expect(report.findings.map(({ code }) => code)).toContain('status-option-missing')
})

test('status option added in Notion after it was missed, is used by the next run', async () => {
  here = await stage('2023-05-01T09:00:00+09:00')
  const source = here.notion.world.pageJson(here.page).parent as { data_source_id: string }
  here.notion.people.removeOption(source.data_source_id, 'status', 'expired')
  await here.sync()
  here.notion.people.addOption(source.data_source_id, 'status', 'expired')
  await later()
  expect(here.notion.world.value(here.page, 'status')).toBe('expired')
})

test('one database, two knowledge bases with a filter each, keeps two calendars in step', async () => {
  here = await stage(ALIVE)
  const source = here.notion.world.pageJson(here.page).parent as { data_source_id: string }
  here.notion.people.addPage({
    parent: source.data_source_id,
    title: '공모전',
    properties: { Tags: ['contest'], status: 'completed' },
    body: [
      table([
        ['사업명', '접수 기간'],
        ['디자인 공모전', '2023.05.10(수) 18:00까지'],
      ]),
    ],
  })
  const second = here.google.world.createCalendar({ summary: '공모전' })
  const [base] = here.settings.knowledgeBases
  if (!base) throw new Error('no knowledge base')
  const bases = knowledgeBases({
    ...here.settings,
    knowledgeBases: [
      { ...base, notion: { ...base.notion, filter: { property: 'Tags', contains: 'knowledge base' } } },
      {
        ...base,
        name: 'contests',
        notion: { ...base.notion, filter: { property: 'Tags', contains: 'contest' } },
        calendar: base.calendar && { ...base.calendar, id: second },
        feed: null,
      },
    ],
  })
  here.clock.advance(STEP)
  const wall = () => new Date(here.clock.now())
  for (let again = 0; again < 2; again += 1) {
    for (const each of bases) {
      const { report } = await run(each, here.store, byHand(wall))
      expect(report.result).toBe('done')
    }
  }
  expect(here.events()).toHaveLength(8)
  expect(here.google.world.events(second).map(({ summary }) => summary)).toEqual(['[마감] 디자인 공모전'])
})
