import { createServer } from 'node:http'
import { inspect } from 'node:util'
import { afterEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { Fault } from '../../../src/sandbox/faults.ts'
import { notionApi } from '../../../src/sources/notion/api/client.ts'
import { politeQueue } from '../../../src/sources/notion/api/queue.ts'
import { user } from '../../../src/sources/notion/api/schema.ts'
import { notionSource } from '../../../src/sources/notion/index.ts'
import { freshMemory, type Stage, stage } from './stage.ts'

const open: Stage[] = []
async function set(...given: Parameters<typeof stage>) {
  const made = await stage(...given)
  open.push(made)
  return made
}
afterEach(async () => {
  for (const one of open.splice(0)) await one.close()
})

const me = (s: Stage) =>
  notionApi(s.settings).read('asking who we are', user, (client) => client.users.me({}))
const always = () => true

describe('requests that fail', () => {
  test('slow down, with more than a minute to wait, is waited for by everybody and spends no try', async () => {
    const s = await set()
    s.sandbox.server.faults.when(always, { kind: 'status', status: 429, when: 'before', retryAfter: 95 }, 8)
    expect(await me(s)).toMatchObject({ name: 'Magam' })
    expect(s.slept).toEqual(Array.from({ length: 8 }, () => 95_000))
  })

  test('overload without a time to wait, is waited for all the same', async () => {
    const s = await set()
    s.sandbox.server.faults.when(always, { kind: 'status', status: 529, when: 'before' }, 1)
    await me(s)
    expect(s.slept).toEqual([5_000])
  })

  test('block of the integration, is never repeated, and stops a reading', async () => {
    const s = await set()
    s.sandbox.settings.blocked = true
    await expect(s.read()).rejects.toMatchObject({
      code: 'notion-blocked',
      hint: expect.stringContaining('Stop Magam'),
    })
    expect(s.requests()).toHaveLength(1)
  })

  test('service that stays down, is asked six times in all, waiting longer each time', async () => {
    const s = await set()
    s.sandbox.server.faults.when(always, { kind: 'status', status: 503, when: 'before' })
    await expect(me(s)).rejects.toMatchObject({ code: 'notion-service', status: 503, kind: 'passing' })
    expect(s.requests()).toHaveLength(6)
    expect(s.slept).toHaveLength(5)
    for (const [index, ms] of s.slept.entries()) {
      expect(ms).toBeGreaterThanOrEqual(750 * 2 ** index)
      expect(ms).toBeLessThanOrEqual(1_250 * 2 ** index)
    }
  })

  test.each([520, 524] as const)(
    'network in front of Notion, answering %i, is asked again as Notion itself is',
    async (status) => {
      const s = await set()
      s.sandbox.server.faults.at(1, { kind: 'html', status })
      expect(await me(s)).toMatchObject({ name: 'Magam' })
      expect(s.requests()).toEqual([`GET users/me ${status}`, 'GET users/me'])
      s.sandbox.server.faults.when(always, { kind: 'html', status })
      await expect(me(s)).rejects.toMatchObject({ code: 'notion-service', kind: 'passing', status })
    },
  )

  test('403 that Notion did not say, is a failure on the way and no missing capability', async () => {
    const s = await set()
    s.sandbox.server.faults.when(always, { kind: 'html', status: 403 })
    await expect(me(s)).rejects.toMatchObject({
      kind: 'passing',
      message: expect.stringContaining('something on the way to Notion answered in its place'),
      hint: expect.stringContaining('proxy'),
    })
    expect(s.requests()).toHaveLength(6)
  })

  test('service that is down for every page, ends a reading soon', async () => {
    const s = await set()
    for (let index = 0; index < 60; index += 1)
      s.world.page({ parent: s.base.dataSource, title: `P${index}` })
    s.sandbox.server.faults.when(({ path }) => path.includes('blocks'), {
      kind: 'status',
      status: 502,
      when: 'before',
    })
    await expect(s.read()).rejects.toMatchObject({ code: 'notion-service' })
    expect(s.requests().length).toBeLessThan(150)
  })

  test('answer whose body never ends, is given up at the deadline', async () => {
    const server = createServer((_, answer) => {
      answer.writeHead(200, { 'content-type': 'application/json' })
      answer.write('{"object":')
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as { port: number }
    const api = notionApi({
      token: 't',
      baseUrl: `http://127.0.0.1:${port}`,
      requestsPerMinute: 1_000_000,
      requestTimeoutMs: 30,
      sleep: async () => {},
    })
    try {
      await expect(api.read('waiting', user, (client) => client.users.me({}))).rejects.toMatchObject({
        code: 'notion-unreachable',
        kind: 'passing',
      })
      expect(api.sent()).toBe(6)
    } finally {
      server.closeAllConnections()
      server.close()
    }
  })

  test('signal, aborted while waiting, ends the request with its reason', async () => {
    const s = await set()
    const stop = new AbortController()
    s.sandbox.server.faults.when(always, { kind: 'hang', when: 'before' })
    const reading = s.source.read({ now: s.now(), full: false, signal: stop.signal })
    setTimeout(() => stop.abort(new Error('enough')), 20)
    await expect(reading).rejects.toThrow('enough')
  })

  test('answer of another shape, is said with its place', async () => {
    const s = await set()
    const api = notionApi(s.settings)
    const strange = z.object({ bot: z.object({ owner: z.string() }) })
    await expect(
      api.read('asking who we are', strange, (client) => client.users.me({})),
    ).rejects.toMatchObject({
      code: 'notion-answer',
      message: expect.stringContaining('bot.owner'),
    })
  })
})

describe('the queue', () => {
  test('of one token, is one: a limit met by one source holds the other', async () => {
    const s = await set()
    s.world.page({ parent: s.base.dataSource, title: 'P' })
    const slept: number[] = []
    let release = () => {}
    const sleep = (ms: number) => {
      slept.push(ms)
      return new Promise<void>((resolve) => {
        release = resolve
      })
    }
    s.sandbox.server.faults.at(1, { kind: 'status', status: 429, when: 'before', retryAfter: 7 })
    const first = notionSource({ ...s.settings, sleep }, freshMemory().memory).read({
      now: s.now(),
      full: false,
    })
    while (slept.length === 0) await new Promise((resolve) => setTimeout(resolve, 1))
    const second = s.read()
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(s.requests()).toEqual(['GET databases/* 429'])
    release()
    await Promise.all([first, second])
    expect(slept).toEqual([7_000])
  })

  test('its pace, in any window of two seconds, stays within the budget', async () => {
    const starts: number[] = []
    const queue = politeQueue(1_200)
    const began = performance.now()
    await Promise.all(
      Array.from({ length: 60 }, () =>
        queue.run(async () => {
          starts.push(performance.now() - began)
        }, 0),
      ),
    )
    // 40 at once, the rest only when the window of the first has passed.
    const soonest = Math.min(
      ...starts.map((start, index) => (starts[index + 40] ?? Number.POSITIVE_INFINITY) - start),
    )
    expect(soonest).toBeGreaterThanOrEqual(2_000)
  })
})

test('token, in whatever goes wrong, is never said', async () => {
  const canary = 'ntn_CANARY0123456789'
  const faults: Fault[] = [
    { kind: 'status', status: 401, when: 'before' },
    { kind: 'status', status: 403, when: 'before' },
    { kind: 'status', status: 404, when: 'before' },
    { kind: 'status', status: 500, when: 'before' },
    { kind: 'html', status: 502 },
    { kind: 'reset', when: 'before' },
    { kind: 'truncate' },
    { kind: 'hang', when: 'before' },
  ]
  for (const fault of faults) {
    const s = await set({ token: canary }, { token: canary, requestTimeoutMs: 20 })
    s.sandbox.server.faults.when(always, fault)
    const error: unknown = await s.read().catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(Error)
    expect(inspect(error, { depth: 20, showHidden: true }) + JSON.stringify(error)).not.toContain(canary)
  }
  const echo = createServer((request, answer) => {
    answer.writeHead(400, { 'content-type': 'application/json' }).end(
      JSON.stringify({
        object: 'error',
        status: 400,
        code: 'validation_error',
        message: String(request.headers.authorization),
      }),
    )
  })
  await new Promise<void>((resolve) => echo.listen(0, '127.0.0.1', resolve))
  const { port } = echo.address() as { port: number }
  const api = notionApi({ token: canary, baseUrl: `http://127.0.0.1:${port}`, requestsPerMinute: 1_000_000 })
  const error: unknown = await api
    .read('x', user, (client) => client.users.me({}))
    .catch((thrown: unknown) => thrown)
  echo.closeAllConnections()
  echo.close()
  expect(inspect(error, { depth: 20, showHidden: true })).not.toContain(canary)
})
