import { inspect } from 'node:util'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { Failure } from '../../../src/lib/failure.ts'
import type { Outcome, Sink } from '../../../src/plan/change.ts'
import type { Entry } from '../../../src/plan/entry.ts'
import { planChanges } from '../../../src/plan/plan.ts'
import { sandboxClock } from '../../../src/sandbox/clock.ts'
import type { Fault } from '../../../src/sandbox/faults.ts'
import { googleAccount } from '../../../src/sinks/google-calendar/account.ts'
import type { GoogleCredentials } from '../../../src/sinks/google-calendar/credentials.ts'
import { googleCalendarSink } from '../../../src/sinks/google-calendar/sink.ts'
import { content, context, entry, KNOWLEDGE_BASE } from '../../plan/examples.ts'
import { calendarMemory, type Desk, desk, quick } from './desk.ts'

let here: Desk
const open = async (input: Parameters<typeof desk>[0] = {}) => {
  await here?.close()
  here = await desk(input)
}
beforeEach(() => open())
afterEach(() => here.close())

async function run(wanted: readonly Entry[], sink: Sink = here.sink()): Promise<readonly Outcome[]> {
  const changes = planChanges(wanted, await sink.held(), context())
  const outcomes: Outcome[] = []
  for (const change of changes) outcomes.push(await sink.apply(change))
  return outcomes
}
const told = (outcomes: readonly Outcome[]) =>
  outcomes.map(({ change, result, problem }) => [change.action, result, problem].filter(Boolean).join(' '))
const failure = async (work: Promise<unknown>) => {
  const error: unknown = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof Failure)) throw new Error(`no failure: ${inspect(error)}`)
  return `${error.code}: ${error.message} | ${error.hint}`
}
const live = () => here.google.world.events(here.calendarId).filter(({ status }) => status !== 'cancelled')
const writes = (method: string) =>
  here.google.server.requests.filter(
    (request) => request.method === method && request.path.includes('/events'),
  )
const one = entry('R1')

describe('passing trouble', () => {
  const faults: readonly Fault[] = [
    { kind: 'status', status: 500, when: 'before' },
    { kind: 'status', status: 503, when: 'after' },
    { kind: 'status', status: 429, when: 'before' },
    { kind: 'status', status: 403, when: 'before', reason: 'rateLimitExceeded' },
    { kind: 'status', status: 403, when: 'before', reason: 'userRateLimitExceeded' },
    { kind: 'html', status: 502 },
    { kind: 'reset', when: 'before' },
    { kind: 'reset', when: 'after' },
    { kind: 'truncate' },
  ]
  test.each(faults.map((fault) => [JSON.stringify(fault), fault] as const))(
    '%s on any request, is got through without a double',
    async (_name, fault) => {
      for (let nth = 1; nth <= 3; nth++) {
        here.google.server.faults.at(nth, fault)
        await run([one, entry('R2')])
      }
      here.google.server.faults.at(2, fault)
      const after = { ...one, content: content({ title: '새 이름' }) }
      await run([after])
      await run([after])
      expect(live().map(({ id, summary }) => [id, summary])).toEqual([[one.id, '새 이름']])
      expect(here.waits.length).toBeGreaterThan(0)
    },
  )

  test('a connection that hangs, is given up and tried again', async () => {
    await open({ account: { timeout: 200 } })
    here.google.server.faults.when(({ method }) => method === 'POST', { kind: 'hang', when: 'after' }, 1)
    await run([one])
    here.google.server.faults.when(
      ({ method, path }) => method === 'POST' && path.includes('/events'),
      { kind: 'hang', when: 'after' },
      1,
    )
    await run([one, entry('R2')])
    expect(live()).toHaveLength(2)
  })

  test('Retry-After, is waited for', async () => {
    here.google.server.faults.when(
      ({ method }) => method === 'GET',
      { kind: 'status', status: 429, when: 'before', retryAfter: 42 },
      1,
    )
    await run([one])
    expect(here.waits).toContain(42_000)
  })

  test('waits, grow with full jitter and an end', async () => {
    await open({ account: { retries: 8, random: () => 1 } })
    here.google.server.faults.when(({ path }) => path.includes('/events'), {
      kind: 'status',
      status: 500,
      when: 'before',
    })
    await failure(run([one]))
    expect(here.waits).toEqual([2, 4, 8, 16, 32, 60, 60, 60].map((seconds) => seconds * 1000))
  })

  test('an access token that was ended, is renewed once and nothing is sent twice', async () => {
    await run([one])
    here.google.world.expireAccessTokens()
    here.google.server.forgetRequests()
    expect(told(await run([one, entry('R2')]))).toEqual(['create done'])
    expect(writes('POST')).toHaveLength(1)
  })

  test('a write that never gets an answer, is unsure and the next run goes on', async () => {
    await run([])
    here.google.server.faults.when(({ method }) => method === 'POST', { kind: 'reset', when: 'after' })
    expect(told(await run([one]))).toEqual(['create unsure Google Calendar: no answer (ECONNRESET)'])
    here.google.server.faults.clear()
    await run([one])
    expect(live()).toHaveLength(1)
  })
})

