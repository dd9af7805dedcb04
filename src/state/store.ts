/**
 * What Magam remembers: a cache and a ledger. Delete it, and the next run finds every entry again and duplicates none.
 * One set of queries for SQLite and PostgreSQL; every write that depends on a read is compare-and-set.
 * All values are JSON as text; all instants are UTC ISO 8601.
 */

/** A page as it was last read. `editedAt` is the source's stamp, `hash` of the content, `json` the `Document`. */
export type StoredDocument = {
  readonly id: string
  readonly editedAt: string
  readonly hash: string
  readonly json: string
}

/** What was last written with success for one entry, item by item. */
export type LedgerRow = {
  readonly key: string
  readonly id: string
  /** Raised when a calendar burned the id (its trash was emptied). */
  readonly generation: number
  readonly rows: readonly string[]
  readonly slot: number
  readonly twin: string
  /** Hash of the visible content that `stamp` counts. */
  readonly hash: string
  readonly sequence: number
  readonly createdAt: string
  readonly changedAt: string
}

/** One entry of the public feed: its text as rendered once, and when it was withdrawn. */
export type PublishedRow = {
  readonly key: string
  readonly uid: string
  /** First and last day (Korea) the entry covers: what the rolling window is cut by. */
  readonly firstDay: string
  readonly lastDay: string
  readonly json: string
  /** The VEVENT, CRLF line ends, folded. */
  readonly ics: string
  readonly cancelledAt: string | null
}

/** One entry a Google calendar holds, as last told by list or by an answer to a write. */
export type HeldRow = { readonly address: string; readonly json: string }

export type RunRow = {
  readonly id: string
  readonly knowledgeBase: string
  readonly trigger: 'hand' | 'schedule' | 'webhook' | 'demo'
  readonly startedAt: string
  readonly endedAt: string | null
  readonly result: 'running' | 'done' | 'partly' | 'refused' | 'failed'
  /** The whole report, `run/report.ts`. */
  readonly json: string
}

/**
 * A value with its version; `put` succeeds only when the version is still the one read (0: must not exist yet).
 * Versions go on after a drop, so read the version again after a put with 0 rather than count on.
 */
export type Versioned = { readonly value: string; readonly version: number }

export type Store = {
  /** Named values: cursors, sync tokens, schema caches, comments posted. `space` is a knowledge base, a calendar or `magam`. */
  value(space: string, name: string): Promise<Versioned | null>
  values(
    space: string,
    prefix: string,
  ): Promise<readonly { readonly name: string; readonly value: string; readonly version: number }[]>
  putValue(space: string, name: string, value: string, version: number): Promise<boolean>
  dropValue(space: string, name: string): Promise<void>

  documents(knowledgeBase: string): AsyncIterable<StoredDocument>
  documentStamps(
    knowledgeBase: string,
  ): Promise<ReadonlyMap<string, { readonly editedAt: string; readonly hash: string }>>
  putDocuments(knowledgeBase: string, documents: readonly StoredDocument[]): Promise<void>
  dropDocuments(knowledgeBase: string, ids: readonly string[]): Promise<void>

  ledger(knowledgeBase: string): Promise<readonly LedgerRow[]>
  putLedger(knowledgeBase: string, rows: readonly LedgerRow[]): Promise<void>
  dropLedger(knowledgeBase: string, keys: readonly string[]): Promise<void>

  held(calendar: string): Promise<readonly HeldRow[]>
  putHeld(calendar: string, rows: readonly HeldRow[]): Promise<void>
  dropHeld(calendar: string, addresses: readonly string[]): Promise<void>
  clearHeld(calendar: string): Promise<void>

  published(knowledgeBase: string): Promise<readonly PublishedRow[]>
  putPublished(knowledgeBase: string, rows: readonly PublishedRow[]): Promise<void>
  dropPublished(knowledgeBase: string, keys: readonly string[]): Promise<void>

  /** What strangers may see of each programme (`plan/publication.ts`), one row a programme. */
  publicProgrammes(knowledgeBase: string): Promise<readonly { readonly id: string; readonly json: string }[]>
  putPublicProgrammes(
    knowledgeBase: string,
    rows: readonly { readonly id: string; readonly json: string }[],
  ): Promise<void>
  dropPublicProgrammes(knowledgeBase: string, ids: readonly string[]): Promise<void>

  startRun(run: RunRow): Promise<void>
  finishRun(run: RunRow): Promise<void>
  runs(knowledgeBase: string | null, limit: number): Promise<readonly RunRow[]>
  run(id: string): Promise<RunRow | null>
  /** Runs whose id begins with `prefix`, newest first. */
  runsNamed(prefix: string, limit: number): Promise<readonly RunRow[]>
  /** Keeps the newest `keep` runs of one knowledge base; gives how many went. Costs nothing for the runs of others. */
  pruneRuns(knowledgeBase: string, keep: number): Promise<number>
  /** Every knowledge base that a run is kept of, by name, with when the newest of them started. */
  lastRuns(): Promise<readonly { readonly knowledgeBase: string; readonly startedAt: string }[]>
  /** Drops everything that is kept under a knowledge base's name, or of a calendar's space. */
  forget(space: string): Promise<void>

  /**
   * Takes the lock when it is free or its lease has run out; null when another holds it. `now` and `leaseMs` decide. A
   * lease that would end more than an hour later than it can is not believed: a clock was wrong when it was taken, and
   * whoever took it and was killed would keep the lock until then.
   */
  takeLock(name: string, owner: string, now: string, leaseMs: number): Promise<Lock | null>
  /** False when the lock was taken over meanwhile: the caller must stop writing. */
  renewLock(lock: Lock, now: string, leaseMs: number): Promise<boolean>
  releaseLock(lock: Lock): Promise<void>

  /** True the first time an id is seen; ids older than `keepMs` are forgotten. */
  firstTime(space: string, id: string, now: string, keepMs: number): Promise<boolean>

  /** All of `work`'s writes or none. Calls on the given store only. */
  transaction<T>(work: (store: Store) => Promise<T>): Promise<T>
  /** A whole copy while in use (SQLite); PostgreSQL says to use its own tools. */
  backup(file: string): Promise<void>
  /** Reads every page of a SQLite file; throws the `Failure` of a damaged one (`state-corrupt`). */
  check(): Promise<void>
  close(): Promise<void>
}

/** `fence` rises with each taking, so that a paused holder can be told from the present one. */
export type Lock = {
  readonly name: string
  readonly owner: string
  readonly fence: number
  readonly until: string
}
