import type { Change, Outcome, Sink } from '../../plan/change.ts'
import type { Entry, Stamp, When } from '../../plan/entry.ts'
import { eventText, lookOf } from './ical-text.ts'
import type { FeedOptions } from './options.ts'
import { type FeedMemory, type FeedRow, heldEntry, ofRow, rowJson } from './row.ts'
import { addDays, seoulDay } from './seoul.ts'

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
  let known: Promise<Map<string, FeedRow>> | null = null
  const read = async () =>
    new Map((await memory.published(knowledgeBase)).map((row) => [row.key, row] as const))
  const rows = () => {
    known ??= read()
    return known
  }
  return {
    name: 'public-feed',
    async held() {
      known = null
      const look = lookOf(options.alarms)
      return [...(await rows()).values()].map((row) => heldEntry(row, look))
    },
    async apply(change: Change): Promise<Outcome> {
      const held = await rows()
      const before = held.get(change.action === 'delete' ? change.held.key : change.entry.key)
      const after = rowAfter(change, before, options.alarms, now())
      if (after === null) return { change, result: 'already', problem: null }
      await memory.putPublished(knowledgeBase, [after])
      held.set(after.key, after)
      return { change, result: 'done', problem: null }
    },
  }
}

// Null: the feed says so already, as when a run is repeated after a crash between write and report.
function rowAfter(
  change: Change,
  before: FeedRow | undefined,
  alarms: readonly string[],
  now: string,
): FeedRow | null {
  if (change.action === 'delete') {
    return before === undefined || before.cancelledAt !== null ? null : withdrawn(before, now)
  }
  const row = standing(change.entry, alarms)
  return before !== undefined && before.ics === row.ics && before.json === row.json ? null : row
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
  const uid = `${entry.id}@magam`
  return {
    key: entry.key,
    uid,
    ...days(entry.content.when),
    json: rowJson(entry, lookOf(alarms)),
    ics: eventText(uid, entry.content, entry.stamp, 'confirmed', alarms),
    cancelledAt: null,
  }
}

// A withdrawal is a visible change: clients take it only when SEQUENCE and LAST-MODIFIED rise.
function withdrawn(row: FeedRow, now: string): FeedRow {
  const { look, ...entry } = ofRow(row)
  const stamp: Stamp = { ...entry.stamp, sequence: entry.stamp.sequence + 1, changedAt: now }
  return {
    ...row,
    json: rowJson({ ...entry, stamp }, look),
    ics: eventText(row.uid, entry.content, stamp, 'cancelled', []),
    cancelledAt: now,
  }
}

function days(when: When): Pick<FeedRow, 'firstDay' | 'lastDay'> {
  if (when.kind === 'day') return { firstDay: when.date, lastDay: when.date }
  return { firstDay: seoulDay(Date.parse(when.start)), lastDay: seoulDay(Date.parse(when.end)) }
}
