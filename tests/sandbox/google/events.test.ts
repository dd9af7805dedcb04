import type { calendar_v3 } from 'googleapis/build/src/apis/calendar/index.js'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { asPerson, type Place, place, refused } from './client.ts'

type Event = calendar_v3.Schema$Event

let here: Place
let person: calendar_v3.Calendar
let robotEmail: string
beforeAll(async () => {
  here = await place()
  person = asPerson(here.google)
  robotEmail = here.google.serviceAccountKey.client_email
})
afterAll(() => here.google.close())

/** A body may hold null where the client's types do not. */
const NOTHING = null as never
const DAY = { start: { date: '2023-04-02' }, end: { date: '2023-04-03' } }
const TIMED = { start: { dateTime: '2023-04-02T14:00:00Z' }, end: { dateTime: '2023-04-02T14:30:00Z' } }

let count = 0
const newId = () => {
  count += 1
  return `event${String(count).padStart(4, '0')}`
}

const insert = async (event: Event = {}, as = here.robot) =>
  (await as.events.insert({ calendarId: here.calendarId, requestBody: { id: newId(), ...DAY, ...event } }))
    .data

const get = async (eventId: string, as = here.robot) =>
  (await as.events.get({ calendarId: here.calendarId, eventId })).data

const patch = async (eventId: string, requestBody: Event, as = here.robot) =>
  (await as.events.patch({ calendarId: here.calendarId, eventId, requestBody })).data

const update = async (eventId: string, requestBody: Event, as = here.robot) =>
  (await as.events.update({ calendarId: here.calendarId, eventId, requestBody })).data

const remove = (eventId: string, as = here.robot) =>
  as.events.delete({ calendarId: here.calendarId, eventId })

const bad = (reason: string, message: string, status = 400) => ({ status, reason, message })
const DUPLICATE = bad('duplicate', 'The requested identifier already exists.', 409)
const NOT_FOUND = bad('notFound', 'Not Found', 404)

