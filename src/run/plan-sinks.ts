import { Failure } from '../lib/failure.ts'
import type { Change, HeldEntry, Sink } from '../plan/change.ts'
import { dangers, type SafetyContext } from '../plan/dangers.ts'
import { desiredEntries } from '../plan/desired.ts'
import type { Entry, Stamp } from '../plan/entry.ts'
import { planChanges } from '../plan/plan.ts'
import { stampEntries } from '../plan/stamp.ts'
import { isPast } from '../plan/when.ts'
import { formerName } from './left-over.ts'
import type { Run } from './order.ts'
import { lastRun } from './remember.ts'
import { type Trouble, troubleOf } from './report.ts'
import type { Understanding } from './understand.ts'
import type { SinkPlan } from './write.ts'

type Holding = { readonly sink: Sink; readonly held: readonly HeldEntry[]; readonly trouble: Trouble | null }

/** The entries that are wanted, and what to do about them in each calendar. */
export type Plans = { readonly entries: readonly Entry[]; readonly plans: readonly SinkPlan[] }

/** How long before its deadline a timed entry starts where no calendar says so, in minutes. */
const MINUTES_BEFORE = 30

/**
 * Asks every sink what it holds, and plans what leads from there to what the rows ask for. A sink that cannot be asked
 * gets no plan and is told of; the others go on. `complete`: everything was read, so what is gone may be removed.
 */
export async function planSinks(
  { base, memory, order }: Pick<Run, 'base' | 'memory' | 'order'>,
  understanding: Understanding,
  complete: boolean,
): Promise<Plans> {
  const holdings = await Promise.all(base.sinks(memory, order.wall, order.full).map(holdingOf))
  const now = order.now.toISOString()
  const { heldRows, present } = understanding
  const drafts = desiredEntries(understanding.programmes, {
    minutesBefore: base.settings.calendar?.minutesBefore ?? MINUTES_BEFORE,
    // The feed shows the past for a while whatever the calendar keeps: what a sink leaves out is left out below.
    keepPast: true,
    now,
    heldRows,
  })
  const entries = stampEntries(drafts, {
    knowledgeBase: base.mark,
    ledger: await memory.ledger(base.name),
    held: holdings.flatMap(({ held }) => held),
    present,
    heldRows,
    now: order.wall().toISOString(),
  })
  const heldTwins = new Set(
    understanding.programmes.flatMap(({ id, twin }) => (heldRows.has(id) ? [twin] : [])),
  )
  const counts = highestStamps(holdings)
  const before = await lastRun(memory, base.name)
  // Who forced the first run under a new name has been asked.
  const former = before === null ? await formerName(memory, base) : null
  const safety = (sink: Sink, held: readonly HeldEntry[]): SafetyContext => {
    const google = sink.name === 'google-calendar'
    return {
      held: held.filter(({ state }) => state === 'live').length,
      documents: { now: understanding.documents.length, before: before?.documents ?? null },
      programmes: { now: understanding.programmes.length, before: before?.programmes ?? null },
      calendar: google
        ? { now: base.settings.calendar?.id ?? null, before: before?.calendar ?? null }
        : { now: null, before: null },
      name: { now: base.name, before: google ? former : null },
      database: { now: base.settings.notion.database, before: before?.database ?? null },
      clock: { now: order.wall().toISOString(), lastRun: before?.at ?? null },
      skew: google ? base.skew() : null,
    }
  }
  const plans = holdings.map(({ sink, held, trouble }) => {
    if (trouble) return { sink, held, changes: [], dangers: [], trouble }
    const keepPast = sink.name !== 'google-calendar' || (base.settings.calendar?.keepPast ?? true)
    const wanted = keepPast ? entries : entries.filter(({ content }) => !isPast(content.when, now))
    const planned = planChanges(wanted, held, { heldRows, heldTwins, present, complete, keepPast, now })
    const changes = planned.map((change) => countedOn(change, counts))
    return { sink, held, changes, dangers: dangers(changes, safety(sink, held)), trouble }
  })
  return { entries, plans }
}

/** The highest count of each entry that any calendar holds. */
function highestStamps(holdings: readonly Holding[]): ReadonlyMap<string, Stamp> {
  const highest = new Map<string, Stamp>()
  for (const { key, stamp } of holdings.flatMap(({ held }) => held)) {
    if (stamp !== null && stamp.sequence > (highest.get(key)?.sequence ?? -1)) highest.set(key, stamp)
  }
  return highest
}

/**
 * A withdrawal goes on from the highest count: a feed that was restored from a copy is behind what its subscribers have
 * seen, and would count again what they know.
 */
function countedOn(change: Change, counts: ReadonlyMap<string, Stamp>): Change {
  if (change.action !== 'delete' || change.held.stamp === null) return change
  return { ...change, held: { ...change.held, stamp: counts.get(change.held.key) ?? change.held.stamp } }
}

async function holdingOf(sink: Sink): Promise<Holding> {
  try {
    return { sink, held: await sink.held(), trouble: null }
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    return { sink, held: [], trouble: troubleOf(error) }
  }
}
