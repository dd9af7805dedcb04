import { afterEach, expect, test } from 'vitest'
import { sandboxClock } from '../../../src/sandbox/clock.ts'
import { startGoogleSandbox } from '../../../src/sandbox/google/index.ts'
import { type Place, place, refused } from './client.ts'

let open: Place | null = null
afterEach(() => open?.google.close())

const DAY = { start: { date: '2023-04-02' }, end: { date: '2023-04-03' } }

test('a person, edits an event of the robot in every way, and the robot sees it', async () => {
  open = await place()
  const { google, robot, calendarId } = open
  const { people } = google
  await robot.events.insert({ calendarId, requestBody: { id: 'abcde', summary: 'a', ...DAY } })
  const get = async () => (await robot.events.get({ calendarId, eventId: 'abcde' })).data

  people.move(calendarId, 'abcde', {
    start: { dateTime: '2023-04-05T09:00:00+09:00' },
    end: { dateTime: '2023-04-05T10:00:00+09:00' },
  })
  expect(await get()).toMatchObject({ start: { dateTime: '2023-04-05T09:00:00+09:00' }, sequence: 1 })
  people.move(calendarId, 'abcde', DAY)
  expect(await get()).toMatchObject({ ...DAY, sequence: 2 })

  people.rename(calendarId, 'abcde', 'b')
  people.recolour(calendarId, 'abcde', '11')
  people.remind(calendarId, 'abcde', [{ method: 'popup', minutes: 10 }])
  people.invite(calendarId, 'abcde', ['guest@sandbox.example'])
  people.attach(calendarId, 'abcde', 'https://drive.example/1')
  people.edit(calendarId, 'abcde', { location: '서울' })
  expect(await get()).toMatchObject({
    summary: 'b',
    colorId: '11',
    location: '서울',
    attendees: [{ email: 'guest@sandbox.example', responseStatus: 'needsAction' }],
    attachments: [{ fileUrl: 'https://drive.example/1' }],
  })
  // Reminders are each account's own.
  expect((await get()).reminders).toEqual({ useDefault: false })
  expect(google.world.event(calendarId, 'abcde', people.email)?.reminders).toEqual({
    useDefault: false,
    overrides: [{ method: 'popup', minutes: 10 }],
  })
  people.recolour(calendarId, 'abcde', null)
  expect(await get()).not.toHaveProperty('colorId')

  people.delete(calendarId, 'abcde')
  expect(await get()).toMatchObject({ status: 'cancelled', summary: 'b' })
  people.restore(calendarId, 'abcde')
  expect(await get()).toMatchObject({ status: 'confirmed', summary: 'b' })

  const own = people.add(calendarId, { summary: 'lunch', ...DAY })
  expect(google.world.events(calendarId).map((event) => [event.id, event.creator?.email])).toEqual([
    ['abcde', google.serviceAccountKey.client_email],
    [own.id, people.email],
  ])
})

test('an event, copied and moved to another calendar by a person, stands there with all that was on it', async () => {
  open = await place()
  const { google, robot, calendarId } = open
  const { people, world } = google
  const extendedProperties = { private: { mark: 'x' } }
  await robot.events.insert({
    calendarId,
    requestBody: { id: 'abcde', summary: 'a', extendedProperties, ...DAY },
  })
  const copied = people.copy(calendarId, 'abcde')
  expect(copied).toMatchObject({ summary: 'a', extendedProperties, ...DAY })
  expect(copied.id).not.toBe('abcde')

  const other = world.createCalendar({ summary: '다른' })
  people.carry(calendarId, 'abcde', other)
  expect(world.event(other, 'abcde')).toMatchObject({ summary: 'a', extendedProperties, status: 'confirmed' })
  const { data } = await robot.events.list({ calendarId, showDeleted: true })
  expect(data.items?.map(({ id, status }) => [id, status])).toEqual([
    ['abcde', 'cancelled'],
    [copied.id, 'confirmed'],
  ])
  const requestBody = { status: 'confirmed', summary: 'a', ...DAY }
  expect(await refused(robot.events.update({ calendarId, eventId: 'abcde', requestBody }))).toMatchObject({
    status: 403,
    reason: 'forbidden',
  })
  expect(
    await refused(robot.events.insert({ calendarId, requestBody: { id: 'abcde', ...DAY } })),
  ).toMatchObject({ status: 409 })
  people.carry(other, 'abcde', calendarId)
  expect([world.event(calendarId, 'abcde')?.status, world.event(other, 'abcde')?.status]).toEqual([
    'confirmed',
    'cancelled',
  ])
  expect(() => people.carry(calendarId, 'nowhere', other)).toThrow('Not Found')
})

test('a person, cannot do what the service refuses', async () => {
  open = await place()
  const { people } = open.google
  expect(() => people.rename('nowhere', 'abcde', 'x')).toThrow('Not Found')
  expect(() => people.add(open?.calendarId ?? '', { start: DAY.start })).toThrow('Missing end time.')
})

test('two sandboxes with one seed, make the same ids and the same key', async () => {
  const made = await Promise.all(
    [1, 1, 2].map(async (seed) => {
      const google = await startGoogleSandbox({ clock: sandboxClock('2023-03-20T00:00:00Z'), seed })
      const calendarId = google.world.createCalendar({ summary: 'x' })
      const { id } = google.people.add(calendarId, DAY)
      await google.close()
      return {
        calendarId,
        id,
        refreshToken: google.oauth.refreshToken,
        key: google.serviceAccountKey.private_key,
      }
    }),
  )
  expect(made[1]).toEqual(made[0])
  expect(made[2]?.id).not.toBe(made[0]?.id)
})
