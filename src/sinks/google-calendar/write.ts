import type { Entry } from '../../plan/entry.ts'
import { idOfGeneration } from '../../plan/identity.ts'
import { type EventBody, toBody } from './event-body.ts'
import { insert, isRefusal, look, update, type Where } from './event-calls.ts'
import { isSame, toHeld } from './held-event.ts'
import { GoogleRefusal } from './refusal.ts'
import type { Event } from './schema.ts'

/** An event that may be there: what is known of it, null when nothing is. */
type Standing = { readonly generation: number; readonly event: Event | null }

export type Written = {
  readonly result: 'done' | 'already'
  readonly event: Event
  readonly generation: number
}

/** More turns than any true story needs: another program that fights over the event must not hold the run for ever. */
const TURNS = 12

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
    const body = toBody(entry, at.generation, at.event, where.options, where.knowledgeBase, where.reader)
    const answer: Event | Standing =
      at.event === null
        ? await insertOrLook(where, id, body, at.generation)
        : await updateOrLook(where, at.event, body, at.generation)
    if ('id' in answer) return { result: 'done', event: answer, generation: at.generation }
    at = answer
  }
  throw new GoogleRefusal('another program keeps changing this event', { status: 409 })
}

function shows(where: Where, entry: Entry, event: Event): boolean {
  const held = toHeld(event, where.options, where.knowledgeBase, where.reader)
  return held !== null && isSame(entry, held)
}

async function insertOrLook(
  where: Where,
  id: string,
  body: EventBody,
  generation: number,
): Promise<Event | Standing> {
  try {
    return await insert(where, id, body)
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
    if (found !== null && found.status !== 'cancelled') throw isPrivate(found) ? hidden() : error
    return { generation: generation + 1, event: null }
  }
}

function isPrivate({ visibility }: Event): boolean {
  return visibility === 'private' || visibility === 'confidential'
}

function hidden(): GoogleRefusal {
  return new GoogleRefusal('somebody made it private, and the account may not change private events', {
    status: 403,
    reason: 'forbidden',
  })
}

function standing(found: Event | null, generation: number): Standing {
  return found === null ? { generation: generation + 1, event: null } : { generation, event: found }
}