describe('insert', () => {
  test('an all-day event, under an id of our own, is answered without defaults', async () => {
    const data = await insert({ id: 'abc00', summary: '[마감] 하나', transparency: 'opaque', location: '' })
    expect(data).toEqual({
      kind: 'calendar#event',
      etag: expect.stringMatching(/^"\d+"$/),
      id: 'abc00',
      status: 'confirmed',
      htmlLink: expect.stringContaining('https://www.google.com/calendar/event?eid='),
      created: '2023-03-20T00:00:00.000Z',
      updated: '2023-03-20T00:00:00.000Z',
      summary: '[마감] 하나',
      creator: { email: robotEmail, self: true },
      organizer: { email: here.calendarId, displayName: '마감', self: true },
      ...DAY,
      iCalUID: 'abc00@google.com',
      sequence: 0,
      reminders: { useDefault: false },
      eventType: 'default',
    })
  })

  test('a timed event, is answered in the zone of the calendar, whatever was sent', async () => {
    const { start, end } = await insert({
      start: { dateTime: '2023-04-02T10:00:00-04:00' },
      end: { dateTime: '2023-04-02T23:30:00', timeZone: 'Asia/Seoul' },
    })
    expect([start, end]).toEqual([
      { dateTime: '2023-04-02T23:00:00+09:00', timeZone: 'Asia/Seoul' },
      { dateTime: '2023-04-02T23:30:00+09:00', timeZone: 'Asia/Seoul' },
    ])
  })

  test('an id, not given, is made by the service: 26 characters', async () => {
    const { id, iCalUID } = await insert({ id: null })
    expect(id).toMatch(/^[0-9a-v]{26}$/)
    expect(iCalUID).toBe(`${id}@google.com`)
  })

  test.each([
    ['too short', 'abcd'],
    ['too long', 'a'.repeat(1025)],
    ['upper case', 'ABCDE'],
    ['a UUID', '123e4567-e89b-12d3-a456-426614174000'],
    ['letters of plain base32', 'abcwxyz'],
    ['an underscore', '_abcdef'],
  ])('an id of our own, %s, is refused', async (_, id) => {
    expect(await refused(insert({ id }))).toEqual(bad('invalid', 'Invalid resource id value.'))
  })

  test('a used id: live, deleted or purged, is a duplicate', async () => {
    const { id } = await insert()
    expect(await refused(insert({ id: id ?? null }))).toEqual(DUPLICATE)
    await remove(id ?? '')
    expect(await refused(insert({ id: id ?? null }))).toEqual(DUPLICATE)
    here.google.people.emptyTrash(here.calendarId)
    expect(await refused(insert({ id: id ?? null }))).toEqual(DUPLICATE)
  })

  test('an id that another calendar uses, is free', async () => {
    const other = here.google.world.createCalendar({ summary: '다른' })
    here.google.world.share(other, robotEmail, 'writer')
    const { id } = await insert()
    const { data } = await here.robot.events.insert({
      calendarId: other,
      requestBody: { id: id ?? null, ...DAY },
    })
    expect(data.id).toBe(id)
  })

  test.each<[string, Event, string, string]>([
    ['no end', { end: NOTHING }, 'required', 'Missing end time.'],
    ['no start', { start: NOTHING }, 'required', 'Missing start time.'],
    [
      'a day and a time',
      { ...DAY, end: TIMED.end },
      'invalid',
      'Start and end times must either both be date or both be dateTime.',
    ],
    ['both in one', { start: { ...DAY.start, ...TIMED.start } }, 'invalid', 'Invalid start time.'],
    [
      'an end on the day it starts',
      { end: DAY.start },
      'timeRangeEmpty',
      'The specified time range is empty.',
    ],
    ['no length', { ...TIMED, end: TIMED.start }, 'timeRangeEmpty', 'The specified time range is empty.'],
    [
      'an end before',
      { start: TIMED.end, end: TIMED.start },
      'timeRangeEmpty',
      'The specified time range is empty.',
    ],
    ['no seconds', { ...TIMED, start: { dateTime: '2023-04-02T14:00Z' } }, 'invalid', 'Invalid start time.'],
    [
      'no zone',
      { ...TIMED, start: { dateTime: '2023-04-02T14:00:00' } },
      'required',
      'Missing time zone definition for start time.',
    ],
    ['a day that is not', { start: { date: '2023-02-30' } }, 'invalid', 'Invalid start time.'],
    [
      'an hour that is not',
      { ...TIMED, start: { dateTime: '2023-04-01T24:30:00Z' } },
      'invalid',
      'Invalid start time.',
    ],
    [
      'a zone that is not',
      { ...TIMED, start: { ...TIMED.start, timeZone: 'Seoul' } },
      'invalid',
      'Invalid time zone definition for start time.',
    ],
    ['a colour beyond eleven', { colorId: '12' }, 'invalid', 'Invalid color id value.'],
    ['a status of its own', { status: 'done' }, 'invalid', 'Invalid value for: status'],
    ['too long a title', { summary: 'x'.repeat(1025) }, 'invalid', 'The summary is too long.'],
    ['too long a text', { description: 'x'.repeat(8193) }, 'invalid', 'The description is too long.'],
    ['a source elsewhere', { source: { url: 'notion://x' } }, 'invalid', 'Invalid source url.'],
    ['a rule with DTSTART', { recurrence: ['DTSTART:20230402'] }, 'invalid', 'Invalid recurrence rule.'],
    [
      'repeats without a zone',
      { ...TIMED, recurrence: ['RRULE:FREQ=DAILY'] },
      'required',
      'Missing time zone definition for start time.',
    ],
  ])('an event with %s, is refused', async (_, event, reason, message) => {
    expect(await refused(insert(event))).toEqual(bad(reason, message))
  })

  test('an event, refused, leaves its id free', async () => {
    const id = newId()
    await refused(insert({ id, end: NOTHING }))
    expect((await insert({ id })).id).toBe(id)
  })

  test('an import, under its iCalUID, is made once', async () => {
    const make = () =>
      here.robot.events.import({ calendarId: here.calendarId, requestBody: { iCalUID: 'a@b.kr', ...DAY } })
    expect((await make()).data.id).toBe('_c5064bjbe8')
    expect(await refused(make())).toEqual(DUPLICATE)
    const without = here.robot.events.import({ calendarId: here.calendarId, requestBody: DAY })
    expect(await refused(without)).toEqual(bad('required', 'Missing iCal UID.'))
  })

  test('a body that is not JSON, is a parse error', async () => {
    await here.robot.colors.get()
    const { authorization } = await token()
    const url = `${here.google.url}/calendar/v3/calendars/${encodeURIComponent(here.calendarId)}/events`
    const answer = await fetch(url, { method: 'POST', headers: { authorization }, body: '{"a":' })
    expect([answer.status, await answer.json()]).toEqual([
      400,
      {
        error: {
          errors: [{ domain: 'global', reason: 'parseError', message: 'Parse Error' }],
          code: 400,
          message: 'Parse Error',
        },
      },
    ])
  })
})

