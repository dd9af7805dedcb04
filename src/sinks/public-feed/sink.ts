import { hash } from '../../lib/hash.ts'
import { addDays, seoulDay } from '../../lib/seoul.ts'
import type { Change, HeldEntry, Outcome, Sink } from '../../plan/change.ts'
import type { Entry, Stamp, When } from '../../plan/entry.ts'
import { eventText, lookOf } from './ical-text.ts'
import type { FeedOptions } from './options.ts'
import { type FeedMemory, type FeedRow, heldEntry, rowJson } from './row.ts'

/**
 * The public feed as a calendar to keep in step: each entry is rendered once, when it changes, and its text kept.
 * `now` is the UTC instant of the run, in seconds: a withdrawn entry is stamped with it.
 */
export function publicFeedSink(
  knowledgeBase: string,
  options: Pick<FeedOptions, 'alarms'>,
  memory: FeedMemory,
  now: () => string,
): Sink {
  let known: Promise<Map<string, Known>> | null = null
  const recall = async () => new Map((await memory.published(knowledgeBase)).map(knownOf))
  return {
    name: 'public-feed',
    async held() {
      const rows = await memory.published(knowledgeBase)
      known = Promise.resolve(new Map(rows.map(knownOf)))
      const look = lookOf(options.alarms)
      return rows.map((row) => heldEntry(row, look))
    },
    async apply(change: Change): Promise<Outcome> {
      known ??= recall()
      const held = await known
      const after = rowAfter(change, held, options.alarms, now())
      if (after === null) return { change, result: 'already', problem: null }
      await memory.putPublished(knowledgeBase, [after])
      held.set(...knownOf(after))
      return { change, result: 'done', problem: null }
    },
  }
}

/** What must be known of a row to tell whether a change is still to be made; the texts themselves stay in the store. */
type Known = { readonly seal: string; readonly isCancelled: boolean }

function knownOf(row: FeedRow): [string, Known] {
  return [row.key, { seal: hash(row.json, row.ics), isCancelled: row.cancelledAt !== null }]
}

// Null: the feed says so already, as when a run is repeated after a crash between write and report.
function rowAfter(
  change: Change,
  known: ReadonlyMap<string, Known>,
  alarms: readonly string[],
  now: string,
): FeedRow | null {
  if (change.action === 'delete') {
    const before = known.get(change.held.key)
    return before === undefined || before.isCancelled ? null : withdrawn(change.held, now)
  }
  const row = standing(change.entry, alarms)
  return known.get(row.key)?.seal === knownOf(row)[1].seal ? null : row
}

/** Drops withdrawn entries that have been shown as cancelled for the set time. Gives how many. */
export async function forgetWithdrawn(
  knowledgeBase: string,
  options: Pick<FeedOptions, 'cancelledDays'>,
  memory: FeedMemory,
  now: string,
): Promise<number> {
  const oldest = addDays(seoulDay(Date.parse(now)), -options.cancelledDays)
  const gone = (await memory.published(knowledgeBase)).filter(
    ({ cancelledAt }) => cancelledAt !== null && seoulDay(Date.parse(cancelledAt)) < oldest,
  )
  if (gone.length > 0) {
    await memory.dropPublished(
      knowledgeBase,
      gone.map(({ key }) => key),
    )
  }
  return gone.length
}

function standing(entry: Entry, alarms: readonly string[]): FeedRow {
  const { key, content, stamp } = entry
  const uid = `${entry.id}@magam`
  return {
    key,
    uid,
    ...days(content.when),
    json: rowJson(entry, lookOf(alarms)),
    ics: eventText(uid, content, stamp, 'confirmed', alarms),
    cancelledAt: null,
  }
}

// A withdrawal is a visible change: clients take it only when SEQUENCE and LAST-MODIFIED rise.
function withdrawn(held: HeldEntry, now: string): FeedRow | null {
  const { key, content, address: uid } = held
  if (content === null || held.stamp === null) return null
  const stamp: Stamp = { ...held.stamp, sequence: held.stamp.sequence + 1, changedAt: now }
  return {
    key,
    uid,
    ...days(content.when),
    json: rowJson({ ...held, content, stamp }, ''),
    ics: eventText(uid, content, stamp, 'cancelled', []),
    cancelledAt: now,
  }
}

function days(when: When): Pick<FeedRow, 'firstDay' | 'lastDay'> {
  if (when.kind === 'day') return { firstDay: when.date, lastDay: when.date }
  return { firstDay: seoulDay(Date.parse(when.start)), lastDay: seoulDay(Date.parse(when.end)) }
}
