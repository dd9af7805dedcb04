import fc from 'fast-check'
import { expect, test } from 'vitest'
import { play } from './any-history/play.ts'
import { history } from './any-history/steps.ts'

/** `npm run soak test-histories` plays more, from other seeds. */
const HISTORIES = Number(process.env.MAGAM_HISTORIES ?? 8)
const SEED = 20261125 + Number(process.env.MAGAM_SEED ?? 0)
const MOST_STEPS = 60

test(`any history of a knowledge base, ${HISTORIES} of them, ends as if nothing had ever gone wrong`, async () => {
  await fc.assert(fc.asyncProperty(history(MOST_STEPS), play), {
    seed: SEED,
    numRuns: HISTORIES,
    ...(process.env.MAGAM_PATH === undefined ? {} : { path: process.env.MAGAM_PATH, endOnFailure: true }),
    verbose: 1,
  })
  expect.hasAssertions()
}, 3_600_000)
