/**
 * The tables behind `store.ts`, the same in SQLite and PostgreSQL: text and integer columns only, JSON and instants as text,
 * so that one set of queries and one set of expectations serve both.
 */
export type Tables = {
  value: { space: string; name: string; value: string | null; version: number }
  document: { knowledge_base: string; id: string; edited_at: string; hash: string; json: string }
  ledger: {
    knowledge_base: string
    key: string
    id: string
    generation: number
    rows: string
    slot: number
    twin: string
    hash: string
    sequence: number
    created_at: string
    changed_at: string
  }
  held: { calendar: string; address: string; json: string }
  published: {
    knowledge_base: string
    key: string
    uid: string
    first_day: string
    last_day: string
    json: string
    ics: string
    cancelled_at: string | null
  }
  public_programme: { knowledge_base: string; id: string; json: string }
  run: {
    id: string
    knowledge_base: string
    trigger: string
    started_at: string
    ended_at: string | null
    result: string
    json: string
  }
  lock: { name: string; owner: string; fence: number; until: string }
  seen: { space: string; id: string; seen_at: string }
}