describe('a page of a gateway that says 404', () => {
  const lost: Fault = { kind: 'html', status: 404 }
  const words = 'something on the way to Google answered in its place (status 404)'
  const ofEvent = (method: string) => (request: { method: string; path: string }) =>
    request.method === method && /\/events\/\w+$/.test(request.path)

  test('for an event whose id is taken, is no reason to give up the id', async () => {
    await open({ google: { listLag: 60_000 } })
    await run([one])
    const after = { ...one, content: content({ title: '새 이름' }) }
    here.google.server.faults.when(ofEvent('GET'), lost)
    expect(told(await run([after]))).toEqual([`create unsure Google Calendar: ${words}`])
    here.google.server.faults.clear()
    await run([after])
    expect(live().map(({ id, summary }) => [id, summary])).toEqual([[one.id, '새 이름']])
  })

  test('for a deletion, is not taken for one that was done', async () => {
    await run([one])
    here.google.server.faults.when(ofEvent('DELETE'), lost)
    expect(told(await run([]))).toEqual([`delete unsure Google Calendar: ${words}`])
    here.google.server.faults.clear()
    expect(told(await run([]))).toEqual(['delete done'])
  })

  test('for the calendar, does not say that it is not shared', async () => {
    here.google.server.faults.when(({ path }) => path.endsWith('/events'), lost)
    expect(await failure(run([one]))).toContain(`google-down: Google Calendar does not answer: ${words}`)
  })
})

describe('one bad entry', () => {
  test('one that Google refuses, fails alone and the others are written', async () => {
    const bad = entry('R0', {
      content: content({
        when: { kind: 'time', start: '2023-03-17T09:00:00Z', end: '2023-03-17T09:00:00Z' },
      }),
    })
    expect(told(await run([bad, one]))).toEqual(
      ['create failed Google Calendar: The specified time range is empty.', 'create done'].sort().reverse(),
    )
    expect(live().map(({ id }) => id)).toEqual([one.id])
  })
})

