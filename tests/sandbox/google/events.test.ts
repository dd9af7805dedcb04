import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Place, place, refused } from './client.ts'

let here: Place
beforeAll(async () => {
  here = await place()
})
afterAll(() => here.google.close())

const DAY = { start: { date: '2023-04-02' }, end: { date: '2023-04-03' } }

describe('insert', () => {
  test('an all-day event, under an id of our own, is answered without defaults', async () => {
    const { data } = await here.robot.events.insert({
      calendarId: here.calendarId,
      requestBody: { id: 'abc00', summary: '[마감] 하나', transparency: 'opaque', ...DAY },
    })
    const robot = here.google.serviceAccountKey.client_email
    expect(data).toEqual({
      kind: 'calendar#event',
      etag: expect.stringMatching(/^"\d+"$/),
      id: 'abc00',
      status: 'confirmed',
      htmlLink: expect.stringContaining('https://www.google.com/calendar/event?eid='),
      created: '2023-03-20T00:00:00.000Z',
      updated: '2023-03-20T00:00:00.000Z',
      summary: '[마감] 하나',
      creator: { email: robot, self: true },
      organizer: { email: here.calendarId, displayName: '마감', self: true },
      ...DAY,
      iCalUID: 'abc00@google.com',
      sequence: 0,
      reminders: { useDefault: false },
      eventType: 'default',
    })
  })

  test('a used id, also of a deleted event, is a duplicate', async () => {
    const insert = () =>
      here.robot.events.insert({ calendarId: here.calendarId, requestBody: { id: 'abc01', ...DAY } })
    await insert()
    const duplicate = {
      status: 409,
      reason: 'duplicate',
      message: 'The requested identifier already exists.',
    }
    expect(await refused(insert())).toEqual(duplicate)
    await here.robot.events.delete({ calendarId: here.calendarId, eventId: 'abc01' })
    expect(await refused(insert())).toEqual(duplicate)
  })
})
