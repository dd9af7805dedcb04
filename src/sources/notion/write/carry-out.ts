import type { Api } from '../api/client.ts'
import { mayBeSaved, NotionTrouble } from '../api/trouble.ts'

/**
 * What became of a write.
 * - `done`: Notion holds what we wanted, and we put it there
 * - `already`: it was there before
 * - `theirs`: a person's value stands there; it stays, and the next run looks again
 * - `impossible`: the place cannot take it (no such option, another type, no capability); `problem` says why
 * - `failed`: Notion refused or could not be reached; nothing was saved
 * - `unsure`: the answer was lost and reading back gave none; the next run looks again
 */
export type WriteOutcome = {
  readonly result: 'done' | 'already' | 'theirs' | 'impossible' | 'failed' | 'unsure'
  /** Words for a person, when it did not go as planned. */
  readonly problem: string | null
}

export const DONE: WriteOutcome = { result: 'done', problem: null }
export const ALREADY: WriteOutcome = { result: 'already', problem: null }
export const impossible = (problem: string): WriteOutcome => ({ result: 'impossible', problem })
export const theirs = (problem: string): WriteOutcome => ({ result: 'theirs', problem })

/** How a place looks: as wanted, as it was, or as somebody else made it. */
export type Look = 'wanted' | 'before' | 'other'

const TRIES = 3

type Attempt = {
  readonly api: Api
  /** Sends the change and says how the place looks then; the same change twice must be the same as once. */
  readonly send: () => Promise<Look>
  /** Reads the place anew. */
  readonly look: () => Promise<Look>
  /** Words for `theirs`. */
  readonly overtaken: string
}

/**
 * Sends a change and makes sure. After an answer that was lost, or that said only that saving may have worked, the place
 * is read before anything is repeated: what a person did in between stays.
 */
export async function carryOut({ api, send, look, overtaken }: Attempt): Promise<WriteOutcome> {
  for (let nth = 1; ; nth += 1) {
    try {
      return (await send()) === 'wanted' ? DONE : theirs(overtaken)
    } catch (error) {
      const trouble = softly(error)
      if (!mayBeSaved(trouble)) return refusal(trouble)
      const found = await lookAfter(look)
      if (found === 'wanted') return DONE
      if (found === 'other') return theirs(overtaken)
      if (found === null || nth === TRIES) return { result: 'unsure', problem: trouble.message }
      await api.backOff(nth)
    }
  }
}

/** Runs a whole write; what Notion refuses on the way becomes an outcome, what stops everything is thrown. */
export async function outcomeOf(work: () => Promise<WriteOutcome>): Promise<WriteOutcome> {
  try {
    return await work()
  } catch (error) {
    return refusal(softly(error))
  }
}

async function lookAfter(look: () => Promise<Look>): Promise<Look | null> {
  try {
    return await look()
  } catch (error) {
    softly(error)
    return null
  }
}

/** The trouble, if the run can go on with it; a bug, an unknown token and a block are thrown. */
export function softly(error: unknown): NotionTrouble {
  if (!(error instanceof NotionTrouble) || error.code === 'notion-token' || error.code === 'notion-blocked')
    throw error
  return error
}

function refusal(trouble: NotionTrouble): WriteOutcome {
  const problem = trouble.hint === null ? trouble.message : `${trouble.message}. ${trouble.hint}`
  return { result: trouble.code === 'notion-capability' ? 'impossible' : 'failed', problem }
}
