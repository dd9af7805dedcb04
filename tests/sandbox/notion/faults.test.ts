import { Client } from '@notionhq/client'
import { describe, expect, it } from 'vitest'
import { ask, refusal, stage, words } from './stage.ts'

describe('limits and faults', () => {
  it('a budget per minute, may be spent at once, then waits for the end of the window', async () => {
    const sandbox = await stage({ rate: { windowLimit: 3 } })
    const statuses = []
    for (let count = 0; count < 4; count += 1) statuses.push((await ask(sandbox, 'users/me')).status)
    sandbox.clock.advance(20_000)
    const over = await ask(sandbox, 'users/me')
    expect([statuses, over.headers.get('retry-after'), over.body]).toMatchObject([
      [200, 200, 200, 429],
      '40',
      {
        object: 'error',
        code: 'rate_limited',
        additional_data: { rate_limit_reason: 'public_api_request_rate_limit', retry_after: '40' },
      },
    ])
    sandbox.clock.advance(40_000)
    expect((await ask(sandbox, 'users/me')).status).toBe(200)
  })

  it('a token bucket, gives a burst and then so many a second', async () => {
    const sandbox = await stage({ rate: { perSecond: 2, burst: 3 } })
    const statuses = async (count: number) => {
      const found = []
      for (let at = 0; at < count; at += 1) found.push((await ask(sandbox, 'users/me')).status)
      return found
    }
    expect(await statuses(4)).toEqual([200, 200, 200, 429])
    sandbox.clock.advance(1_000)
    expect(await statuses(3)).toEqual([200, 200, 429])
  })

  it('a blocked connection, is told so without a time to wait', async () => {
    const sandbox = await stage()
    sandbox.settings.blocked = true
    const answer = await ask(sandbox, 'users/me')
    expect([answer.status, answer.headers.get('retry-after'), answer.body.additional_data]).toEqual([
      429,
      null,
      { rate_limit_reason: 'public_api_request_blocked' },
    ])
  })

  it.each([
    [400, 'validation_error'],
    [401, 'unauthorized'],
    [403, 'restricted_resource'],
    [404, 'object_not_found'],
    [409, 'conflict_error'],
    [429, 'rate_limited'],
    [500, 'internal_server_error'],
    [503, 'service_unavailable'],
    [504, 'gateway_timeout'],
    [529, 'service_overload'],
  ] as const)('a scripted %i, reaches the client as %s', async (status, code) => {
    const { client, page, server } = await stage()
    server.faults.at(1, { kind: 'status', status, when: 'before' })
    expect(await refusal(client.pages.retrieve({ page_id: page }))).toMatch(
      new RegExp(`^${status} ${code}: `),
    )
    expect(await refusal(client.pages.retrieve({ page_id: page }))).toBe('accepted')
  })

  it('a gateway’s page of HTML, and its JSON that the client does not know, are unknown answers', async () => {
    const { client, page, server } = await stage()
    server.faults.at(1, { kind: 'html', status: 502 })
    server.faults.at(2, { kind: 'status', status: 502, when: 'before' })
    const call = () => refusal(client.pages.retrieve({ page_id: page }))
    expect(await call()).toContain(
      'notionhq_client_response_error: Request to Notion API failed with status: 502',
    )
    expect(await call()).toContain(
      'notionhq_client_response_error: Request to Notion API failed with status: 502',
    )
  })

  it('a 503 after the write, names what was saved: the page, or the parent and the new blocks', async () => {
    const sandbox = await stage()
    const { server, page, dataSource, world } = sandbox
    const post = (method: string, path: string, body: object) =>
      ask(sandbox, path, {
        method,
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json' },
      })
    server.faults.when(() => true, { kind: 'status', status: 503, when: 'after' })
    const updated = await post('PATCH', `pages/${page}`, { properties: { size: { number: 4 } } })
    const created = await post('POST', 'pages', { parent: { data_source_id: dataSource }, properties: {} })
    const appended = await post('PATCH', `blocks/${page}/children`, { children: [{ divider: {} }] })
    const guidance = {
      retry_guidance: ['Read the object again to confirm the saved change.', 'Do not repeat the write.'],
    }
    const newPage = [...(world.store.dataSources.get(dataSource)?.pages ?? [])].at(-1)
    expect([updated, created, appended].map(({ status, body }) => [status, body.additional_data])).toEqual([
      [503, guidance],
      [503, { ...guidance, committed_resource_id: newPage }],
      [
        503,
        { ...guidance, committed_resource_id: page, committed_child_ids: world.children(page).slice(-1) },
      ],
    ])
    expect(updated.body.message).toBe(
      'The change was saved, but the response could not be built in time. Read the object again instead of repeating the write.',
    )
    expect(world.value(page, 'size')).toBe('4')
  })

  it('a 503 of a query, carries its own advice', async () => {
    const sandbox = await stage()
    sandbox.server.faults.at(1, { kind: 'status', status: 503, when: 'before' })
    const answer = await ask(sandbox, `data_sources/${sandbox.dataSource}/query`, { method: 'POST' })
    expect(answer.body.additional_data).toMatchObject({
      retry_guidance: [
        'Use exponential backoff with jitter',
        'Reduce page_size',
        'Narrow query filters/sorts',
      ],
    })
  })

  it('a connection cut before the write, loses it; one cut after the write, keeps it', async () => {
    const { client, page, server, world } = await stage()
    const write = (number: number) =>
      client.pages
        .update({ page_id: page, properties: { size: { number } } })
        .catch((error: Error) => error.message)
    server.faults.at(1, { kind: 'reset', when: 'before' })
    expect([await write(1), world.value(page, 'size')]).toEqual(['fetch failed', ''])
    server.faults.at(1, { kind: 'reset', when: 'after' })
    expect([await write(2), world.value(page, 'size')]).toEqual(['fetch failed', '2'])
  })

  it('a truncated answer, is no JSON although the write is made', async () => {
    const { client, page, server, world } = await stage()
    server.faults.at(1, { kind: 'truncate' })
    const call = client.pages.update({ page_id: page, properties: { size: { number: 9 } } })
    await expect(call).rejects.toThrow(SyntaxError)
    expect(world.value(page, 'size')).toBe('9')
  })

  it('an answer that never comes, runs into the client’s own timeout', async () => {
    const { url, token, page, server } = await stage()
    const client = new Client({
      auth: token,
      baseUrl: url,
      timeoutMs: 50,
      retry: false,
      logger: () => undefined,
    })
    server.faults.at(1, { kind: 'hang', when: 'before' })
    expect(await refusal(client.pages.retrieve({ page_id: page }))).toContain(
      'notionhq_client_request_timeout',
    )
  })

  it('the same seed of chance, strikes the same requests', async () => {
    const strikes = async () => {
      const { server, client, page } = await stage()
      server.faults.chance(7, 0.3, [{ kind: 'status', status: 500, when: 'before' }])
      for (let count = 0; count < 20; count += 1) await refusal(client.pages.retrieve({ page_id: page }))
      return server.faults.struck.map(({ request }) => request.number)
    }
    const first = await strikes()
    expect(first.length).toBeGreaterThan(2)
    expect(await strikes()).toEqual(first)
  })

  it('requests, are logged with their number, path, body and status, and can be forgotten', async () => {
    const { client, page, server } = await stage()
    await client.pages.update({ page_id: page, properties: { note: { rich_text: [words('x')] } } })
    const [logged] = server.requests
    expect(logged && { ...logged, body: JSON.parse(logged.body) }).toEqual({
      number: 1,
      method: 'PATCH',
      path: `/v1/pages/${page}`,
      query: '',
      body: { properties: { note: { rich_text: [words('x')] } } },
      status: 200,
      fault: null,
    })
    server.forgetRequests()
    expect(server.requests).toEqual([])
  })

  it('a body over 500 KB, is refused', async () => {
    const sandbox = await stage()
    const body = JSON.stringify({ query: 'x'.repeat(500_000) })
    const answer = await ask(sandbox, 'search', { method: 'POST', body })
    expect([answer.status, answer.body.code]).toEqual([400, 'validation_error'])
  })

  it('a body that is not JSON, is refused', async () => {
    const answer = await ask(await stage(), 'search', { method: 'POST', body: '{' })
    expect([answer.status, answer.body.code]).toEqual([400, 'invalid_json'])
  })
})
