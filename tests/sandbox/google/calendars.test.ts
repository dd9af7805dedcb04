import { afterEach, describe, expect, test } from 'vitest'
import type { GoogleSandboxOptions } from '../../../src/sandbox/google/index.ts'
import { asPerson, type Place, place, refused } from './client.ts'

let open: Place | null = null
afterEach(() => open?.google.close())

async function start(options: Partial<GoogleSandboxOptions> = {}) {
  open = await place(options)
  const robotEmail = open.google.serviceAccountKey.client_email
  return { ...open, robotEmail, person: asPerson(open.google) }
}

const NOT_FOUND = { status: 404, reason: 'notFound', message: 'Not Found' }
const DAY = { start: { date: '2023-04-02' }, end: { date: '2023-04-03' } }

describe('calendars', () => {
  test('a calendar of its own, made by a robot, is new each time and in its list', async () => {
    const { robot, robotEmail } = await start()
    const make = async () =>
      (await robot.calendars.insert({ requestBody: { summary: '마감', timeZone: 'Asia/Seoul' } })).data
    const [first, second] = [await make(), await make()]
    expect(first).toEqual({
      kind: 'calendar#calendar',
      etag: expect.any(String),
      id: expect.stringMatching(/^c_[a-z0-9]+@group\.calendar\.google\.com$/),
      summary: '마감',
      timeZone: 'Asia/Seoul',
      conferenceProperties: { allowedConferenceSolutionTypes: ['hangoutsMeet'] },
    })
    expect(second.id).not.toBe(first.id)
    const { data } = await robot.calendarList.list()
    expect(data.items?.map((entry) => [entry.id, entry.accessRole])).toEqual([
      [robotEmail, 'owner'],
      [first.id, 'owner'],
      [second.id, 'owner'],
    ])
  })

  test('a calendar, patched, changes what is named, and times are then rendered in its new zone', async () => {
    const { person, robot, calendarId } = await start()
    const event = { start: { dateTime: '2023-04-02T14:00:00Z' }, end: { dateTime: '2023-04-02T14:30:00Z' } }
    await robot.events.insert({ calendarId, requestBody: { id: 'abcde', ...event } })
    const { data } = await person.calendars.patch({
      calendarId,
      requestBody: { timeZone: 'UTC', description: 'x' },
    })
    expect(data).toMatchObject({ summary: '마감', timeZone: 'UTC', description: 'x' })
    expect((await robot.events.get({ calendarId, eventId: 'abcde' })).data.start).toEqual({
      dateTime: '2023-04-02T14:00:00Z',
      timeZone: 'UTC',
    })
  })

  test('a calendar without a title, or in a zone that is not, is refused', async () => {
    const { robot } = await start()
    expect(await refused(robot.calendars.insert({ requestBody: {} }))).toMatchObject({ reason: 'required' })
    const odd = robot.calendars.insert({ requestBody: { summary: 'x', timeZone: 'Seoul' } })
    expect(await refused(odd)).toMatchObject({ reason: 'invalid' })
  })

  test('a calendar, deleted, is gone with everything on it; a primary one cannot be', async () => {
    const { person, robot, calendarId } = await start()
    await person.calendars.delete({ calendarId })
    expect(await refused(robot.calendars.get({ calendarId }))).toEqual(NOT_FOUND)
    expect(await refused(robot.events.list({ calendarId }))).toEqual(NOT_FOUND)
    expect(await refused(person.calendars.delete({ calendarId: 'primary' }))).toMatchObject({ status: 400 })
  })

  test('primary, is the own calendar of whoever asks, which nobody else sees', async () => {
    const { robot, robotEmail, person } = await start()
    const { data } = await robot.events.insert({ calendarId: 'primary', requestBody: DAY })
    expect(data.organizer?.email).toBe(robotEmail)
    expect(await refused(person.events.list({ calendarId: robotEmail }))).toEqual(NOT_FOUND)
  })
})

