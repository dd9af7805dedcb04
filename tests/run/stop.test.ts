import { afterEach, expect, test } from 'vitest'
import { type Stage, stage } from './stage.ts'

let here: Stage
afterEach(() => here.close())

test.each([
  ['while reading', 'notion', 3],
  ['while writing', 'google', 5],
] as const)(
  'run, told to stop %s, says so, is no longer under way, and the next one goes on',
  async (_when, side, nth) => {
    here = await stage('2023-03-20T09:00:00+09:00')
    const stop = new AbortController()
    here[side].server.faults.when(
      ({ number }) => {
        if (number === nth) stop.abort()
        return false
      },
      { kind: 'slow', ms: 0 },
    )
    const stopped = await here.sync({ signal: stop.signal })
    expect(['partly', 'failed']).toContain(stopped.result)
    expect((await here.store.runs(null, 10)).map(({ result }) => result)).toEqual([stopped.result])
    here.clock.advance(600_000)
    expect((await here.sync()).result).toBe('done')
    expect(here.events()).toHaveLength(8)
  },
)
