import { type FuzzTarget, fuzzTargets } from '../../tests/hostile/fuzz-targets.ts'
import type { Soak } from './soak.ts'

/** Mutations in one history. */
const TIMES = 200

/** One way in for strangers, mutated for as long as one likes. */
function fuzz(name: string, { holds, start }: FuzzTarget): Soak {
  return {
    name: `fuzz-${name}`,
    holds: `${TIMES} mutations a history: ${holds}.`,
    async start() {
      const target = await start()
      return {
        async play(seed) {
          for (let nth = seed * TIMES; nth < (seed + 1) * TIMES; nth += 1) {
            await target.once(nth).catch((cause: unknown) => {
              throw new Error(`mutation ${nth}`, { cause })
            })
          }
        },
        close: async () => target.close(),
        limits: { memoryMbPerHistory: 1, handles: 2 },
      }
    },
  }
}

/** A soak by the name of its target. */
export function fuzzSoak(name: string): Soak {
  const target = fuzzTargets[name]
  if (!target) throw new RangeError(`no such target: ${name}`)
  return fuzz(name, target)
}
