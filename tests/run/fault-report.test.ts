import { afterEach, expect, test } from 'vitest'
import type { Fault } from '../../src/sandbox/faults.ts'
import { type Stage, stage } from './stage.ts'

const ALIVE = '2023-03-20T09:00:00+09:00'
let here: Stage
afterEach(() => here.close())

const NOTION: readonly (readonly [Fault, string])[] = [
  [{ kind: 'status', status: 429, when: 'before', retryAfter: 1 }, '429'],
  [{ kind: 'status', status: 503, when: 'before' }, '503'],
  [{ kind: 'html', status: 502 }, '502'],
  [{ kind: 'reset', when: 'before' }, 'no answer'],
  [{ kind: 'truncate' }, 'no answer'],
]
const GOOGLE: readonly (readonly [Fault, string])[] = [
  [{ kind: 'status', status: 403, when: 'before', reason: 'rateLimitExceeded' }, '403 rateLimitExceeded'],
  [{ kind: 'status', status: 401, when: 'before' }, '401 authError'],
  [{ kind: 'status', status: 500, when: 'after' }, '500 backendError'],
  [{ kind: 'reset', when: 'after' }, 'no answer'],
  [{ kind: 'hang', when: 'before' }, 'no answer'],
]

test('each fault that a repeat made good, is in the report, and the run is done all the same', async () => {
  // Only the request that hangs takes so long; a shorter patience trips on a busy machine.
  here = await stage(ALIVE, { timeoutMs: 1_500 })
  for (const [at, faults] of [
    ['notion', NOTION],
    ['google', GOOGLE],
  ] as const) {
    for (const [fault, what] of faults) {
      here[at].server.faults.at(1, fault)
      const report = await here.sync({ full: true })
      expect({ faults: report.faults, result: report.result }, JSON.stringify(fault)).toEqual({
        faults: [{ at, what, count: 1 }],
        result: 'done',
      })
    }
  }
  expect((await here.sync()).faults).toEqual([])
})

test('a fault that stays, is counted each time and told as trouble', async () => {
  here = await stage(ALIVE)
  here.google.server.faults.when(({ path }) => path.includes('/events'), { kind: 'html', status: 503 })
  const report = await here.sync()
  expect(report.result).toBe('partly')
  expect(report.faults).toEqual([{ at: 'google', what: '503', count: 8 }])
  expect(report.sinks.map(({ trouble }) => trouble !== null)).toEqual([true, false])
})
