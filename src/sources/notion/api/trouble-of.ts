import { isHTTPResponseError } from '@notionhq/client'
import { z } from 'zod'
import { cut, oneLine } from '../../../lib/text.ts'
import { NotionTrouble, type TroubleKind } from './trouble.ts'

type Meaning = {
  readonly kind: TroubleKind
  readonly code: string
  readonly words: string
  readonly hint?: string
}

const DOWN: Meaning = {
  kind: 'passing',
  code: 'notion-service',
  words: 'Notion failed',
  hint: 'The next run tries again; https://status.notion.so says whether Notion is down.',
}
const SLOW_DOWN: Meaning = {
  kind: 'limited',
  code: 'notion-limited',
  words: 'Notion asks to slow down',
  hint: 'The next run goes on; if this lasts, see whether another program uses the same token.',
}
const REFUSED: Meaning = { kind: 'refused', code: 'notion-refused', words: 'Notion refused' }
/** Words of the network between here and Notion: its own refusals are JSON with one of its codes. */
const IN_BETWEEN: Meaning = {
  kind: 'passing',
  code: 'notion-service',
  words: 'something on the way to Notion answered in its place',
  hint: 'The next run tries again; if it stays, look at the proxy or firewall of this network.',
}
const BLOCKED: Meaning = {
  kind: 'refused',
  code: 'notion-blocked',
  words: 'Notion has blocked this integration’s requests',
  hint: 'Stop Magam for a while and write to Notion’s support; repeating makes it worse.',
}

/** What each status means, and how it is mended where a person can. */
const MEANINGS: Readonly<Record<number, Meaning>> = {
  401: {
    kind: 'refused',
    code: 'notion-token',
    words: 'Notion does not know this token',
    hint: 'Copy the token of the integration anew into `NOTION_TOKEN`.',
  },
  403: {
    kind: 'refused',
    code: 'notion-capability',
    words: 'the integration lacks the capability for this',
    hint: 'Open the integration’s settings in Notion, tick the capability under “Capabilities”, and save.',
  },
  404: {
    kind: 'refused',
    code: 'notion-not-shared',
    words: 'not found, or not shared with the integration',
    hint: 'Open the page in Notion, choose ••• → Connections, and add the integration.',
  },
  409: { kind: 'conflict', code: 'notion-conflict', words: 'somebody saved at the same moment' },
  429: SLOW_DOWN,
  529: SLOW_DOWN,
}

/**
 * Of the statuses without a meaning of their own, those from 500 on say that the service failed: Notion's four, and 520
 * to 530 of the network in front of it, after which a write may have been carried out.
 */
function meaningOf(status: number, isNotions: boolean): Meaning {
  const known = MEANINGS[status] ?? (status >= 500 ? DOWN : REFUSED)
  return known.kind === 'refused' && !isNotions ? IN_BETWEEN : known
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
  readonly body: string
  readonly additional_data: Readonly<Record<string, unknown>> | undefined
}

function answered(error: Answered, what: string, token: string, cause: Error): NotionTrouble {
  const { status } = error
  const blocked = error.additional_data?.rate_limit_reason === 'public_api_request_blocked'
  const { code, words, ...meaning } = blocked ? BLOCKED : meaningOf(status, isNotions(error))
  const said = cut(oneLine(error.message).replaceAll(token, '…'), 300)
  return new NotionTrouble(code, `${what}: ${words} (${status}: ${said})`, {
    ...meaning,
    status,
    reason: error.code,
    retryAfterMs: meaning.kind === 'limited' ? retryAfter(error) : null,
    cause,
  })
}

/** Whether Notion itself answered: every error of its API is JSON with a code, also one that the client does not know. */
function isNotions({ body }: Answered): boolean {
  try {
    return notionsError.safeParse(JSON.parse(body)).success
  } catch {
    return false
  }
}

const notionsError = z.looseObject({ code: z.string() })

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
