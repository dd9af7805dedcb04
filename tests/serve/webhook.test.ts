import { signWebhookPayload } from '@notionhq/client'
import { describe, expect, test } from 'vitest'
import type { NotionEvent, WebhookHooks } from '../../src/serve/webhook.ts'
import { asked } from './asking.ts'
import { NOW, publishedOf } from './sample.ts'

const TOKEN = 'secret_tMrlL1qK5vuQAh1b6cZGhFChZTSYJlce98V0pYn7yBl'
const EVENT = {
  id: '367cba44-b6f3-4c92-81e7-6a2e9659efd4',
  timestamp: '2023-03-19T23:59:00.000Z',
  workspace_id: '13950b26-c203-4f3b-b97d-93ec06319565',
  type: 'page.content_updated',
  authors: [{ id: 'c7c11cca-1d73-471d-9b6e-bdef51470190', type: 'person' }],
  attempt_number: 1,
  entity: { id: '1782edd6-a853-4d4a-b02c-9c8c16f28e53', type: 'page' },
  data: { parent: { id: '13950b26', type: 'space', data_source_id: 'ds-1' } },
}

function listening(first: string | null = TOKEN, takesToken = true) {
  let token = first
  const seen = new Set<string>()
  const events: NotionEvent[] = []
  const webhook: WebhookHooks = {
    takesToken,
    token: async () => token,
    keepToken: async (given) => {
      if (token !== null) return false
      token = given
      return true
    },
    firstTime: async (id) => !seen.has(id) && seen.add(id) !== undefined,
    onEvent: (event) => void events.push(event),
  }
  const { app } = asked(publishedOf(), { webhook })
  return {
    events,
    token: () => token,
    async post(body: string, signature?: string | null): Promise<number> {
      const signed =
        signature === undefined
          ? await signWebhookPayload({ body, verificationToken: token ?? 'none' })
          : signature
      const headers = {
        'content-type': 'application/json',
        ...(signed === null ? {} : { 'x-notion-signature': signed }),
      }
      return (await app.request('/webhooks/notion', { method: 'POST', body, headers })).status
    },
  }
}

const BODY = JSON.stringify(EVENT)

test('a signed event, is told once however often it comes', async () => {
  const hook = listening()
  for (let n = 0; n < 100; n += 1) expect(await hook.post(BODY)).toBe(200)
  expect(hook.events).toEqual([
    {
      id: EVENT.id,
      type: 'page.content_updated',
      timestamp: EVENT.timestamp,
      entity: EVENT.entity,
      within: ['ds-1', '13950b26'],
    },
  ])
})

test('a thousand wrong signatures, are all refused', async () => {
  const hook = listening()
  const right = await signWebhookPayload({ body: BODY, verificationToken: TOKEN })
  for (let n = 0; n < 1_000; n += 1) {
    const at = 7 + (n % 64)
    const digit = right[at] === 'f' ? '0' : 'f'
    const wrong = n < 500 ? right.slice(0, at) + digit + right.slice(at + 1) : right.slice(0, 7 + (n % 64))
    expect(await hook.post(BODY, wrong)).toBe(401)
  }
  for (const wrong of [
    null,
    '',
    'sha256=',
    'sha1=abc',
    `SHA256${right.slice(6)}`,
    right.slice(7),
    `${right} `.repeat(2),
    'sha256=한글',
  ]) {
    expect(await hook.post(BODY, wrong === null ? null : encodeURI(wrong))).toBe(401)
  }
  expect(await hook.post(BODY.replace('page', 'pagf'), right)).toBe(401)
  expect(hook.events).toEqual([])
})

describe('the handshake', () => {
  const handshake = JSON.stringify({ verification_token: TOKEN })

  test('with no token known, is kept, once', async () => {
    const hook = listening(null)
    expect(await hook.post(handshake, null)).toBe(200)
    expect(hook.token()).toBe(TOKEN)
    expect(await hook.post(JSON.stringify({ verification_token: 'secret_another' }), null)).toBe(409)
    expect(hook.token()).toBe(TOKEN)
    expect(await hook.post(BODY)).toBe(200)
  })

  test('signed with its own token, is kept as well', async () => {
    const hook = listening(null)
    const signature = await signWebhookPayload({ body: handshake, verificationToken: TOKEN })
    expect(await hook.post(handshake, signature)).toBe(200)
    expect(hook.token()).toBe(TOKEN)
  })

  test('that nobody waits for, finds no such address, and a token known before goes on', async () => {
    const hook = listening(null, false)
    expect(await hook.post(handshake, null)).toBe(404)
    expect(await hook.post(BODY)).toBe(404)
    expect(hook.token()).toBeNull()
    expect(await listening(TOKEN, false).post(BODY)).toBe(200)
  })

  test('before it, an event is refused', async () => {
    const hook = listening(null)
    expect(await hook.post(BODY)).toBe(401)
  })
})

describe('what is refused though it is signed', () => {
  const at = (ms: number) => JSON.stringify({ ...EVENT, timestamp: new Date(NOW + ms).toISOString() })
  const HOUR = 3_600_000

  test('an event older than 48 hours or from the future', async () => {
    const hook = listening()
    expect(await hook.post(at(-48 * HOUR - 1))).toBe(400)
    expect(await hook.post(at(HOUR + 1))).toBe(400)
    expect(await hook.post(at(-48 * HOUR))).toBe(200)
    expect(hook.events).toHaveLength(1)
  })

  test.each(['', 'null', '[]', '{', '"x"', '{"id":1}', JSON.stringify({ ...EVENT, timestamp: 'yesterday' })])(
    '%s',
    async (body) => {
      const hook = listening()
      expect(await hook.post(body)).toBe(400)
      expect(hook.events).toEqual([])
    },
  )

  test('a body of more than 64 kB', async () => {
    const hook = listening()
    expect(await hook.post(JSON.stringify({ ...EVENT, more: 'x'.repeat(65_536) }))).toBe(413)
    expect(await hook.post(JSON.stringify({ ...EVENT, more: 'x'.repeat(60_000) }))).toBe(200)
  })
})

test('without a webhook in the settings, there is no such address', async () => {
  const { app } = asked(publishedOf())
  expect((await app.request('/webhooks/notion', { method: 'POST', body: BODY })).status).toBe(404)
})
