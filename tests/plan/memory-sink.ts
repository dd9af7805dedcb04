import type { Change, HeldEntry, Sink } from '../../src/plan/change.ts'
import { held } from './examples.ts'

/** The simplest sink there can be: what was written is what is held. */
export function memorySink(): Sink {
  const entries = new Map<string, HeldEntry>()
  return {
    name: 'memory',
    held: async () => [...entries.values()],
    async apply(change: Change) {
      if (change.action !== 'delete') {
        entries.set(change.entry.key, held(change.entry))
        return { change, result: 'done', problem: null }
      }
      const before = entries.get(change.held.key)
      if (before?.state !== 'live') return { change, result: 'already', problem: null }
      entries.set(before.key, { ...before, state: 'cancelled' })
      return { change, result: 'done', problem: null }
    },
  }
}
