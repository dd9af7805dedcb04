import { Failure } from '../lib/failure.ts'
import { openStore } from '../state/open.ts'
import type { RunRow, Store } from '../state/store.ts'

/** One run as the state keeps it. */
export type PastRun = RunRow

/** Past runs, newest first; `knowledgeBase` null for those of all. `database` is the state's address. */
export function pastRuns(
  database: string,
  knowledgeBase: string | null,
  limit: number,
): Promise<readonly PastRun[]> {
  return withStore(database, (store) => store.runs(knowledgeBase, limit))
}

/** Every knowledge base that a run is kept of, by name. */
export function namesWithRuns(database: string): Promise<readonly string[]> {
  return withStore(database, async (store) =>
    (await store.lastRuns()).map(({ knowledgeBase }) => knowledgeBase),
  )
}

/** So many runs are named where an id could be any of them. */
const CANDIDATES = 10

/**
 * The run of that id, or the runs whose ids begin so, newest first and ten at most; none when the state knows none.
 * More than one means that it must be said more exactly.
 */
export function runsCalled(database: string, id: string): Promise<readonly PastRun[]> {
  return withStore(database, async (store) => {
    const exactly = await store.run(id)
    if (exactly !== null) return [exactly]
    return id === '' ? [] : store.runsNamed(id, CANDIDATES)
  })
}

/** Copies the whole state to `file`, which must not exist, also while others write. Throws a `Failure`. */
export function backupState(database: string, file: string): Promise<void> {
  return withStore(database, async (store) => {
    if ((await store.runs(null, 1)).length === 0) {
      throw new Failure('backup-nothing', 'there is no run yet, so there is nothing to copy', {
        hint: 'check `MAGAM_DATABASE_URL`; `magam sync` makes the state',
      })
    }
    await store.backup(file)
  })
}

async function withStore<T>(database: string, work: (store: Store) => Promise<T>): Promise<T> {
  const store = await openStore(database, { onlyLook: true })
  try {
    return await work(store)
  } finally {
    await store.close()
  }
}
