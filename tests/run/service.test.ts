import { afterEach, expect, test } from 'vitest'
import { type Service, startService } from '../../src/run/service.ts'
import { type Stage, stage } from './stage.ts'

/** A run takes longer than the runner's own patience on a machine that is busy. */
const PATIENT = { timeout: 20_000 }
let here: Stage
let service: Service | null = null
afterEach(async () => {
  await service?.stop(5_000)
  service = null
  await here.close()
})

/** A service, and what became of its runs. */
async function serving() {
  const results: string[] = []
  const troubles: unknown[] = []
  const wall = () => new Date(here.clock.now())
  service = await startService(
    here.settings,
    here.store,
    { now: wall, wall },
    {
      onReport: ({ result }) => void results.push(result),
      onTrouble: (error) => void troubles.push(error),
    },
    { busyAgainMs: 50 },
  )
  return { service, results, troubles }
}

test('a run that finds the lock of a process that was killed, is asked for again once its lease is over', async () => {
  here = await stage('2023-03-20T09:00:00+09:00')
  await here.store.takeLock(
    'sync open-innovation',
    'killed',
    new Date(here.clock.now()).toISOString(),
    60_000,
  )
  const { service: asked, results, troubles } = await serving()
  await asked.request(null, 'webhook')
  await expect.poll(() => results.length, PATIENT).toBeGreaterThan(2)
  expect([new Set(results), here.events()]).toEqual([new Set(['busy']), []])
  here.clock.advance(60_001)
  await expect.poll(() => results.at(-1), PATIENT).toBe('done')
  expect([here.events().length, troubles]).toEqual([8, []])
})

test('a service that is started again right after a run, runs at once: what the last one left is kept nowhere else', async () => {
  here = await stage('2023-03-20T09:00:00+09:00')
  const first = await serving()
  await expect.poll(() => first.results, PATIENT).toEqual(['done'])
  expect(await first.service.stop(5_000)).toBe(true)
  const [table = ''] = here.notion.world.tables(here.page)
  here.notion.people.editCell(here.notion.world.children(table)[1] ?? '', 3, '2023.03.24(금) 18:00까지')
  here.clock.advance(60_000)
  const again = await serving()
  await expect.poll(() => again.results, PATIENT).toEqual(['done'])
  expect(here.events()).toContain('2023-03-24T18:00 [마감] 2023 INNOX 오픈이노베이션 2기')
  expect([...first.troubles, ...again.troubles]).toEqual([])
})

test('a run that was asked for by a name which the settings do not know, is told of', async () => {
  here = await stage('2023-03-20T09:00:00+09:00')
  const { service: asked, troubles } = await serving()
  await asked.request(['another'], 'hand')
  await expect
    .poll(() => troubles, PATIENT)
    .toMatchObject([
      {
        code: 'run-unnamed',
        message: 'a run of `another` was asked for, which these settings do not name',
      },
    ])
})
