import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import type { Benchmark } from './benchmark.ts'
import { compare } from './compare.ts'
import type { Made } from './feed/process.ts'

/** The first feed of everything, and the feed after one change. */
export const feed: Benchmark = {
  name: 'feed',
  compares:
    'A feed of 10,000 entries, each rendered once and its text kept, against ical-generator given the same events, each in a fresh process: time, memory above what the process had before, and the time after one entry has changed.',
  async run(setting) {
    const count = setting.quick ? 200 : 10_000
    const ours = (value: (made: Made) => number) => ({
      name: 'kept texts',
      measure: () => value(make('ours', count)),
    })
    const bare = (value: (made: Made) => number) => ({
      name: 'ical-generator',
      measure: () => value(make('bare', count)),
    })
    return [
      await compare(setting, {
        what: 'first feed',
        unit: 'ms',
        ours: ours(({ firstMs }) => firstMs),
        other: bare(({ firstMs }) => firstMs),
        goal: { atMost: 1.15 },
      }),
      await compare(setting, {
        what: 'memory of the first feed',
        unit: 'MB',
        ours: ours(({ peakMb }) => peakMb),
        other: bare(({ peakMb }) => peakMb),
        goal: { atMost: 0.4 },
      }),
      await compare(setting, {
        what: 'feed after one change',
        unit: 'ms',
        ours: ours(({ changeMs }) => changeMs),
        other: bare(({ firstMs }) => firstMs),
        goal: { atMost: 0.05 },
      }),
    ]
  },
}

function make(way: 'ours' | 'bare', count: number): Made {
  const script = join(import.meta.dirname, 'feed', 'process.ts')
  const { stdout, stderr, status } = spawnSync(process.execPath, [script, way, String(count)], {
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(`the process failed: ${stderr}`)
  return JSON.parse(stdout) as Made
}
