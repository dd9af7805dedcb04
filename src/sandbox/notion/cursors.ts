import type { SandboxClock } from '../clock.ts'
import type { Ids } from './ids.ts'
import { invalid } from './refusal.ts'

const MOST_KEPT = 10_000

/** Opaque cursors of queries, searches and other lists that are walked by position. */
export type Cursors = {
  /** A cursor for the walk named by `walk` (endpoint, filter and order), at `position`. */
  issue(walk: string, position: number): string
  /** Where the cursor stands; refuses one that is unknown, expired or of another walk. */
  position(cursor: string, walk: string, lifetime: number | null): number
}

export function newCursors(clock: SandboxClock, ids: Ids): Cursors {
  const issued = new Map<string, { walk: string; position: number; at: number }>()
  return {
    issue(walk, position) {
      const cursor = ids.uuid()
      issued.set(cursor, { walk, position, at: clock.now() })
      const oldest = issued.keys().next().value
      if (issued.size > MOST_KEPT && oldest !== undefined) issued.delete(oldest)
      return cursor
    },
    position(cursor, walk, lifetime) {
      const found = issued.get(cursor)
      const expired = found && lifetime !== null && clock.now() - found.at > lifetime
      if (!found || expired || found.walk !== walk)
        throw invalid(`The start_cursor provided is invalid: ${cursor}`)
      return found.position
    },
  }
}
