import { Failure } from '../../lib/failure.ts'
import type { Change, HeldEntry, Outcome, Sink } from '../../plan/change.ts'
import type { GoogleAccount } from './account.ts'
import { removeEvent, type Where } from './event-calls.ts'
import { calendarFailure, otherFailure } from './failures.ts'
import { toHeld } from './held-event.ts'
import { readerMark } from './look.ts'
import { type CalendarMemory, readMirror } from './mirror.ts'
import type { CalendarOptions } from './options.ts'
import { GoogleRefusal, meaning } from './refusal.ts'
import type { Event } from './schema.ts'
import { writeEvent } from './write.ts'

/**
 * One Google calendar kept in step for one knowledge base. Touches only events that carry its marks. `held` costs one
 * list request; a change costs one write. Make one for each run.
 *
 * `whole` reads everything anew, whatever is remembered.
 *
 * `held` and `apply` throw a `Failure` when nothing more can work (not shared, read only, quota used up, sign-in refused,
 * Google down); whatever concerns a single event is an outcome.
 */
export function googleCalendarSink(
  knowledgeBase: string,
  options: CalendarOptions,
  account: GoogleAccount,
  memory: CalendarMemory,
  { whole = false, now = Date.now }: { whole?: boolean; now?: () => number } = {},
): Sink {
  const here = { account, options, knowledgeBase, reader: readerMark(account.identity) }
  const heldOf = (event: Event) => toHeld(event, options, knowledgeBase, here.reader)
  let events = new Map<string, Event>()
  const written = new Set<string>()
  let broken: Failure | null = null
  /** Throws what ends the run, now and at every further change; gives back what concerns one event. */
  const soften = (error: unknown, about: 'calendar' | 'event'): GoogleRefusal => {
    if (error instanceof Failure) broken = error
    if (!(error instanceof GoogleRefusal)) throw error
    broken = calendarFailure(error, options.id, account.identity, about)
    if (broken) throw broken
    return error
  }
  return {
    name: 'google-calendar',
    async held(): Promise<readonly HeldEntry[]> {
      try {
        const space = memorySpace(knowledgeBase, options.id)
        const isOurs = (event: Event) => heldOf(event) !== null
        events = new Map(await readMirror(account, options.id, space, memory, isOurs, { whole, now: now() }))
      } catch (error) {
        throw otherFailure(soften(error, 'calendar'))
      }
      return [...events.values()].flatMap((event) => heldOf(event) ?? [])
    },
    async apply(change: Change, mayWrite: () => Promise<void> = async () => {}): Promise<Outcome> {
      if (broken) throw broken
      const where: Where = { ...here, mayWrite }
      try {
        if (change.action === 'delete') {
          // A copy whose first was gone without a trace (an emptied trash) has just become the entry itself.
          if (change.reason === 'double' && written.has(change.held.address))
            return { change, result: 'already', problem: null }
          const result = await removeEvent(where, change.held.address)
          events.delete(change.held.address)
          return { change, result, problem: null }
        }
        const held = change.action === 'create' ? null : change.held
        const { result, event, generation } = await writeEvent(where, change.entry, {
          generation: held?.generation ?? 0,
          event: held === null ? null : (events.get(held.address) ?? null),
        })
        events.set(event.id, event)
        written.add(event.id)
        return {
          change,
          result,
          problem: null,
          generation,
          ...(event.htmlLink !== undefined && { link: event.htmlLink }),
        }
      } catch (error) {
        const refusal = soften(
          error,
          error instanceof GoogleRefusal && error.status === 404 ? 'calendar' : 'event',
        )
        const result = meaning(refusal) === 'lost' ? 'unsure' : 'failed'
        return { change, result, problem: `Google Calendar: ${refusal.message}` }
      }
    },
  }
}

/** Where the state store keeps what this calendar holds of a knowledge base. */
export function memorySpace(knowledgeBase: string, calendarId: string): string {
  return `google ${calendarId} ${knowledgeBase}`
}
