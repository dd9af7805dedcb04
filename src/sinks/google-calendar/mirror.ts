import type { GoogleAccount } from './account.ts'
import { changesSince, type Listed, list } from './event-list.ts'
import { type Event, toEvent } from './schema.ts'

/** What is remembered of one calendar between runs; the state store satisfies it. Losing it costs one whole list. */
export type CalendarMemory = {
  value(space: string, name: string): Promise<{ readonly value: string; readonly version: number } | null>
  putValue(space: string, name: string, value: string, version: number): Promise<boolean>
  held(calendar: string): Promise<readonly { readonly address: string; readonly json: string }[]>
  putHeld(
    calendar: string,
    rows: readonly { readonly address: string; readonly json: string }[],
  ): Promise<void>
  dropHeld(calendar: string, addresses: readonly string[]): Promise<void>
  clearHeld(calendar: string): Promise<void>
}

/** Raised when the form of what is remembered changes, so that an older memory is not misread. */
const TOKEN = 'syncToken-2'
const UNKNOWN = ''
/** Changes alone cannot tell everything for ever (an emptied trash leaves no trace): so often all is read. */
const WHOLE_EVERY = 6 * 3_600_000

export type Reading = {
  /** Reads everything, whatever is remembered (`--full`). */
  readonly whole: boolean
  /** The time in ms. */
  readonly now: number
}

/**
 * The events of a calendar that `isOurs` tells to be ours, brought up to date with one list request: whole at first,
 * then only what changed since. Deleted ones stay, with what was last known of them and `status: 'cancelled'`.
 *
 * Only lists write the memory, never answers to writes: a list's token says exactly what the list has seen, so nothing
 * that happened meanwhile, in this run or another, can be missed. While the memory is being changed the token is
 * unknown: a run that dies there, or meets another one there, leaves a memory that is read anew.
 */
export async function readMirror(
  account: GoogleAccount,
  calendarId: string,
  space: string,
  memory: CalendarMemory,
  isOurs: (event: Event) => boolean,
  reading: Reading,
): Promise<ReadonlyMap<string, Event>> {
  const kept = await memory.value(space, TOKEN)
  const { token, wholeAt } = bookmark(kept?.value ?? UNKNOWN)
  const age = reading.now - wholeAt
  if (token !== UNKNOWN && !reading.whole && age >= 0 && age < WHOLE_EVERY) {
    const known = remembered(await memory.held(space))
    const news = known && (await changesSince(account, calendarId, token))
    if (known && news) return takeIn(known, news, kept?.version ?? 0)
  }
  const listed = await list(account, { calendarId })
  // With the memory lost, only what lies in the trash tells what was withdrawn: its name, and its count of changes.
  const events =
    token === UNKNOWN ? listed.events : listed.events.filter(({ status }) => status !== 'cancelled')
  return startAnew({ ...listed, events }, kept?.version ?? 0)

  async function takeIn(
    known: ReadonlyMap<string, Event>,
    news: Listed,
    version: number,
  ): Promise<ReadonlyMap<string, Event>> {
    const next = new Map(known)
    const touched = news.events.filter((event) => known.has(event.id) || isOurs(event))
    for (const event of touched) {
      const merged = event.status === 'cancelled' ? { ...known.get(event.id), ...details(event) } : event
      if (isOurs(merged)) next.set(event.id, merged)
      else next.delete(event.id)
    }
    if (touched.length === 0) {
      await memory.putValue(space, TOKEN, bookmarkText(news.token, wholeAt), version)
      return next
    }
    if (!(await memory.putValue(space, TOKEN, UNKNOWN, version))) return next
    await memory.putHeld(space, rows(touched.flatMap(({ id }) => next.get(id) ?? [])))
    await memory.dropHeld(
      space,
      touched.flatMap(({ id }) => (next.has(id) ? [] : [id])),
    )
    await memory.putValue(space, TOKEN, bookmarkText(news.token, wholeAt), version + 1)
    return next
  }

  async function startAnew(listed: Listed, version: number): Promise<ReadonlyMap<string, Event>> {
    const events = new Map(listed.events.filter(isOurs).map((event) => [event.id, event]))
    if (!(await memory.putValue(space, TOKEN, UNKNOWN, version))) return events
    await memory.clearHeld(space)
    await memory.putHeld(space, rows([...events.values()]))
    await memory.putValue(space, TOKEN, bookmarkText(listed.token, reading.now), version + 1)
    return events
  }
}

/** Where reading goes on, and when all was last read (ms), in one value: they must not be told apart. */
function bookmarkText(token: string, wholeAt: number): string {
  return token === UNKNOWN ? UNKNOWN : `${wholeAt} ${token}`
}

function bookmark(text: string): { readonly token: string; readonly wholeAt: number } {
  const [, wholeAt, token] = /^(\d+) (.+)$/s.exec(text) ?? []
  return { token: token ?? UNKNOWN, wholeAt: Number(wholeAt ?? 0) }
}

/** What a tombstone still tells; a bare one tells only its id, and must not wipe what is known. */
function details(tombstone: Event): Event {
  const told = Object.entries(tombstone).filter(([, value]) => value !== '' && value !== undefined)
  return { ...(Object.fromEntries(told) as Event), id: tombstone.id, status: 'cancelled' }
}

function rows(events: readonly Event[]): readonly { address: string; json: string }[] {
  return events.map((event) => ({ address: event.id, json: JSON.stringify(event) }))
}

/** Null when anything of it cannot be read: it is a cache, and what is read anew cannot be wrong. */
function remembered(kept: readonly { address: string; json: string }[]): ReadonlyMap<string, Event> | null {
  const known = new Map<string, Event>()
  for (const { address, json } of kept) {
    const event = toEvent(parsed(json))
    if (event === null) return null
    known.set(address, event)
  }
  return known
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return null
  }
}