describe('sharing', () => {
  test('not shared, reader and writer: 404, 403 on writing, and success', async () => {
    const { google, robot, robotEmail } = await start()
    const calendarId = google.world.createCalendar({ summary: '다른' })
    const insert = () => robot.events.insert({ calendarId, requestBody: DAY })
    expect(await refused(insert())).toEqual(NOT_FOUND)
    google.world.share(calendarId, robotEmail, 'reader')
    expect(await refused(insert())).toEqual({
      status: 403,
      reason: 'requiredAccessLevel',
      message: 'You need to have writer access to this calendar.',
    })
    google.world.share(calendarId, robotEmail, 'writer')
    expect((await insert()).status).toBe(200)
    google.world.share(calendarId, robotEmail, 'none')
    expect(await refused(insert())).toEqual(NOT_FOUND)
  })

  test('a shared calendar, is in the list of a robot only after it was put there', async () => {
    const { robot, calendarId } = await start()
    const listed = async () => (await robot.calendarList.list()).data.items?.map((entry) => entry.id)
    expect(await listed()).not.toContain(calendarId)
    expect(await refused(robot.calendarList.get({ calendarId }))).toEqual(NOT_FOUND)
    await robot.calendarList.insert({ requestBody: { id: calendarId } })
    expect(await listed()).toContain(calendarId)
    expect((await robot.calendarList.get({ calendarId })).data).toMatchObject({
      id: calendarId,
      accessRole: 'writer',
    })
  })

  test('a private event, for whoever may only read, is a busy time', async () => {
    const { google, robot, robotEmail, calendarId } = await start()
    const { id } = google.people.add(calendarId, { summary: 'secret', visibility: 'private', ...DAY })
    const get = async () => (await robot.events.get({ calendarId, eventId: id })).data
    expect((await get()).summary).toBe('secret')
    google.world.share(calendarId, robotEmail, 'reader')
    expect(await get()).toEqual({
      kind: 'calendar#event',
      etag: expect.any(String),
      id,
      status: 'confirmed',
      iCalUID: `${id}@google.com`,
      visibility: 'private',
      ...DAY,
    })
  })

  test('a private event, for a writer without access to it, is a busy time that cannot be changed', async () => {
    const { google, robot, robotEmail, calendarId } = await start()
    const { id } = google.people.add(calendarId, { summary: 'secret', visibility: 'private', ...DAY })
    google.world.share(calendarId, robotEmail, 'writerWithoutPrivateAccess')
    expect((await robot.events.get({ calendarId, eventId: id })).data).not.toHaveProperty('summary')
    const requestBody = { ...DAY, status: 'confirmed', summary: 'seen' }
    for (const change of [
      () => robot.events.update({ calendarId, eventId: id, requestBody }),
      () => robot.events.patch({ calendarId, eventId: id, requestBody }),
      () => robot.events.delete({ calendarId, eventId: id }),
    ])
      expect(await refused(change())).toMatchObject({ status: 403, reason: 'forbidden' })
    expect((await robot.events.insert({ calendarId, requestBody })).status).toBe(200)
    expect(google.world.event(calendarId, id)?.summary).toBe('secret')
  })

  test('the access list, is read and changed by owners only, and checked', async () => {
    const { robot, person, robotEmail, calendarId } = await start()
    const rule = { role: 'reader', scope: { type: 'default' } }
    expect(await refused(robot.acl.insert({ calendarId, requestBody: rule }))).toMatchObject({
      message: 'You need to have owner access to this calendar.',
    })
    expect((await person.acl.insert({ calendarId, requestBody: rule })).data).toMatchObject({
      id: 'default',
      ...rule,
    })
    expect(await refused(robot.acl.list({ calendarId }))).toMatchObject({
      message: 'You need to have owner access to this calendar.',
    })
    const { data } = await person.acl.list({ calendarId })
    expect(data.items?.map((item) => [item.id, item.role])).toEqual([
      ['user:owner@sandbox.example', 'owner'],
      [`user:${robotEmail}`, 'writer'],
      ['default', 'reader'],
    ])
    for (const requestBody of [
      { scope: { type: 'default' } },
      { role: 'king', scope: { type: 'default' } },
      { role: 'reader' },
      { role: 'reader', scope: { type: 'user' } },
      { role: 'reader', scope: { type: 'default', value: 'x' } },
    ]) {
      expect(await refused(person.acl.insert({ calendarId, requestBody }))).toMatchObject({ status: 400 })
    }
  })

  test('a calendar list, asked for writable ones and in pages, gives those', async () => {
    const { google, robot, robotEmail, calendarId } = await start()
    const readable = google.world.createCalendar({ summary: '다른' })
    google.world.share(readable, robotEmail, 'reader')
    for (const id of [calendarId, readable]) await robot.calendarList.insert({ requestBody: { id } })
    const first = await robot.calendarList.list({ minAccessRole: 'writer', maxResults: 1 })
    const second = await robot.calendarList.list({
      minAccessRole: 'writer',
      maxResults: 1,
      pageToken: first.data.nextPageToken ?? '',
    })
    expect([first, second].flatMap(({ data }) => data.items?.map((entry) => entry.id))).toEqual([
      robotEmail,
      calendarId,
    ])
    expect(second.data.nextPageToken).toBeUndefined()
  })
})

describe('channels', () => {
  test('a watch, over https with a new id, is made and can be stopped once', async () => {
    const { robot, calendarId } = await start()
    const watch = (requestBody: object) => robot.events.watch({ calendarId, requestBody })
    const good = { id: 'channel-1', type: 'web_hook', address: 'https://example.com/hook' }
    const { data } = await watch(good)
    expect(data).toMatchObject({ kind: 'api#channel', id: 'channel-1', expiration: '1679875200000' })
    expect(await refused(watch(good))).toMatchObject({ status: 400, reason: 'channelIdNotUnique' })
    const stop = () =>
      robot.channels.stop({ requestBody: { id: 'channel-1', resourceId: data.resourceId ?? '' } })
    expect((await stop()).status).toBe(204)
    expect(await refused(stop())).toEqual(NOT_FOUND)
  })

  test.each([
    [{ address: 'http://example.com/' }, 'push.webhookUrlNotHttps'],
    [{ id: 'white space' }, 'channelIdInvalid'],
    [{ id: 'x'.repeat(65) }, 'channelIdInvalid'],
    [{ token: 'x'.repeat(257) }, 'invalid'],
    [{ type: 'carrier_pigeon' }, 'invalid'],
  ])('a watch with %o, is refused', async (changes, reason) => {
    const { robot, calendarId } = await start()
    const requestBody = { id: 'channel', type: 'web_hook', address: 'https://example.com/', ...changes }
    expect(await refused(robot.events.watch({ calendarId, requestBody }))).toMatchObject({
      status: 400,
      reason,
    })
  })
})

test('colours, are eleven for events', async () => {
  const { robot } = await start()
  expect(Object.keys((await robot.colors.get()).data.event ?? {})).toHaveLength(11)
})

test('an address that nobody answers, gives a page', async () => {
  const { google } = await start()
  const answer = await fetch(`${google.url}/batch`, { method: 'POST' })
  expect([answer.status, answer.headers.get('content-type')]).toEqual([404, 'text/html; charset=UTF-8'])
})
