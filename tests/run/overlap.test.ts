import { afterEach, expect, test } from 'vitest'
import type { Report } from '../../src/run/report.ts'
import { type Stage, stage } from './stage.ts'

let here: Stage
afterEach(() => here.close())

const titles = () =>
  here.google.world
    .events(here.calendar)
    .map(({ summary, status }) => `${status} ${summary}`)
    .sort()

test('run, asleep past its lease and replaced, writes nothing after it wakes', async () => {
  here = await stage('2023-03-20T09:00:00+09:00')
  let other: Promise<Report> | null = null
  const insertsOf = { first: 0, afterWaking: 0 }
  here.google.server.faults.when(
    ({ method, path }) => {
      if (method !== 'POST' || !path.endsWith('/events')) return false
      insertsOf.first += 1
      // While the first request is on its way the machine sleeps for ten minutes, and another one takes over.
      if (insertsOf.first === 1) {
        here.clock.advance(600_000)
        other = here.sync()
      }
      return false
    },
    { kind: 'slow', ms: 0 },
  )
  const slept = await here.sync()
  const took = (await other) as Report | null
  const results = [slept.result, took?.result]
  const lost = slept.sinks.flatMap(({ trouble }) => (trouble ? [trouble.code] : []))
  // Whoever reached the store first: either the sleeper was replaced and stopped, or it renewed in time.
  if (took?.result === 'done') expect(lost).toContain('lock-lost')
  else expect(results).toEqual(['done', 'busy'])
  here.clock.advance(600_000)
  await here.sync()
  expect(titles()).toHaveLength(8)
  const { writes } = here.requests()
  here.clock.advance(600_000)
  await here.sync()
  expect(here.requests().writes).toBe(writes)
})

test('runs, by schedule, webhook, hand and two machines at once, have one writer', async () => {
  here = await stage('2023-03-20T09:00:00+09:00')
  const reports = await Promise.all([
    here.sync({ trigger: 'schedule' }),
    here.sync({ trigger: 'webhook' }),
    here.sync({ trigger: 'hand' }),
    here.sync({ trigger: 'hand' }),
  ])
  expect(reports.map(({ result }) => result).sort()).toEqual(['busy', 'busy', 'busy', 'done'])
  const inserts = here.google.server.requests.filter(
    ({ method, path }) => method === 'POST' && path.endsWith('/events'),
  )
  expect(inserts).toHaveLength(8)
})
