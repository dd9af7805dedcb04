import type { Content, Entry, EntryKey } from './entry.ts'

/**
 * An entry as a calendar really holds it. `content` is null when the calendar cannot say (a bare tombstone).
 * `address` and `version` are the sink's own (Google: event id and ETag); the plan only hands them back.
 */
export type HeldEntry = {
  readonly key: EntryKey
  readonly rows: readonly string[]
  readonly slot: number
  readonly twin: string
  readonly content: Content | null
  readonly sourceUrl: string
  readonly stamp: Entry['stamp'] | null
  readonly state: 'live' | 'cancelled'
  readonly address: string
  readonly version: string
}

/** One difference between what is held and what is wanted, for people to read. */
export type FieldChange = { readonly field: string; readonly from: string; readonly to: string }

export type Change =
  | { readonly action: 'create'; readonly entry: Entry; readonly why: string }
  | {
      readonly action: 'update'
      readonly entry: Entry
      readonly held: HeldEntry
      readonly fields: readonly FieldChange[]
      readonly why: string
    }
  | { readonly action: 'restore'; readonly entry: Entry; readonly held: HeldEntry; readonly why: string }
  | { readonly action: 'delete'; readonly held: HeldEntry; readonly why: string }

/** What became of a change. `unsure`: the answer was lost; the next run looks again. */
export type Outcome = {
  readonly change: Change
  readonly result: 'done' | 'already' | 'failed' | 'unsure'
  /** Words for a person, when it did not go as planned. */
  readonly problem: string | null
}

/**
 * A calendar that is kept in step. Google, the public feed and the memory sink satisfy one contract suite
 * (`tests/contracts/sink.ts`): after `apply` of a plan, `held` gives exactly what was wanted.
 */
export type Sink = {
  readonly name: string
  /** Everything this sink holds that carries our mark for this knowledge base, tombstones included where it knows them. */
  held(): Promise<readonly HeldEntry[]>
  /** Carries out one change; never throws for a soft failure (that is an outcome), throws when nothing more can work. */
  apply(change: Change): Promise<Outcome>
}