describe('trouble that ends a run', () => {
  test('a calendar that is not shared, says with whom to share it', async () => {
    const hidden = here.google.world.createCalendar({ summary: '비밀' })
    const sink = here.sink({ options: { ...here.options, id: hidden } })
    expect(await failure(sink.held())).toBe(
      `google-calendar-not-found: \`magam@sandbox-project.iam.gserviceaccount.com\` cannot see the calendar \`${hidden}\` | Check the calendar id; then, in the calendar’s settings, share it with \`magam@sandbox-project.iam.gserviceaccount.com\` and the permission “Make changes to events”.`,
    )
  })

  test('a calendar that is gone, is the same to the account', async () => {
    await run([one])
    here.google.people.deleteCalendar(here.calendarId)
    expect(await failure(run([one]))).toContain('google-calendar-not-found')
  })

  test('a calendar that may only be read, says which permission is missing', async () => {
    here.google.world.share(here.calendarId, here.account.identity.email ?? '', 'reader')
    const sink = here.sink()
    const changes = planChanges([one, entry('R2')], await sink.held(), context())
    for (const change of changes) {
      expect(await failure(sink.apply(change))).toContain('google-read-only: ')
    }
    expect(writes('POST').filter(({ path }) => path.endsWith('/events'))).toHaveLength(1)
  })

  test('sharing that ends in the middle of a run, stops it', async () => {
    const sink = here.sink()
    const changes = planChanges([one], await sink.held(), context())
    here.google.world.share(here.calendarId, here.account.identity.email ?? '', 'none')
    const [change] = changes
    expect(change && (await failure(sink.apply(change)))).toContain('google-calendar-not-found: ')
  })

  test('a quota that is used up, ends it and says when it goes on', async () => {
    await open({ google: { usage: { events: 2 } } })
    const sink = here.sink()
    const [first, second, third] = planChanges([one, entry('R2'), entry('R3')], await sink.held(), context())
    if (!first || !second || !third) throw new Error('three changes were planned')
    await sink.apply(first)
    await sink.apply(second)
    expect(await failure(sink.apply(third))).toBe(
      'google-quota: Google’s quota is used up: Calendar usage limits exceeded. | Nothing is lost: what is left is written by a later run. Google lets us go on by itself, usually within a day.',
    )
    expect(here.waits).toEqual([])
  })

  test('a rate that stays exceeded, ends it and says that minutes are enough', async () => {
    here.google.server.faults.when(({ path }) => path.includes('/events'), {
      kind: 'status',
      status: 403,
      when: 'before',
      reason: 'userRateLimitExceeded',
    })
    expect(await failure(run([one]))).toContain('Google lets us go on in a few minutes.')
    expect(here.waits).toHaveLength(7)
  })

  test('a wait that is broken off, does not keep others waiting', async () => {
    let mended = false
    const account = { wait: async () => (mended ? undefined : Promise.reject(new Error('stopped'))) }
    await open({ account })
    here.google.server.faults.when(
      ({ path }) => path.includes('/events'),
      { kind: 'status', status: 429, when: 'before' },
      1,
    )
    await expect(run([one])).rejects.toThrow('stopped')
    mended = true
    expect(told(await run([one]))).toEqual(['create done'])
  })

  test('a wait that is too long, ends it and says how long', async () => {
    here.google.server.faults.when(({ path }) => path.includes('/events'), {
      kind: 'status',
      status: 429,
      when: 'before',
      retryAfter: 3600,
    })
    expect(await failure(run([one]))).toContain('Google lets us go on in about 60 minutes.')
    expect(here.waits).toEqual([])
  })

  test('Google down, ends it instead of trying each entry', async () => {
    const sink = here.sink()
    const changes = planChanges(
      Array.from({ length: 30 }, (_, at) => entry(`R${at}`)),
      await sink.held(),
      context(),
    )
    here.google.server.faults.when(() => true, { kind: 'html', status: 503 })
    const results: string[] = []
    for (const change of changes) {
      results.push(
        await sink.apply(change).then(
          ({ result }) => result,
          (error: unknown) => (error instanceof Failure ? error.code : 'bug'),
        ),
      )
    }
    expect(results.slice(0, 2)).toEqual(['unsure', 'unsure'])
    expect(new Set(results.slice(2))).toEqual(new Set(['google-down']))
    expect(here.google.server.requests.length).toBeLessThan(60)
  })
})

