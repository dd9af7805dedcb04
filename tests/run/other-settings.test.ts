import { afterEach, expect, test } from 'vitest'
import { type KnowledgeBase, knowledgeBases } from '../../src/run/knowledge-base.ts'
import { forgetLeftOver, formerName } from '../../src/run/left-over.ts'
import type { Order } from '../../src/run/order.ts'
import type { Report } from '../../src/run/report.ts'
import { run } from '../../src/run/sync.ts'
import { table } from '../../src/sandbox/notion/index.ts'
import type { KnowledgeBaseSettings } from '../../src/settings/read.ts'
import { byHand } from './by-hand.ts'
import { type Stage, stage } from './stage.ts'

const ALIVE = '2023-03-20T09:00:00+09:00'
const STEP = 600_000
let here: Stage
afterEach(() => here.close())

/** The knowledge base as it would be after an edit of the settings. */
function edited(change: (base: KnowledgeBaseSettings) => KnowledgeBaseSettings): KnowledgeBase {
  const [base] = knowledgeBases({
    ...here.settings,
    knowledgeBases: here.settings.knowledgeBases.map(change),
  })
  if (!base) throw new Error('no knowledge base')
  return base
}

const inCalendar = (id: string) =>
  edited((base) => ({ ...base, calendar: base.calendar && { ...base.calendar, id } }))

async function later(base: KnowledgeBase, order: Partial<Order> = {}): Promise<Report> {
  here.clock.advance(STEP)
  return (
    await run(
      base,
      here.store,
      byHand(() => new Date(here.clock.now()), order),
    )
  ).report
}

/** The result, with what safety said against it. */
const judged = ({ result, sinks }: Report) => [
  result,
  ...new Set(sinks.flatMap(({ dangers }) => dangers.map(({ code }) => code))),
]
const standing = (calendar: string) =>
  here.google.world.events(calendar).filter(({ status }) => status !== 'cancelled').length

test('calendar named wrong for a run, and put back, goes on as if nothing had been', async () => {
  here = await stage(ALIVE)
  await here.sync()
  expect(judged(await later(inCalendar('c_mistyped@group.calendar.google.com')))).toEqual(['partly'])
  expect(judged(await later(here.base))).toEqual(['done'])
})

test('calendar that is another one and not shared yet, is refused once it is', async () => {
  here = await stage(ALIVE)
  await here.sync()
  const other = here.google.world.createCalendar({ summary: '둘째', owner: 'colleague@example.org' })
  const base = inCalendar(other)
  const [unseen] = (await later(base)).sinks
  expect(unseen?.trouble?.code).toBe('google-calendar-not-found')
  here.google.world.share(other, here.google.people.email, 'writer')
  expect(judged(await later(base))).toEqual(['refused', 'calendar-changed'])
  expect(standing(other)).toBe(0)
  expect(judged(await later(base, { force: true }))).toEqual(['done', 'calendar-changed'])
  expect(judged(await later(base))).toEqual(['done'])
  expect(standing(other)).toBe(8)
})

test('calendar left out for a while, and then another one, is refused', async () => {
  here = await stage(ALIVE)
  await here.sync()
  const other = here.google.world.createCalendar({ summary: '둘째' })
  expect(judged(await later(edited((base) => ({ ...base, calendar: null }))))).toEqual(['done'])
  expect(judged(await later(inCalendar(other)))).toEqual(['refused', 'calendar-changed'])
  expect(judged(await later(here.base))).toEqual(['done'])
})

test('timed entries made longer, are written anew without a refusal: no deadline moves', async () => {
  here = await stage(ALIVE)
  const { parent } = here.notion.world.pageJson(here.page) as { parent: { data_source_id: string } }
  here.notion.people.addPage({
    parent: parent.data_source_id,
    title: '시각이 있는 공고',
    properties: { Tags: ['knowledge base'], status: 'completed' },
    body: [
      table([
        ['사업명', '접수 기간'],
        ...Array.from({ length: 12 }, (_, nth) => [`공고 ${nth}`, `2023.05.${10 + nth} 18:00까지`]),
      ]),
    ],
  })
  await here.sync()
  await later(here.base)
  const before = here.events()
  const longer = edited((base) => ({
    ...base,
    calendar: base.calendar && { ...base.calendar, minutesBefore: 60 },
  }))
  const report = await later(longer)
  expect(judged(report)).toEqual(['done'])
  expect(new Set(report.sinks.flatMap(({ changes }) => changes.map(({ why }) => why)))).toEqual(
    new Set(['the settings ask for another look']),
  )
  expect(here.events()).toEqual(before)
  expect((await later(longer)).sinks.flatMap(({ changes }) => changes)).toEqual([])
})

test('knowledge base under another name, is refused before it doubles the calendar', async () => {
  here = await stage(ALIVE)
  await here.sync()
  const renamed = edited((base) => ({ ...base, name: 'programmes' }))
  const report = await later(renamed)
  expect(judged(report)).toEqual(['refused', 'name-changed'])
  expect(standing(here.calendar)).toBe(8)
  expect(judged(await later(here.base))).toEqual(['done'])
  // Who means it is asked once.
  expect(judged(await later(renamed, { force: true }))).toEqual(['done', 'name-changed'])
  expect(judged(await later(renamed))).toEqual(['done'])
})

test('second knowledge base beside the first, in one calendar, is not taken for the first one renamed', async () => {
  here = await stage(ALIVE)
  await here.sync()
  const [base] = here.settings.knowledgeBases
  if (!base) throw new Error('no knowledge base')
  const filter = { property: 'Tags', doesNotContain: 'knowledge base' }
  const second = { ...base, name: 'contests', notion: { ...base.notion, filter }, feed: null }
  const [, contests] = knowledgeBases({ ...here.settings, knowledgeBases: [base, second] })
  if (!contests) throw new Error('no knowledge base')
  expect(judged(await later(contests))).toEqual(['done'])
  expect(standing(here.calendar)).toBe(8)
})

test('former name of a knowledge base, is forgotten with everything else of it', async () => {
  here = await stage(ALIVE)
  await here.sync()
  const renamed = edited((base) => ({ ...base, name: 'programmes' }))
  expect(await formerName(here.store, renamed)).toBe('open-innovation')
  await forgetLeftOver(here.store, renamed.named, new Date('2024-03-21T00:00:00Z'))
  expect(await formerName(here.store, renamed)).toBeNull()
})
