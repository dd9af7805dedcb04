import fc from 'fast-check'
import { expect, test } from 'vitest'
import { seededRandom } from '../../../../src/sandbox/faults.ts'
import { farService } from './far.ts'
import { nearService } from './near.ts'
import { play } from './play.ts'
import { history } from './steps.ts'

/** Histories over HTTP; fifty times as many in this process. */
const HISTORIES = Number(process.env.MAGAM_HISTORIES ?? 40)
const SEED = 20261125 + Number(process.env.MAGAM_SEED ?? 0)

test('any history, two undisturbed runs leave exactly the wanted entries and a third writes nothing', async () => {
  await fc.assert(
    fc.asyncProperty(history, fc.nat(), (steps, seed) => play(nearService(seed, seededRandom(seed)), steps)),
    { seed: SEED, numRuns: HISTORIES * 50, endOnFailure: false },
  )
}, 600_000)

test('any history over HTTP through the real client, ends the same', async () => {
  await fc.assert(
    fc.asyncProperty(history, fc.nat(), async (steps, seed) => {
      const service = await farService(seed)
      try {
        await play(service, steps)
      } finally {
        await service.close()
      }
    }),
    { seed: SEED, numRuns: HISTORIES },
  )
  expect.hasAssertions()
}, 600_000)
