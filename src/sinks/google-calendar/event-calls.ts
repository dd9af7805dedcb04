import type { GoogleAccount } from './account.ts'
import { type EventBody, toPatch } from './event-body.ts'
import type { CalendarOptions } from './options.ts'
import { GoogleRefusal } from './refusal.ts'
import { type Event, toEvent } from './schema.ts'

export type Where = {
  readonly account: GoogleAccount
  readonly options: CalendarOptions
  readonly knowledgeBase: string
  /** The account, as entries note it (`readerMark`). */
  readonly reader: string
  /** Throws once somebody else writes in our place. */
  readonly mayWrite: () => Promise<void>
}

/** A 404 right after a create may be a list or a replica that lags: an id is given up only when it stays away. */
const LOOKS = 3

/** Inserts an event under an id of ours. */
export function insert(where: Where, id: string, body: EventBody): Promise<Event> {
  return written(where, (calendar) =>
    calendar.events.insert({
      calendarId: where.options.id,
      requestBody: { ...body, id },
      sendUpdates: 'none',
    }),
  )
}

/** A whole update: a patch costs three. Only where a service account may not send guests along, a patch without them. */
export async function update(where: Where, held: Event, body: EventBody): Promise<Event> {
  const common = { calendarId: where.options.id, eventId: held.id, sendUpdates: 'none' }
  const headers = held.etag === '' ? {} : { headers: { 'If-Match': held.etag } }
  try {
    return await written(where, (calendar) =>
      calendar.events.update(
        { ...common, requestBody: body, ...(held.attachments ? { supportsAttachments: true } : {}) },
        headers,
      ),
    )
  } catch (error) {
    if (!(error instanceof GoogleRefusal) || error.reason !== 'forbiddenForServiceAccounts') throw error
    const requestBody = toPatch(body, held)
    return await written(where, (calendar) => calendar.events.patch({ ...common, requestBody }, headers))
  }
}

/** Deletes an event. One that is gone already is as good. */
export async function removeEvent(where: Where, eventId: string): Promise<'done' | 'already'> {
  try {
    await where.account.ask(
      whileWriter(where, (calendar) =>
        calendar.events.delete({ calendarId: where.options.id, eventId, sendUpdates: 'none' }),
      ),
      () => true,
    )
    return 'done'
  } catch (error) {
    if (isRefusal(error, 404, 410)) return 'already'
    throw error
  }
}

/** The event, also when it is cancelled; null when it is not there and stays away. */
export async function look(where: Where, eventId: string): Promise<Event | null> {
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

type Request = Parameters<GoogleAccount['ask']>[0]

function written(where: Where, request: Request): Promise<Event> {
  return sent(where, whileWriter(where, request))
}

/**
 * A request that is sent only while we may write. It may have waited its turn, or be sent again: in between, the machine
 * may have slept and been replaced.
 */
function whileWriter({ mayWrite }: Where, request: Request): Request {
  return async (calendar) => {
    await mayWrite()
    return request(calendar)
  }
}

async function sent(where: Where, request: Request): Promise<Event> {
  const data = await where.account.ask<unknown>(request, (answer) => toEvent(answer) !== null)
  const event = toEvent(data)
  if (event === null) throw new GoogleRefusal('the answer was cut off', { status: 0 })
  return event
}

/** Whether an error is Google's answer with one of these statuses. */
export function isRefusal(error: unknown, ...statuses: readonly number[]): boolean {
  return error instanceof GoogleRefusal && statuses.includes(error.status)
}
