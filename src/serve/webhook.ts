import { verifyWebhookSignature } from '@notionhq/client'
import { z } from 'zod'
import { type Ask, header } from './request.ts'

/** What the webhook needs from the rest: its token, a memory of events, and whom to call. */
export type WebhookHooks = {
  /** The verification token, once known. */
  token(): Promise<string | null>
  /** Whether the owner waits for Notion's handshake. Else a stranger could be the first, and their token be kept. */
  readonly takesToken: boolean
  /** Keeps the token of the handshake. False when one is known already: a handshake is accepted once. */
  keepToken(token: string): Promise<boolean>
  /** True the first time an event's id is seen. */
  firstTime(eventId: string): Promise<boolean>
  onEvent(event: NotionEvent): Promise<void> | void
}

/** A webhook is a hint that something changed: which thing, never what it says. */
export type NotionEvent = {
  readonly id: string
  readonly type: string
  readonly timestamp: string
  readonly entity: { readonly id: string; readonly type: string } | null
  /** Ids of what the thing lies in (data source, database, page, space), where the event says so. */
  readonly within: readonly string[]
}

const MAX_BYTES = 64 * 1024
const OLDEST_MS = 48 * 3_600_000
const EARLY_MS = 3_600_000

const handshake = z.object({ verification_token: z.string().min(8).max(500) })
const delivery = z.object({
  // Kept as it is; a database may stumble on what is no letter, and Notion's ids are hexadecimal.
  id: z.string().regex(/^[!-~]{1,100}$/),
  timestamp: z.iso.datetime({ offset: true }),
  type: z.string().min(1).max(100),
  entity: z.object({ id: z.string().max(100), type: z.string().max(50) }).optional(),
  data: z
    .object({
      parent: z
        .object({ id: z.string().max(100).optional(), data_source_id: z.string().max(100).optional() })
        .optional(),
    })
    .optional(),
})

export type WebhookAnswer = { readonly status: 200 | 400 | 401 | 409 | 413; readonly text: string }

/**
 * Takes one delivery from Notion: the size is limited before anything is read, the signature is over the raw bytes, an
 * event counts once, and one older than 48 hours is refused (Notion repeats for about 24). `now` in milliseconds.
 * Null: there is no webhook here.
 */
export async function takeDelivery(c: Ask, hooks: WebhookHooks, now: number): Promise<WebhookAnswer | null> {
  const body = await limitedBody(c)
  if (body === null) return { status: 413, text: 'The body is larger than 64 kB.' }
  const json = parsed(body)
  const token = await hooks.token()
  // Whoever waits for nothing and knows no token has no webhook.
  if (token === null && !hooks.takesToken) return null
  const first = handshake.safeParse(json)
  const signature = header(c, 'x-notion-signature')
  if (first.success && (token === null || signature === undefined)) {
    // Signed with the token it brings, or not at all: Notion has done both.
    return token === null && (await hooks.keepToken(first.data.verification_token))
      ? { status: 200, text: 'Kept. Paste the token into Notion to finish.' }
      : { status: 409, text: 'A verification token is known already.' }
  }
  if (token === null || !(await verifyWebhookSignature({ body, signature, verificationToken: token })))
    return { status: 401, text: 'The signature does not fit.' }
  const event = delivery.safeParse(json)
  if (!event.success) return { status: 400, text: 'The event could not be read.' }
  return takeEvent(event.data, hooks, now)
}

async function takeEvent(
  event: z.infer<typeof delivery>,
  hooks: WebhookHooks,
  now: number,
): Promise<WebhookAnswer> {
  const age = now - Date.parse(event.timestamp)
  if (age > OLDEST_MS || age < -EARLY_MS) return { status: 400, text: 'The event is too old.' }
  if (await hooks.firstTime(event.id)) {
    const parent = event.data?.parent
    await hooks.onEvent({
      id: event.id,
      type: event.type,
      timestamp: event.timestamp,
      entity: event.entity ?? null,
      within: [parent?.data_source_id, parent?.id].filter((id) => id !== undefined),
    })
  }
  return { status: 200, text: 'Thank you.' }
}

async function limitedBody(c: Ask): Promise<Buffer | null> {
  if (Number(header(c, 'content-length') ?? 0) > MAX_BYTES) return null
  const stream = c.req.raw.body
  if (stream === null) return Buffer.alloc(0)
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of stream as unknown as AsyncIterable<Uint8Array>) {
    size += chunk.length
    if (size > MAX_BYTES) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    return null
  }
}
