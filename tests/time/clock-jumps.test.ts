import { afterEach, expect, test } from 'vitest'
import { type Stage, stage } from '../run/stage.ts'

const ALIVE = '2023-03-20T09:00:00+09:00'
let here: Stage
afterEach(() => here.close())

const changes = (report: Awaited<ReturnType<Stage['sync']>>) =>
  report.sinks.flatMap((sink) => sink.changes.map(({ action }) => `${sink.sink} ${action}`))

test.each([
  ['a year ahead', '2024-03-20T09:00:00+09:00'],
  ['a year back', '2022-03-20T09:00:00+09:00'],
  ['to the beginning of time', '1970-01-01T00:00:00Z'],
  ['to the end of clocks', '2099-12-31T23:59:59Z'],
])(
  'the clock that judges, jumps %s and returns: no entry is written, moved or deleted',
  async (_name, jumped) => {
    here = await stage(ALIVE)
    await here.sync()
    const before = here.events()
    for (const now of [jumped, ALIVE, jumped, ALIVE]) {
      here.clock.advance(600_000)
      const report = await here.sync({ now: new Date(now) })
      expect(changes(report)).toEqual([])
    }
    expect(here.events()).toEqual(before)
    // What follows the day follows it there and back: the page had expired, or not.
    expect(here.notion.world.value(here.page, 'status')).toBe('completed')
  },
)

test.each([
  ['ahead', 400 * 86_400_000],
  ['back', -400 * 86_400_000],
])(
  'the clock on the wall, jumps %s and returns: the run says so and writes nothing, and goes on once it is right',
  async (_name, ms) => {
    here = await stage(ALIVE)
    await here.sync()
    const before = here.events()
    const wall = (shift: number) => () => new Date(here.clock.now() + shift)
    for (const shift of [ms, 0, ms, 0]) {
      here.clock.advance(600_000)
      const report = await here.sync({ wall: wall(shift) })
      const dangers = report.sinks.flatMap((sink) => sink.dangers.map(({ code }) => code))
      const said = ms > 0 ? 'clock-jumped-ahead' : 'clock-went-back'
      expect([report.result, ...new Set(dangers)]).toEqual(shift === 0 ? ['done'] : ['refused', said])
      expect(changes(report)).toEqual([])
    }
    expect(here.events()).toEqual(before)
    const [table = ''] = here.notion.world.tables(here.page)
    here.notion.people.editCell(here.notion.world.children(table)[1] ?? '', 3, '2023.03.24(금) 18:00까지')
    here.clock.advance(600_000)
    expect((await here.sync()).result).toBe('done')
    expect(here.events()).toContain('2023-03-24T18:00 [마감] 2023 INNOX 오픈이노베이션 2기')
  },
)

test('years that the page does not name, follow the day it was written and no clock', async () => {
  here = await stage(ALIVE)
  await here.sync()
  const before = here.events()
  const [table = ''] = here.notion.world.tables(here.page)
  const rows = here.notion.world.children(table).slice(1)
  for (const row of rows) here.notion.people.editCell(row, 3, '4.2(일) 23:30까지')
  here.clock.advance(600_000)
  const report = await here.sync({ now: new Date('2033-03-20T09:00:00+09:00') })
  expect(report.result).toBe('done')
  expect(here.events().every((line) => line.startsWith('2023-04-02T23:30'))).toBe(true)
  expect(here.events()).toHaveLength(before.length)
})
