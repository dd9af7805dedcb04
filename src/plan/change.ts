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
  /** The Notion link it shows; empty when this sink shows none. */
  readonly sourceUrl: string
  readonly stamp: Entry['stamp'] | null
  /** `contentHash` of what was last written, whatever people made of it since; absent where the sink keeps none. */
  readonly hash?: string | null
  /** How often its id had to be given up (a Google trash was emptied); absent is 0. */
  readonly generation?: number
  /** What somebody changed beside the content: that it repeats. */
  readonly bent?: readonly FieldChange[]
  /** What the sink itself would write differently now: a colour, a reminder, a link that settings ask for. */
  readonly stale?: readonly FieldChange[]
  readonly state: 'live' | 'cancelled'
  readonly address: string
  readonly version: string
  /** Where a person of the team can open it; absent where the sink knows no such address. Never public. */
  readonly link?: string
}

/** One difference between what is held and what is wanted, for people to read. */
export type FieldChange = { readonly field: string; readonly from: string; readonly to: string }

/**
 * Why a change is planned, as a closed list; `plan.ts` draws the cases, `why` says it in words.
 * - `new`: nothing is held. `edited`: the row says something else now. `drift`: a person changed the entry.
 * - `marks`: only what Magam notes for itself differs. `settings`: a look that settings ask for differs.
 * - `deleted`: a person took the entry off the calendar. `returned`: it was withdrawn and is wanted again.
 * - `gone`: no row asks for the entry any more. `past`: over, and the settings keep no history. `double`: held twice.
 */
export type ChangeReason =
  | 'new'
  | 'edited'
  | 'drift'
  | 'marks'
  | 'settings'
  | 'deleted'
  | 'returned'
  | 'gone'
  | 'past'
  | 'double'

export type Change =
  | {
      readonly action: 'create'
      readonly entry: Entry
      readonly reason?: ChangeReason
      readonly why: string
    }
  | {
      readonly action: 'update'
      readonly entry: Entry
      readonly held: HeldEntry
      readonly fields: readonly FieldChange[]
      readonly reason?: ChangeReason
      readonly why: string
    }
  | {
      readonly action: 'restore'
      readonly entry: Entry
      readonly held: HeldEntry
      readonly reason?: ChangeReason
      readonly why: string
    }
  | {
      readonly action: 'delete'
      readonly held: HeldEntry
      readonly reason?: ChangeReason
      readonly why: string
    }

/** What became of a change. `unsure`: the answer was lost; the next run looks again. */
export type Outcome = {
  readonly change: Change
  readonly result: 'done' | 'already' | 'failed' | 'unsure'
  /** Words for a person, when it did not go as planned. */
  readonly problem: string | null
  /** The generation the entry now has at this sink (`HeldEntry.generation`); absent is 0. */
  readonly generation?: number
  /** See `HeldEntry.link`. */
  readonly link?: string
}

/**
 * A calendar that is kept in step. Google, the public feed and the memory sink satisfy one contract suite
 * (`tests/contracts/sink.ts`): after `apply` of a plan, `held` gives exactly what was wanted.
 */
export type Sink = {
  readonly name: string
  /** Everything this sink holds that carries our mark for this knowledge base, tombstones included where it knows them. */
  held(): Promise<readonly HeldEntry[]>
  /**
   * Carries out one change of a plan made from the last `held`; never throws for a soft failure (that is an outcome),
   * throws when nothing more can work. Several may be under way at once: a sink paces itself.
   */
  /** `mayWrite` throws once somebody else writes in our place: asked right before each request that changes something. */
  apply(change: Change, mayWrite?: () => Promise<void>): Promise<Outcome>
}
