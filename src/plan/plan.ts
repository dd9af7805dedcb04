import type { Change, ChangeReason, FieldChange, HeldEntry } from './change.ts'
import { isSameDeadline, markChanges, visibleChanges } from './compare.ts'
import type { Entry } from './entry.ts'
import { programmeTwin } from './identity.ts'
import { contentHash } from './stamp.ts'
import { endOf, isPast } from './when.ts'

export type PlanContext = {
  /** Rows that cannot be understood: what they have stays as it is. */
  readonly heldRows: ReadonlySet<string>
  /** `Programme.twin` of those rows, and every row that was read: cut, pasted and not understood, a row keeps its entry. */
  readonly heldTwins?: ReadonlySet<string>
  readonly present?: ReadonlySet<string>
  /** Whether everything of the knowledge base was read with success: only then is anything taken away. */
  readonly complete: boolean
  readonly keepPast: boolean
  /** A UTC instant. */
  readonly now: string
}

/**
 * What to do so that a calendar shows what is wanted. Pure and level-triggered: held + changes = wanted, and a plan of
 * what it leads to is empty. The cases, key by key, in the order of the code; tests carry these names:
 *
 *  wanted | held                     | besides               | =
 *  W      | -                        |                       | create   new
 *  W      | cancelled                | as last written       | restore  deleted   (a person deleted it)
 *  W      | cancelled                | something else        | restore  returned  (it was withdrawn)
 *  W      | live, looks different    | W is what was written | update   drift     (a person changed it)
 *  W      | live, only its start     | W is something else   | update   settings  (how long entries are)
 *  W      | live, looks different    | W is something else   | update   edited    (the row changed)
 *  W      | live, same, settings ask |                       | update   settings
 *  W      | live, same, marks differ |                       | update   marks
 *  W      | live, same               |                       | -
 *  W      | live twice               |                       | delete   double    (all but the first)
 *  -      | cancelled                |                       | -
 *  -      | live                     | not all was read      | -
 *  -      | live                     | a held row has it     | -
 *  -      | live, its rows are gone  | a held row is its twin | -
 *  -      | live, over               | no history is kept    | delete   past
 *  -      | live                     |                       | delete   gone      (over or not)
 *
 * Held entries are only ever those that carry our mark; nothing else is known here, so nothing else can be touched.
 * Deletions come last: an entry that moves to another name is never missing in between. Else by time, title and key.
 */
export function planChanges(
  wanted: readonly Entry[],
  held: readonly HeldEntry[],
  context: PlanContext,
): readonly Change[] {
  const copies = Map.groupBy(held, ({ key }) => key)
  const keys = new Set(wanted.map(({ key }) => key))
  const asked = wanted.flatMap((entry) => {
    const [first, ...others] = standingFirst(copies.get(entry.key) ?? [])
    const doubles = others.filter(({ state }) => state === 'live').map((copy) => removal(copy, 'double'))
    return [...towards(entry, first), ...doubles]
  })
  const unasked = held
    .filter(({ key, state }) => !keys.has(key) && state === 'live')
    .flatMap((entry) => away(entry, context))
  return [...asked, ...unasked].sort(inOrder)
}

function towards(entry: Entry, held: HeldEntry | undefined): readonly Change[] {
  if (held === undefined) return [{ action: 'create', entry, reason: 'new', why: WHY.new }]
  if (held.state === 'cancelled') {
    const reason =
      isAsWritten(entry, held) && held.stamp?.sequence === entry.stamp.sequence ? 'deleted' : 'returned'
    return [{ action: 'restore', entry, held, reason, why: WHY[reason] }]
  }
  const visible = visibleChanges(entry, held)
  const stale = held.stale ?? []
  const marks = markChanges(entry, held)
  const fields = [...visible, ...stale, ...marks]
  if (fields.length === 0) return []
  const reason = reasonOf(entry, held, { visible, isStale: stale.length > 0 })
  return [{ action: 'update', entry, held, fields, reason, why: WHY[reason] }]
}

function reasonOf(
  entry: Entry,
  held: HeldEntry,
  { visible, isStale }: { visible: readonly FieldChange[]; isStale: boolean },
): ChangeReason {
  if (visible.length === 0) return isStale ? 'settings' : 'marks'
  if (isAsWritten(entry, held)) return 'drift'
  const onlyStarts = visible.every(({ field }) => field === 'when') && isSameDeadline(entry, held)
  return onlyStarts ? 'settings' : 'edited'
}

function isAsWritten(entry: Entry, held: HeldEntry): boolean {
  return held.hash === contentHash(entry.content)
}

function away(held: HeldEntry, context: PlanContext): readonly Change[] {
  if (!context.complete) return []
  if (held.rows.some((row) => context.heldRows.has(row)) || isOfHeldTwin(held, context)) return []
  const over = held.content !== null && isPast(held.content.when, context.now)
  return [removal(held, over && !context.keepPast ? 'past' : 'gone')]
}

function isOfHeldTwin(held: HeldEntry, { heldTwins, present }: PlanContext): boolean {
  if (heldTwins === undefined || held.rows.some((row) => present?.has(row))) return false
  return heldTwins.has(programmeTwin(held))
}

function removal(held: HeldEntry, reason: 'gone' | 'past' | 'double'): Change {
  return { action: 'delete', held, reason, why: WHY[reason] }
}

/** Live copies before cancelled ones; the first id of an entry before those of later generations. */
function standingFirst(copies: readonly HeldEntry[]): readonly HeldEntry[] {
  const rank = (held: HeldEntry) => (held.state === 'live' ? 0 : 1_000) + (held.generation ?? 0)
  return [...copies].sort((a, b) => rank(a) - rank(b) || compare(a.address, b.address))
}

function inOrder(a: Change, b: Change): number {
  const last = Number(a.action === 'delete') - Number(b.action === 'delete')
  if (last !== 0) return last
  const [left, right] = [contentOf(a), contentOf(b)]
  const time = (left ? endOf(left.when) : 0) - (right ? endOf(right.when) : 0)
  return time || compare(left?.title ?? '', right?.title ?? '') || compare(keyOf(a), keyOf(b))
}

function contentOf(change: Change) {
  return change.action === 'delete' ? change.held.content : change.entry.content
}

/** The entry a change is about. */
export function keyOf(change: Change): string {
  return change.action === 'delete' ? change.held.key : change.entry.key
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

const WHY: Readonly<Record<ChangeReason, string>> = {
  new: 'a row asks for it and the calendar does not have it',
  edited: 'its row says something else now',
  drift: 'somebody changed it in the calendar',
  marks: 'only what Magam notes in it for itself is out of date',
  settings: 'the settings ask for another look',
  deleted: 'somebody deleted it from the calendar',
  returned: 'it had been taken away and is asked for again',
  gone: 'no row asks for it any more',
  past: 'it is over and the settings keep no history',
  double: 'the calendar holds it twice',
}