async function token() {
  const { clientId, clientSecret, refreshToken } = here.google.oauth
  const form = { grant_type: 'refresh_token', client_id: clientId, client_secret: clientSecret }
  const body = new URLSearchParams({ ...form, refresh_token: refreshToken })
  const answer = (await (await fetch(here.google.tokenUrl, { method: 'POST', body })).json()) as {
    access_token: string
  }
  return { authorization: `Bearer ${answer.access_token}` }
}

describe('silent changes', () => {
  const reminders = async (value: object, event: Event = {}) =>
    (await insert({ ...event, reminders: value as never })).reminders

  test('reminders, out of range, doubled, unknown or in another order, are mended without a word', async () => {
    const overrides = [
      { method: 'popup', minutes: 99_999 },
      { method: 'sms', minutes: 10 },
      { method: 'email', minutes: 60 },
      { method: 'popup', minutes: -5 },
      { method: 'email', minutes: 60 },
    ]
    expect(await reminders({ useDefault: false, overrides })).toEqual({
      useDefault: false,
      overrides: [
        { method: 'popup', minutes: 0 },
        { method: 'email', minutes: 60 },
        { method: 'popup', minutes: 40_320 },
      ],
    })
  })

  test('reminders, an empty list, comes back as no list', async () => {
    expect(await reminders({ useDefault: false, overrides: [] })).toEqual({ useDefault: false })
  })

  test('reminders, defaults beside overrides, or six, are refused', async () => {
    const one = (minutes: number) => ({ method: 'popup', minutes })
    expect(await refused(reminders({ useDefault: true, overrides: [one(1)] }))).toMatchObject({
      reason: 'cannotUseDefaultRemindersAndSpecifyOverride',
    })
    expect(
      await refused(reminders({ useDefault: false, overrides: [1, 2, 3, 4, 5, 6].map(one) })),
    ).toMatchObject({
      reason: 'eventRemindersCountExceedsLimit',
    })
  })

  test('reminders, none given, follow the calendar for a time and are copied from it for a day', async () => {
    here.google.world.setDefaultReminders(here.calendarId, [{ method: 'popup', minutes: 30 }])
    expect((await insert(TIMED)).reminders).toEqual({ useDefault: true })
    expect((await insert(DAY)).reminders).toEqual({
      useDefault: false,
      overrides: [{ method: 'popup', minutes: 30 }],
    })
    here.google.world.setDefaultReminders(here.calendarId, [])
  })

  test('extended properties, keys over 44 are dropped and values over 1024 cut', async () => {
    const long = { ['k'.repeat(45)]: 'x', ['k'.repeat(44)]: 'y'.repeat(1025) }
    const { extendedProperties } = await insert({ extendedProperties: { private: long, shared: {} } })
    expect(extendedProperties).toEqual({ private: { ['k'.repeat(44)]: 'y'.repeat(1024) } })
  })

  test('extended properties, more than 300 or 32 kB, are refused', async () => {
    const many = Object.fromEntries(Array.from({ length: 301 }, (_, at) => [`k${at}`, 'x']))
    const large = Object.fromEntries(Array.from({ length: 33 }, (_, at) => [`k${at}`, 'x'.repeat(1024)]))
    for (const own of [many, large]) {
      expect(await refused(insert({ extendedProperties: { private: own } }))).toMatchObject({ status: 400 })
    }
  })

  test('unknown fields, are ignored and noted as violations', async () => {
    const before = here.google.world.violations.length
    const data = await insert({ colour: 'red' } as Event)
    expect(data).not.toHaveProperty('colour')
    expect(here.google.world.violations.slice(before)).toEqual(['unknown event field: colour'])
  })
})

