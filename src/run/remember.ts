import { canonicalJson } from '../lib/hash.ts'
import type { Outcome } from '../plan/change.ts'
import type { Entry } from '../plan/entry.ts'
import { publicProgramme } from '../plan/publication.ts'
import { remember } from '../plan/stamp.ts'
import { forgetWithdrawn } from '../sinks/public-feed/sink.ts'
import type { Store } from '../state/store.ts'
import type { KnowledgeBase } from './knowledge-base.ts'
import type { Order } from './order.ts'
import type { Understanding } from './understand.ts'
import type { Written } from './write.ts'

/** What the last run that wrote saw: what safety compares with. */
export type Last = {
  readonly at: string
  readonly documents: number
  readonly programmes: number
  /** The calendar that was last planned for: the one that holds entries of ours. Null before there was one. */
  readonly calendar: string | null
  readonly database: string
}

type Done = {
  readonly understanding: Understanding
  readonly entries: readonly Entry[]
  readonly written: readonly Written[]
  readonly complete: boolean
  readonly order: Order
}

/**
 * Keeps what the next run and the page need: the ledger, what strangers may see of each programme, the findings for
 * the owner, and when all went well last. Only what differs is written. All of it or nothing.
 */
export async function rememberRun(base: KnowledgeBase, store: Store, done: Done): Promise<void> {
  const at = done.order.wall().toISOString()
  await store.transaction(async (inside) => {
    await rememberLedger(base, inside, done)
    if (base.settings.feed) {
      const forgotten = await forgetWithdrawn(base.name, base.settings.feed, inside, at)
      const changed = (await rememberPublication(base, inside, done)) || forgotten > 0 || feedWrote(done)
      if (changed) await put(inside, base.name, 'shown', at)
    }
    await rememberLast(base, inside, done)
    await put(inside, base.name, 'findings', canonicalJson(done.understanding.findings))
    if (done.complete && done.written.every(wentWell)) await put(inside, base.name, 'last-good-run', at)
  })
}

function feedWrote({ written }: Done): boolean {
  const feed = written.filter(({ plan }) => plan.sink.name === 'public-feed')
  return feed.some(({ outcomes }) => outcomes.some(({ result }) => result === 'done'))
}

/** Null before the first run that wrote. */
export async function lastRun(store: Pick<Store, 'value'>, knowledgeBase: string): Promise<Last | null> {
  const held = await store.value(knowledgeBase, 'last')
  return held ? (JSON.parse(held.value) as Last) : null
}

/** Where the state keeps the names under which entries of a database were written to a calendar. */
export function writersSpace(calendar: string, database: string): string {
  return `writers ${calendar} ${database}`
}

async function rememberLast(base: KnowledgeBase, store: Store, done: Done): Promise<void> {
  const before = await lastRun(store, base.name)
  const { database } = base.settings.notion
  const calendar = isCalendarSeen(done) ? (base.settings.calendar?.id ?? null) : null
  const { documents, programmes } = done.understanding
  const seen =
    done.complete || before === null
      ? { documents: documents.length, programmes: programmes.length }
      : { documents: before.documents, programmes: before.programmes }
  const last: Last = {
    at: done.order.wall().toISOString(),
    ...seen,
    calendar: calendar ?? before?.calendar ?? null,
    database,
  }
  await put(store, base.name, 'last', canonicalJson(last))
  if (calendar !== null) await put(store, writersSpace(calendar, database), base.name, 'here')
}

/** A calendar that could not even be asked, or is left out of the settings, does not take the place of the one before. */
function isCalendarSeen({ written }: Done): boolean {
  return written.some(({ plan }) => plan.sink.name === 'google-calendar' && plan.trouble === null)
}

function wentWell({ trouble, outcomes, plan }: Written): boolean {
  const fine = outcomes.filter(({ result }) => result === 'done' || result === 'already').length
  return trouble === null && plan.trouble === null && fine === plan.changes.length
}

async function rememberLedger(base: KnowledgeBase, store: Store, { entries, written, complete }: Done) {
  const kept = new Map((await store.ledger(base.name)).map((row) => [row.key, row]))
  const generations = new Map(written.flatMap(({ outcomes }) => outcomes.flatMap(generationOf)))
  const rows = entries
    .map((entry) => remember(entry, generations.get(entry.key) ?? kept.get(entry.key)?.generation ?? 0))
    .filter((row) => canonicalJson(row) !== canonicalJson(kept.get(row.key) ?? null))
  if (rows.length > 0) await store.putLedger(base.name, rows)
  if (!complete) return
  const wanted = new Set(entries.map(({ key }) => key))
  const stale = [...kept.keys()].filter((key) => !wanted.has(key))
  if (stale.length > 0) await store.dropLedger(base.name, stale)
}

function generationOf({ change, generation }: Outcome): [string, number][] {
  return change.action === 'delete' || generation === undefined ? [] : [[change.entry.key, generation]]
}

/** Gives whether anything that is shown changed. */
async function rememberPublication(base: KnowledgeBase, store: Store, done: Done): Promise<boolean> {
  const { understanding, entries, order } = done
  const kept = new Map((await store.publicProgrammes(base.name)).map(({ id, json }) => [id, json]))
  const byRow = Map.groupBy(
    entries.flatMap((entry) => entry.rows.slice(0, 1).map((row) => ({ row, entry }))),
    ({ row }) => row,
  )
  const covered = new Set(entries.flatMap(({ rows }) => rows.slice(1)))
  const shown = understanding.programmes.filter(
    // What cannot be understood keeps what is shown of it; a second row of one call is not shown twice.
    ({ id }) => !understanding.heldRows.has(id) && !covered.has(id),
  )
  const rows = shown.map((programme) => {
    const before = kept.get(programme.id)
    const firstSeenAt = before
      ? (JSON.parse(before) as { firstSeenAt: string }).firstSeenAt
      : order.wall().toISOString()
    const own = (byRow.get(programme.id) ?? []).map(({ entry }) => entry)
    return { id: programme.id, json: canonicalJson(publicProgramme(programme, own, firstSeenAt)) }
  })
  const changed = rows.filter(({ id, json }) => kept.get(id) !== json)
  if (changed.length > 0) await store.putPublicProgrammes(base.name, changed)
  if (!done.complete) return changed.length > 0
  const present = new Set([...shown.map(({ id }) => id), ...understanding.heldRows])
  const gone = [...kept.keys()].filter((id) => !present.has(id))
  if (gone.length > 0) await store.dropPublicProgrammes(base.name, gone)
  return changed.length + gone.length > 0
}

async function put(store: Store, space: string, name: string, value: string): Promise<void> {
  const held = await store.value(space, name)
  if (held?.value !== value) await store.putValue(space, name, value, held?.version ?? 0)
}
