import { afterEach, describe, expect, test } from 'vitest'
import type { Fault } from '../../../src/sandbox/faults.ts'
import type { GoogleSandboxOptions } from '../../../src/sandbox/google/index.ts'
import { asPerson, type Place, place, refused } from './client.ts'

let open: Place | null = null
afterEach(() => open?.google.close())

async function start(options: Partial<GoogleSandboxOptions> = {}): Promise<Place> {
  open = await place(options)
  return open
}

const DAY = { start: { date: '2023-04-02' }, end: { date: '2023-04-03' } }

describe('quotas', () => {
  test('per user, in a sliding minute: the next is refused until the first has left it', async () => {
    const { robot, clock, google } = await start({ quota: { perMinutePerUser: 2 } })
    await robot.colors.get()
    clock.advance(30_000)
    await robot.colors.get()
    const refusal = { status: 403, reason: 'userRateLimitExceeded', message: 'User Rate Limit Exceeded' }
    expect(await refused(robot.colors.get())).toEqual(refusal)
    expect((await asPerson(google).colors.get()).status).toBe(200)
    clock.advance(30_000)
    expect((await robot.colors.get()).status).toBe(200)
    expect(await refused(robot.colors.get())).toEqual(refusal)
  })

  test('per project, in each of the three shapes', async () => {
    const shapes = [
      ['legacy403', 403, 'Rate Limit Exceeded'],
      ['legacy429', 429, 'Rate Limit Exceeded'],
      [
        'modern403',
        403,
        "Quota exceeded for quota metric 'Queries' and limit 'Queries per minute' of service 'calendar-json.googleapis.com' for consumer 'project_number:1'.",
      ],
    ] as const
    for (const [envelope, status, message] of shapes) {
      const { robot, google } = await start({ quota: { perMinutePerProject: 0, envelope } })
      expect(await refused(robot.colors.get())).toEqual({ status, reason: 'rateLimitExceeded', message })
      await google.close()
    }
  })

  test('a patch, costs three', async () => {
    const { robot, calendarId } = await start({ quota: { perMinutePerUser: 6 } })
    await robot.events.insert({ calendarId, requestBody: { id: 'abcde', ...DAY } })
    const patch = () => robot.events.patch({ calendarId, eventId: 'abcde', requestBody: {} })
    await patch()
    expect(await refused(patch())).toMatchObject({ reason: 'userRateLimitExceeded' })
    expect((await robot.events.get({ calendarId, eventId: 'abcde' })).status).toBe(200)
  })

  test('per day, outlives the minute', async () => {
    const { robot, clock } = await start({ quota: { perDay: 1 } })
    await robot.colors.get()
    clock.advance(3_600_000)
    expect(await refused(robot.colors.get())).toMatchObject({ status: 403, reason: 'dailyLimitExceeded' })
  })

  test('usage limits, of events, calendars and shares', async () => {
    const { google, robot, calendarId } = await start({ usage: { events: 1, calendars: 2, shares: 2 } })
    const limit = { status: 403, reason: 'quotaExceeded', message: 'Calendar usage limits exceeded.' }
    const insert = () => robot.events.insert({ calendarId, requestBody: DAY })
    await insert()
    expect(await refused(insert())).toEqual(limit)
    const make = () => robot.calendars.insert({ requestBody: { summary: 'x' } })
    await make()
    expect(await refused(make())).toEqual(limit)
    const share = () =>
      asPerson(google).acl.insert({ calendarId, requestBody: { role: 'reader', scope: { type: 'default' } } })
    await share()
    expect(await refused(share())).toEqual(limit)
  })
})

describe('faults', () => {
  const insert = ({ robot, calendarId }: Place) =>
    robot.events.insert({ calendarId, requestBody: { id: 'abcde', ...DAY } }, { timeout: 300 })
  const isHeld = ({ google, calendarId }: Place) => google.world.event(calendarId, 'abcde') !== null

  test.each<[Fault, { status: number; reason: string }]>([
    [
      { kind: 'status', status: 403, when: 'before' },
      { status: 403, reason: 'rateLimitExceeded' },
    ],
    [
      { kind: 'status', status: 403, when: 'before', reason: 'userRateLimitExceeded' },
      { status: 403, reason: 'userRateLimitExceeded' },
    ],
    [
      { kind: 'status', status: 429, when: 'before' },
      { status: 429, reason: 'rateLimitExceeded' },
    ],
    [
      { kind: 'status', status: 500, when: 'before' },
      { status: 500, reason: 'backendError' },
    ],
    [
      { kind: 'status', status: 503, when: 'after' },
      { status: 503, reason: 'backendError' },
    ],
    [
      { kind: 'html', status: 502 },
      { status: 502, reason: '' },
    ],
  ])('a fault, %o, is told in words of the service', async (fault, told) => {
    const here = await start()
    await here.robot.colors.get()
    here.google.server.faults.at(1, fault)
    expect(await refused(insert(here))).toMatchObject(told)
    expect(isHeld(here)).toBe('when' in fault && fault.when === 'after')
  })

  test.each<[Fault, boolean]>([
    [{ kind: 'reset', when: 'before' }, false],
    [{ kind: 'reset', when: 'after' }, true],
    [{ kind: 'hang', when: 'after' }, true],
  ])('a lost answer, %o, tells nothing of whether the event is held', async (fault, held) => {
    const here = await start()
    await here.robot.colors.get()
    here.google.server.faults.at(1, fault)
    await expect(insert(here)).rejects.toThrow()
    expect(isHeld(here)).toBe(held)
  })

  test('a cut answer, is a success whose data is half a text', async () => {
    const here = await start()
    await here.robot.colors.get()
    here.google.server.faults.at(1, { kind: 'truncate' })
    const { status, data } = await insert(here)
    expect([status, typeof data]).toEqual([200, 'string'])
  })
})
