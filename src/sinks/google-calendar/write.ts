import type { Entry } from '../../plan/entry.ts'
import { idOfGeneration } from '../../plan/identity.ts'
import type { GoogleAccount } from './account.ts'
import { type EventBody, isSame, toBody, toHeld } from './convert.ts'
import type { CalendarOptions } from './options.ts'
import { GoogleRefusal } from './refusal.ts'
import { type Event, toEvent } from './schema.ts'

export type Where = {
  readonly account: GoogleAccount
  readonly options: CalendarOptions
  readonly knowledgeBase: string
}

/** An event that may be there: what is known of it, null when nothing is. */
type Standing = { readonly generation: number; readonly event: Event | null }

export type Written = {
  readonly result: 'done' | 'already'
  readonly event: Event
  readonly generation: number
}

/** More turns than any true story needs: another program that fights over the event must not hold the run for ever. */
const TURNS = 12
/** A 404 right after a create may be a list or a replica that lags: an id is given up only when it stays away. */
const LOOKS = 3

/**
 * Brings the event that shows `entry` about, whatever is there:
 *
 *  nothing known           | insert | 409          | look
 *  known or looked at      | same   |              | done already
 *                          | differs or cancelled  | update, with If-Match, `status: confirmed`
 *  update                  | 412                   | look
 *                          | 404, 410, 403         | look; not there or still cancelled: the id is burned
 *  look                    | not there             | the id is burned (its trash was emptied)
 *  the id is burned        |                       | next generation, insert
 *
 * Rests on insert, 409 and get by id, never on a list. A lost answer is sent again: every step can be repeated.
 * @throws GoogleRefusal for a refusal of this event; Failure as `GoogleAccount.ask`.
 */
export async function writeEvent(where: Where, entry: Entry, from: Standing): Promise<Written> {
  let at = from
  for (let turn = 0; turn < TURNS; turn++) {
    const id = idOfGeneration(entry.id, at.generation)
    if (at.event !== null && shows(where, entry, at.event)) {
      return { result: 'already', event: at.event, generation: at.generation }
    }
    const body = toBody(entry, at.generation, at.event, where.options, where.knowledgeBase)
    const answer: Event | Standing =
      at.event === null
        ? await insertOrLook(where, id, body, at.generation)
        : await updateOrLook(where, at.event, body, at.generation)
    if ('id' in answer) return { result: 'done', event: answer, generation: at.generation }
    at = answer
  }
  throw new GoogleRefusal('another program keeps changing this event', { status: 409 })
}

/** Deletes an event. One that is gone already is as good. */
export async function removeEvent(where: Where, eventId: string): Promise<'done' | 'already'> {
  try {
    await where.account.ask(
      (calendar) => calendar.events.delete({ calendarId: where.options.id, eventId, sendUpdates: 'none' }),
      () => true,
    )
    return 'done'
  } catch (error) {
    if (isRefusal(error, 404, 410)) return 'already'
    throw error
  }
}

function shows(where: Where, entry: Entry, event: Event): boolean {
  const held = toHeld(event, where.options, where.knowledgeBase)
  return held !== null && isSame(entry, held)
}

async function insertOrLook(
  where: Where,
  id: string,
  body: EventBody,
  generation: number,
): Promise<Event | Standing> {
  try {
    return await sent(where, (calendar) =>
      calendar.events.insert({
        calendarId: where.options.id,
        requestBody: { ...body, id },
        sendUpdates: 'none',
      }),
    )
  } catch (error) {
    if (!isRefusal(error, 409)) throw error
    return standing(await look(where, id), generation)
  }
}

async function updateOrLook(
  where: Where,
  held: Event,
  body: EventBody,
  generation: number,
): Promise<Event | Standing> {
  try {
    return await update(where, held, body)
  } catch (error) {
    if (!(error instanceof GoogleRefusal)) throw error
    if (error.status === 412) return standing(await look(where, held.id), generation)
    const dead = isRefusal(error, 404, 410) || (error.status === 403 && error.reason === 'forbidden')
    if (!dead) throw error
    const found = await look(where, held.id)
    if (found !== null && found.status !== 'cancelled') throw error
    return { generation: generation + 1, event: null }
  }
}

/** A whole update: a patch costs three. Only where a service account may not send guests along, a patch without them. */
async function update(where: Where, held: Event, body: EventBody): Promise<Event> {
  const common = { calendarId: where.options.id, eventId: held.id, sendUpdates: 'none' }
  const headers = held.etag === '' ? {} : { headers: { 'If-Match': held.etag } }
  try {
    return await sent(where, (calendar) =>
      calendar.events.update(
        { ...common, requestBody: body, ...(held.attachments ? { supportsAttachments: true } : {}) },
        headers,
      ),
    )
  } catch (error) {
    if (!(error instanceof GoogleRefusal) || error.reason !== 'forbiddenForServiceAccounts') throw error
    const { attendees: _, ...rest } = body
    const requestBody = { ...rest, ...withNulls(body) }
    return await sent(where, (calendar) => calendar.events.patch({ ...common, requestBody }, headers))
  }
}

/** A patch merges: what the other kind of time left behind must be said to be gone. */
function withNulls({ start, end }: EventBody): EventBody {
  return {
    start: { date: null, dateTime: null, timeZone: null, ...(start as object) },
    end: { date: null, dateTime: null, timeZone: null, ...(end as object) },
  }
}

function standing(found: Event | null, generation: number): Standing {
  return found === null ? { generation: generation + 1, event: null } : { generation, event: found }
}

async function look(where: Where, eventId: string): Promise<Event | null> {
  for (let turn = 1; ; turn++) {
    try {
      return await sent(where, (calendar) => calendar.events.get({ calendarId: where.options.id, eventId }))
    } catch (error) {
      if (!isRefusal(error, 404, 410)) throw error
      if (turn === LOOKS) return null
      await where.account.rest(turn)
    }
  }
}

async function sent(where: Where, request: Parameters<typeof where.account.ask<unknown>>[0]): Promise<Event> {
  const data = await where.account.ask<unknown>(request, (answer) => toEvent(answer) !== null)
  const event = toEvent(data)
  if (event === null) throw new GoogleRefusal('the answer was cut off', { status: 0 })
  return event
}

function isRefusal(error: unknown, ...statuses: readonly number[]): boolean {
  return error instanceof GoogleRefusal && statuses.includes(error.status)
}