describe('update and patch', () => {
  test('a PUT, clears what it does not send', async () => {
    const { id } = await insert({
      summary: 'a',
      description: 'b',
      extendedProperties: { private: { k: 'v' } },
    })
    const data = await update(id ?? '', { summary: 'c', ...TIMED })
    expect(data).toMatchObject({ summary: 'c', start: { dateTime: '2023-04-02T23:00:00+09:00' } })
    expect(Object.keys(data)).not.toContain('description')
    expect(Object.keys(data)).not.toContain('extendedProperties')
  })

  test('a PATCH, merges objects, replaces lists, removes by null', async () => {
    const { id } = await insert({
      summary: 'a',
      description: 'b',
      extendedProperties: { private: { k: '1', l: '2' }, shared: { s: '3' } },
      reminders: { useDefault: false, overrides: [{ method: 'popup', minutes: 1 }] },
    })
    const properties = { private: { k: null, m: '4' } } as never
    const overrides = [{ method: 'popup', minutes: 2 }]
    const data = await patch(id ?? '', {
      description: null,
      extendedProperties: properties,
      reminders: { useDefault: false, overrides },
    })
    expect(data).toMatchObject({ summary: 'a', reminders: { useDefault: false, overrides } })
    expect(data.extendedProperties).toEqual({ private: { l: '2', m: '4' }, shared: { s: '3' } })
    expect(Object.keys(data)).not.toContain('description')
  })

  test('a PATCH from day to time, has to take the day away', async () => {
    const { id } = await insert(DAY)
    expect(await refused(patch(id ?? '', TIMED))).toEqual(bad('invalid', 'Invalid end time.'))
    const data = await patch(id ?? '', {
      start: { ...TIMED.start, date: null },
      end: { ...TIMED.end, date: null },
    })
    expect(data.start).toEqual({ dateTime: '2023-04-02T23:00:00+09:00', timeZone: 'Asia/Seoul' })
  })

  test('a write that changes nothing, moves neither etag nor time', async () => {
    const made = await insert({ summary: 'a' })
    here.clock.advance(60_000)
    expect(await patch(made.id ?? '', { summary: 'a' })).toEqual(made)
    expect(await update(made.id ?? '', { summary: 'a', ...DAY })).toEqual(made)
  })

  test('a change, moves etag and updated; of reminders alone, the etag only', async () => {
    const made = await insert({ summary: 'a' })
    here.clock.advance(60_000)
    const reminded = await patch(made.id ?? '', {
      reminders: { useDefault: false, overrides: [{ method: 'popup', minutes: 5 }] },
    })
    expect(reminded.etag).not.toBe(made.etag)
    expect(reminded.updated).toBe(made.updated)
    const renamed = await patch(made.id ?? '', { summary: 'b' })
    expect(Date.parse(renamed.updated ?? '') - Date.parse(made.updated ?? '')).toBe(60_000)
    expect(renamed.created).toBe(made.created)
  })

  test('a sequence: rises with a move, may not be lowered', async () => {
    const { id } = await insert()
    const moved = await patch(id ?? '', { end: { date: '2023-04-04' } })
    expect(moved.sequence).toBe(1)
    expect(await refused(patch(id ?? '', { sequence: 0 }))).toMatchObject({ status: 400, reason: 'invalid' })
    expect((await patch(id ?? '', { sequence: 7 })).sequence).toBe(7)
  })

  test('what does not exist, is not made', async () => {
    expect(await refused(update('nothing00', DAY))).toEqual(NOT_FOUND)
    expect(await refused(patch('nothing00', {}))).toEqual(NOT_FOUND)
    expect(await refused(get('nothing00'))).toEqual(NOT_FOUND)
    expect(await refused(remove('nothing00'))).toEqual(NOT_FOUND)
  })

  test('a source: only its creator sees or sets it', async () => {
    const source = { url: 'https://www.notion.so/x', title: 'Notion' }
    const { id } = await insert({ source })
    expect((await get(id ?? '')).source).toEqual(source)
    expect((await get(id ?? '', person)).source).toBeUndefined()
    await patch(id ?? '', { source: { url: 'https://evil.example/' } }, person)
    expect((await get(id ?? '')).source).toEqual(source)
  })

  test('attachments, by a writer that does not say it knows them, stay as they are', async () => {
    const { id } = await insert()
    here.google.people.attach(here.calendarId, id ?? '', 'https://drive.example/1')
    await update(id ?? '', { summary: 'x', ...DAY })
    expect((await get(id ?? '')).attachments).toEqual([{ fileUrl: 'https://drive.example/1' }])
  })
})

