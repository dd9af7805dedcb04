import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { checkSchedule } from '../../../src/run/doctor/server.ts'
import { environmentOf, readConfig } from '../../../src/settings/read.ts'

const MONDAY = new Date('2026-03-02T00:00:00Z')

beforeEach(() => void vi.useFakeTimers({ now: MONDAY }))
afterEach(() => void vi.useRealTimers())

function warnings(schedule: string): readonly string[] {
  const text = `
version: 1
schedule: "${schedule}"
knowledgeBases:
  - name: a
    notion: { database: 0123456789abcdef0123456789abcdef }
    calendar: { id: c@group.calendar.google.com }
`
  const { settings } = readConfig(text, 'magam.yaml')
  if (settings === null) throw new Error('these settings are right')
  const checks = checkSchedule({ ...settings, environment: environmentOf({}), warnings: [] }, MONDAY)
  return checks.filter(({ state }) => state !== 'good').map(({ found }) => found)
}

test.each([
  ['*/10 * * * *', []],
  // From Friday evening to Monday morning, told on a Monday as well.
  ['* 9-18 * * 1-5', ['runs are up to 63 hours apart, and `/readyz` says no after 180 minutes']],
  ['*/5 9-18 * * 1-5', ['runs are up to 63 hours apart, and `/readyz` says no after 180 minutes']],
  ['0 9 1 * *', ['runs are up to 744 hours apart, and `/readyz` says no after 180 minutes']],
] as const)('a schedule %s, is told its longest pause whatever day it is', (schedule, found) => {
  expect(warnings(schedule)).toEqual(found)
})
