import { mirrorPlace } from '../../tests/sandbox/google/mirror-history.ts'
import type { Soak } from './soak.ts'

/** A calendar that is edited and read incrementally for ever. */
export const calendarMirror: Soak = {
  name: 'calendar-mirror',
  holds:
    'A copy of a calendar that is kept by sync tokens equals a full list after every history of edits, ragged pages, a lagging list and changes of sharing included.',
  async start() {
    return {
      async play(seed) {
        const place = await mirrorPlace(seed)
        try {
          await place.play(200)
        } finally {
          await place.close()
        }
      },
      close: async () => {},
      limits: { memoryMbPerHistory: 0.05, handles: 2 },
    }
  },
}