describe('If-Match', () => {
  test('the present etag passes, an old one does not, for every way of writing', async () => {
    const { id, etag } = await insert()
    const eventId = id ?? ''
    const at = (tag: string) => ({ headers: { 'If-Match': tag } })
    const calendarId = here.calendarId
    const requestBody = { summary: 'b' }
    const { data } = await here.robot.events.patch({ calendarId, eventId, requestBody }, at(etag ?? ''))
    const stale = bad('conditionNotMet', 'Precondition Failed', 412)
    const old = at(etag ?? '')
    expect(await refused(here.robot.events.patch({ calendarId, eventId, requestBody }, old))).toEqual(stale)
    expect(await refused(here.robot.events.update({ calendarId, eventId, requestBody: DAY }, old))).toEqual(
      stale,
    )
    expect(await refused(here.robot.events.delete({ calendarId, eventId }, old))).toEqual(stale)
    await here.robot.events.delete({ calendarId, eventId }, at(data.etag ?? ''))
    expect((await get(eventId)).status).toBe('cancelled')
  })

  test('If-None-Match, the present etag, is answered 304 without a body', async () => {
    const { id, etag } = await insert()
    const answer = await here.robot.events.get(
      { calendarId: here.calendarId, eventId: id ?? '' },
      { headers: { 'If-None-Match': etag ?? '' } },
    )
    expect([answer.status, answer.data]).toEqual([304, ''])
  })
})

describe('deleted events', () => {
  const GONE = bad('deleted', 'Resource has been deleted', 410)
  const FORBIDDEN = bad('forbidden', 'Forbidden', 403)

  test('a delete, leaves a tombstone that can be read in full; a second is 410', async () => {
    const { id } = await insert({ summary: 'a' })
    const { status, data } = await remove(id ?? '')
    expect([status, data]).toEqual([204, ''])
    expect(await get(id ?? '')).toMatchObject({ status: 'cancelled', summary: 'a' })
    expect(await refused(remove(id ?? ''))).toEqual(GONE)
  })

  test('a revival, needs the status said: PATCH without it changes a tombstone, PUT is forbidden', async () => {
    const { id } = await insert({ summary: 'a' })
    await remove(id ?? '')
    expect(await patch(id ?? '', { summary: 'b' })).toMatchObject({ status: 'cancelled', summary: 'b' })
    expect(await refused(update(id ?? '', DAY))).toEqual(FORBIDDEN)
    expect(await update(id ?? '', { status: 'confirmed', ...DAY })).toMatchObject({ status: 'confirmed' })
    await remove(id ?? '')
    expect(await patch(id ?? '', { status: 'confirmed' })).toMatchObject({ status: 'confirmed' })
  })

  test('the trash, emptied by a person, burns the id', async () => {
    const { id } = await insert()
    await remove(id ?? '')
    here.google.people.emptyTrash(here.calendarId)
    expect(await refused(get(id ?? ''))).toEqual(NOT_FOUND)
    expect(await refused(patch(id ?? '', { status: 'confirmed' }))).toEqual(FORBIDDEN)
    expect(await refused(update(id ?? '', { status: 'confirmed', ...DAY }))).toEqual(FORBIDDEN)
    expect(await refused(remove(id ?? ''))).toEqual(GONE)
    expect(here.google.world.event(here.calendarId, id ?? '')).toMatchObject({ id, purged: true })
  })
})

describe('guests', () => {
  const NO_GUESTS = {
    status: 403,
    reason: 'forbiddenForServiceAccounts',
    message: 'Service accounts cannot invite attendees without Domain-Wide Delegation of Authority.',
  }

  test('a service account, may not name any, and leaves those of a person alone by PATCH', async () => {
    const attendees = [{ email: 'guest@sandbox.example' }]
    expect(await refused(insert({ attendees }))).toEqual(NO_GUESTS)
    const { id } = await insert()
    here.google.people.invite(here.calendarId, id ?? '', ['guest@sandbox.example'])
    expect(await refused(patch(id ?? '', { attendees }))).toEqual(NO_GUESTS)
    expect((await patch(id ?? '', { summary: 'x' })).attendees).toEqual([
      { email: 'guest@sandbox.example', responseStatus: 'needsAction' },
    ])
    await update(id ?? '', { summary: 'x', ...DAY })
    expect((await get(id ?? '')).attendees).toBeUndefined()
  })

  test('a person, may invite', async () => {
    const data = await insert({ attendees: [{ email: 'guest@sandbox.example' }] }, person)
    expect(data.attendees).toHaveLength(1)
  })
})

describe('fields', () => {
  test('a part of an answer, asked for, is all that comes', async () => {
    const { id } = await insert({ summary: 'a', extendedProperties: { private: { k: '1', l: '2' } } })
    const ask = (fields: string) =>
      here.robot.events.get({ calendarId: here.calendarId, eventId: id ?? '', fields })
    expect((await ask('id,start/date,extendedProperties(private(k))')).data).toEqual({
      id,
      start: { date: '2023-04-02' },
      extendedProperties: { private: { k: '1' } },
    })
    expect(await refused(ask('id,start('))).toMatchObject({ status: 400, reason: 'invalidParameter' })
  })
})
