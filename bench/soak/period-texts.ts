import { hostileFault } from '../../tests/deadlines/fuzz.ts'
import type { Soak } from './soak.ts'

/** Texts in one history: a million take some minutes. */
const TEXTS = 10_000

/** Hostile period texts, one after another. */
export const periodTexts: Soak = {
  name: 'period-texts',
  holds: `${TEXTS} mutations of examples, notices and random signs in each history: no throw, no moment out of 1900–2200, no deadline where there is none.`,
  start: async () => ({
    play: async (seed) => {
      for (let text = 0; text < TEXTS; text++) {
        const fault = hostileFault(seed * TEXTS + text)
        if (fault !== null) throw new Error(`text ${seed * TEXTS + text}: ${fault}`)
      }
    },
    close: async () => {},
    limits: { memoryMbPerHistory: 1, handles: 0 },
  }),
}
