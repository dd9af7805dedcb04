import { expect, test } from 'vitest'
import { fuzzTargets } from './fuzz-targets.ts'

/** `npm run soak -- fuzz-…` goes on for as long as one likes. */
const TIMES = 120
const FIRST = Number(process.env.MAGAM_SEED ?? 1)

test.each(Object.entries(fuzzTargets))(
  `%s, ${TIMES} mutations, hold`,
  async (_name, target) => {
    const fuzz = await target.start()
    try {
      for (let seed = FIRST; seed < FIRST + TIMES; seed += 1) {
        await fuzz
          .once(seed)
          .catch((error: unknown) =>
            expect.fail(`seed ${seed}: ${error instanceof Error ? error.stack : String(error)}`),
          )
      }
    } finally {
      fuzz.close()
    }
  },
  60_000,
)