describe('signing in', () => {
  const person = (over: Partial<Extract<GoogleCredentials, { kind: 'person' }>> = {}): GoogleCredentials => ({
    kind: 'person',
    clientId: here.google.oauth.clientId,
    clientSecret: here.google.oauth.clientSecret,
    refreshToken: here.google.oauth.refreshToken,
    tokenUrl: here.google.tokenUrl,
    ...over,
  })
  const service = (
    over: Partial<Extract<GoogleCredentials, { kind: 'service-account' }>> = {},
  ): GoogleCredentials => ({
    kind: 'service-account',
    email: here.google.serviceAccountKey.client_email,
    privateKey: here.google.serviceAccountKey.private_key,
    keyId: here.google.serviceAccountKey.private_key_id,
    tokenUrl: here.google.tokenUrl,
    ...over,
  })
  const sinkOf = (credentials: GoogleCredentials, now?: () => number) =>
    googleCalendarSink(
      KNOWLEDGE_BASE,
      here.options,
      googleAccount(credentials, { ...quick(here.google.url), ...(now ? { now } : {}) }),
      calendarMemory(),
    )

  test('as a person with a refresh token, writes', async () => {
    expect(told(await run([one], sinkOf(person())))).toEqual(['create done'])
  })

  test('a proxy in the environment, is not asked for this machine itself', async () => {
    for (const name of ['HTTP_PROXY', 'HTTPS_PROXY', 'http_proxy', 'https_proxy']) {
      vi.stubEnv(name, 'http://127.0.0.1:9')
    }
    expect(told(await run([one]))).toEqual(['create done'])
    vi.unstubAllEnvs()
  })

  test('many requests at once, ask for one token', async () => {
    const sink = sinkOf(service())
    const changes = planChanges([one, entry('R2'), entry('R3')], await sink.held(), context())
    here.google.world.expireAccessTokens()
    here.google.server.forgetRequests()
    await Promise.all(changes.map((change) => sink.apply(change)))
    expect(here.google.server.requests.filter(({ path }) => path === '/token')).toHaveLength(1)
  })

  test('a token of short life, is renewed in time', async () => {
    await open({ google: { accessTokenLife: 120 } })
    await run([one])
    await run([one, entry('R2')])
    expect(here.google.server.requests.filter(({ path }) => path === '/token')).toHaveLength(1)
  })

  test('a revoked refresh token, says to sign in again', async () => {
    here.google.world.revokeTokens()
    expect(await failure(sinkOf(person()).held())).toContain(
      'google-token-dead: Google no longer accepts the refresh token: it has expired or been revoked | Run `magam auth google`.',
    )
  })

  test('a refresh token of a consent screen in testing, dies after a week and says why', async () => {
    const authClock = sandboxClock(new Date().toISOString(), { still: true })
    await open({ google: { consentScreen: 'testing', authClock } })
    await run([one], sinkOf(person()))
    authClock.advance(8 * 24 * 3_600_000)
    expect(await failure(sinkOf(person()).held())).toContain('die after a week')
  })

  test.each([
    ['a wrong client secret', () => person({ clientSecret: 'x' }), 'google-client-refused'],
    ['an unknown client', () => person({ clientId: 'x' }), 'google-client-refused'],
    [
      'a service account that is unknown',
      () => service({ email: 'x@x.iam.gserviceaccount.com' }),
      'google-key-refused',
    ],
    ['a key that was deleted', () => service({ keyId: 'old' }), 'google-key-refused'],
  ])('%s, has its own failure', async (_name, credentials, code) => {
    expect(await failure(sinkOf(credentials()).held())).toContain(`${code}: `)
  })

  test('a clock that is hours off, is named as the cause', async () => {
    const wrong = () => Date.now() - 5 * 3_600_000
    expect(await failure(sinkOf(service(), wrong).held())).toContain('google-clock: ')
  })

  test('nobody there, is Google down', async () => {
    expect(await failure(sinkOf(service({ tokenUrl: 'http://127.0.0.1:9/token' })).held())).toContain(
      'google-down: ',
    )
  })
})

describe('secrets', () => {
  test('whatever goes wrong, no token and no key is in what is thrown or told', async () => {
    const { oauth, serviceAccountKey } = here.google
    const secrets = [
      oauth.refreshToken,
      oauth.clientSecret,
      'ya29.',
      ...serviceAccountKey.private_key.split('\n').filter((line) => line.length > 40),
    ]
    const heard: unknown[] = []
    const hear = async (work: () => Promise<unknown>) => {
      heard.push(await work().catch((error: unknown) => error))
    }
    const credentials: GoogleCredentials = { kind: 'person', ...oauth, tokenUrl: here.google.tokenUrl }
    const sink = () =>
      googleCalendarSink(
        KNOWLEDGE_BASE,
        here.options,
        googleAccount(credentials, { ...quick(here.google.url), retries: 1, timeout: 100 }),
        calendarMemory(),
      )
    for (const fault of [
      { kind: 'status', status: 400, when: 'before' },
      { kind: 'status', status: 401, when: 'before' },
      { kind: 'status', status: 403, when: 'before', reason: 'forbidden' },
      { kind: 'html', status: 502 },
      { kind: 'reset', when: 'before' },
      { kind: 'hang', when: 'before' },
      { kind: 'truncate' },
    ] satisfies readonly Fault[]) {
      for (const path of ['/token', '/events']) {
        here.google.server.faults.when((request) => request.path.includes(path), fault)
        await hear(() => run([one], sink()))
        here.google.server.faults.clear()
      }
      here.google.server.faults.when(({ method }) => method === 'POST', fault)
      await hear(() => run([entry('R2')], sink()))
      here.google.server.faults.clear()
    }
    here.google.world.revokeTokens()
    await hear(() => run([one], sink()))
    const text = inspect(heard, { depth: Number.POSITIVE_INFINITY, showHidden: true, maxStringLength: null })
    expect(heard).toHaveLength(22)
    for (const secret of secrets) expect(text).not.toContain(secret)
  })
})
