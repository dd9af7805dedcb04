import { afterEach, expect, test } from 'vitest'
import { blankReport, type Report, runRow } from '../../src/run/report.ts'
import { type Stage, stage } from './stage.ts'

let here: Stage
afterEach(() => here.close())

test('a run whose process was killed, is under way no longer once the next has its lock', async () => {
  here = await stage('2023-03-20T09:00:00+09:00')
  const wall = () => new Date(here.clock.now())
  const killed = blankReport('open-innovation', { mode: 'sync', trigger: 'schedule', now: wall(), wall })
  await here.store.startRun(runRow(killed, 'running'))
  here.clock.advance(600_000)
  const next = await here.sync()
  const [last, before] = await here.store.runs(null, 10)
  expect([last?.id, last?.result, before?.id, before?.result, before?.endedAt]).toEqual([
    next.id,
    'done',
    killed.id,
    'failed',
    next.startedAt,
  ])
  const { troubles } = JSON.parse(before?.json ?? '') as Report
  expect(troubles.map(({ code, hint }) => [code, hint])).toEqual([
    ['cut-off', 'the next run went on where it was'],
  ])
})

test('a run that ended, stays as it was told', async () => {
  here = await stage('2023-03-20T09:00:00+09:00')
  await here.sync()
  const before = await here.store.runs(null, 10)
  here.clock.advance(600_000)
  await here.sync()
  expect((await here.store.runs(null, 10)).slice(1)).toEqual(before)
})
