import { isHTTPResponseError } from '@notionhq/client'
import { z } from 'zod'
import { cut, oneLine } from '../../../lib/text.ts'
import { NotionTrouble } from './trouble.ts'

const CONFLICTS = new Set([409])
const LIMITS = new Set([429, 529])
const PASSING = new Set([500, 502, 503, 504])

type Words = { readonly code: string; readonly words: string; readonly hint: string }

/** What the refusals mean and how each is mended. */
const REFUSALS: Readonly<Record<number, Words>> = {
  401: {
    code: 'notion-token',
    words: 'Notion does not know this token',
    hint: 'Copy the token of the integration anew into `NOTION_TOKEN`.',
  },
  403: {
    code: 'notion-capability',
    words: 'the integration lacks the capability for this',
    hint: 'Open the integration’s settings in Notion, tick the capability under “Capabilities”, and save.',
  },
  404: {
    code: 'notion-not-shared',
    words: 'not found, or not shared with the integration',
    hint: 'Open the page in Notion, choose ••• → Connections, and add the integration.',
  },
}

/** Turns whatever the SDK or `fetch` threw into a `NotionTrouble` that names `what` was asked for. */
export function troubleOf(error: unknown, what: string, token: string): NotionTrouble {
  if (error instanceof NotionTrouble) return error
  const cause = redacted(error, token)
  if (isHTTPResponseError(error)) return answered(error, what, token, cause)
  if (error instanceof z.ZodError) {
    const where = oneLine(z.prettifyError(error))
    return new NotionTrouble(
      'notion-answer',
      `${what}: Notion’s answer could not be understood (${cut(where, 200)})`,
      {
        kind: 'strange',
        cause,
      },
    )
  }
  // `fetch failed`, a reset, our own deadline, half a JSON text: the answer was lost on the way.
  return new NotionTrouble(
    'notion-unreachable',
    `${what}: no whole answer came from Notion (${cause.message})`,
    {
      kind: 'passing',
      hint: 'Check the network; the next run tries again.',
      cause,
    },
  )
}

type Answered = {
  readonly status: number
  readonly code: string
  readonly message: string
  readonly headers: unknown
  readonly additional_data: Readonly<Record<string, unknown>> | undefined
}

function answered(error: Answered, what: string, token: string, cause: Error): NotionTrouble {
  const { status } = error
  const said = cut(oneLine(error.message).replaceAll(token, '…'), 300)
  const facts = { status, reason: error.code, cause }
  if (error.additional_data?.rate_limit_reason === 'public_api_request_blocked') {
    return new NotionTrouble('notion-blocked', `${what}: Notion has blocked this integration’s requests`, {
      ...facts,
      kind: 'refused',
      hint: 'Stop Magam for a while and write to Notion’s support; repeating makes it worse.',
    })
  }
  if (LIMITS.has(status)) {
    return new NotionTrouble('notion-limited', `${what}: Notion asks to slow down (${status})`, {
      ...facts,
      kind: 'limited',
      retryAfterMs: retryAfter(error),
    })
  }
  if (CONFLICTS.has(status)) {
    return new NotionTrouble('notion-conflict', `${what}: somebody saved at the same moment (409)`, {
      ...facts,
      kind: 'conflict',
    })
  }
  if (PASSING.has(status)) {
    return new NotionTrouble('notion-service', `${what}: Notion failed with ${status} (${said})`, {
      ...facts,
      kind: 'passing',
      hint: 'The next run tries again; https://status.notion.so says whether Notion is down.',
    })
  }
  const refusal = REFUSALS[status]
  return new NotionTrouble(
    refusal?.code ?? 'notion-refused',
    `${what}: ${refusal?.words ?? 'Notion refused'} (${status}: ${said})`,
    {
      ...facts,
      kind: 'refused',
      ...(refusal && { hint: refusal.hint }),
    },
  )
}

/** `Retry-After` in milliseconds, from the header or the body; null when neither says. It may exceed a minute. */
function retryAfter(error: Answered): number | null {
  const header = error.headers instanceof Headers ? error.headers.get('retry-after') : null
  const said = header ?? error.additional_data?.retry_after
  if (said === null || said === undefined) return null
  const seconds = Number(said)
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1_000)
  const moment = Date.parse(String(said))
  return Number.isNaN(moment) ? null : Math.max(0, moment - Date.now())
}

/** The words of an error and of what lies below it, without the token and without anything else it carries. */
function redacted(error: unknown, token: string): Error {
  const words: string[] = []
  for (let inner: unknown = error; inner instanceof Error && words.length < 4; inner = inner.cause) {
    words.push(inner.message)
  }
  if (words.length === 0) words.push(String(error))
  return new Error(cut(oneLine(words.join(': ').replaceAll(token, '…')), 300))
}
