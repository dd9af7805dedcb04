import fc from 'fast-check'
import { play } from '../../tests/run/any-history/play.ts'
import { history } from '../../tests/run/any-history/steps.ts'
import type { Soak } from './soak.ts'

const MOST_STEPS = 60

/** The whole chain, through whatever may happen to it. */
export const anyHistory: Soak = {
  name: 'any-history',
  holds: `After up to ${MOST_STEPS} steps of people, failures, crashes, lost and restored states and wrong clocks, two undisturbed runs leave calendar, feed, statuses and comments as the pages ask for, and a further one writes nothing.`,
  async start() {
    return {
      async play(seed) {
        for (const steps of fc.sample(history(MOST_STEPS), { seed, numRuns: 1 })) await play(steps)
      },
      close: async () => {},
      limits: { handles: 2 },
    }
  },
}
