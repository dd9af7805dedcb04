import type { calendar_v3 } from 'googleapis/build/src/apis/calendar/index.js'
import { afterEach, describe, expect, test } from 'vitest'
import type { GoogleSandboxOptions } from '../../../src/sandbox/google/index.ts'
import { asPerson, type Place, place, refused } from './client.ts'

type Query = Omit<calendar_v3.Params$Resource$Events$List, 'calendarId'>

let open: Place | null = null
afterEach(() => open?.google.close())

async function start(options: Partial<GoogleSandboxOptions> = {}): Promise<Place> {
  open = await place(options)
  return open
}

const idOf = (at: number) => `event${String(at).padStart(4, '0')}`

/** Events `event0001` and on, each on a day of April 2023. */
async function fill(here: Place, count: number): Promise<void> {
  for (let at = 1; at <= count; at += 1) {
    const day = (shift: number) => ({ date: `2023-04-${String(at + shift).padStart(2, '0')}` })
    const properties = { magam: at % 2 === 0 ? 'even' : 'odd', key: `a=b&c ${at}` }
    await here.robot.events.insert({
      calendarId: here.calendarId,
      requestBody: {
        id: idOf(at),
        summary: `number ${at}`,
        start: day(0),
        end: day(1),
        extendedProperties: { private: properties },
      },
    })
  }
}

const list = async (here: Place, query: Query = {}) =>
  (await here.robot.events.list({ calendarId: here.calendarId, ...query })).data

const ids = (data: calendar_v3.Schema$Events) => data.items?.map((event) => event.id)

/** Follows page tokens to the end. */
async function all(here: Place, query: Query = {}) {
  const seen: (string | null | undefined)[] = []
  const sizes: number[] = []
  let data = await list(here, query)
  for (;;) {
    seen.push(...(ids(data) ?? []))
    sizes.push(data.items?.length ?? 0)
    if (!data.nextPageToken) return { seen, sizes, syncToken: data.nextSyncToken ?? '' }
    expect(data.nextSyncToken).toBeUndefined()
    data = await list(here, { ...query, pageToken: data.nextPageToken })
  }
}

const numbers = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, at) => idOf(from + at))

describe('pages', () => {
  test('a list, in pages, gives everything once and a sync token on the last', async () => {
    const here = await start()
    await fill(here, 7)
    const { seen, sizes, syncToken } = await all(here, { maxResults: 3 })
    expect([seen, sizes]).toEqual([numbers(1, 7), [3, 3, 1]])
    expect(syncToken).not.toBe('')
  })

  test('ragged pages, some empty with more to come, still give everything once', async () => {
    const here = await start({ raggedPages: 7 })
    await fill(here, 9)
    const { seen, sizes } = await all(here, { maxResults: 2 })
    expect(seen).toEqual(numbers(1, 9))
    expect(sizes.slice(0, -1)).toContain(0)
  })

  test('events made and changed while paging, are not lost', async () => {
    const here = await start()
    await fill(here, 4)
    const first = await list(here, { maxResults: 2 })
    here.google.people.rename(here.calendarId, idOf(1), 'renamed')
    here.google.people.delete(here.calendarId, idOf(2))
    here.google.people.add(here.calendarId, {
      id: 'added',
      start: { date: '2023-05-01' },
      end: { date: '2023-05-02' },
    })
    const second = await list(here, { maxResults: 2, pageToken: first.nextPageToken ?? '' })
    const third = await list(here, { maxResults: 2, pageToken: second.nextPageToken ?? '' })
    expect([ids(first), ids(second), ids(third)]).toEqual([numbers(1, 2), numbers(3, 4), ['added']])
    const later = await list(here, { syncToken: third.nextSyncToken ?? '' })
    expect(ids(later)).toEqual([idOf(1), idOf(2), 'added'])
  })

  test('a page token, with another query or made up, is refused', async () => {
    const here = await start()
    await fill(here, 3)
    const { nextPageToken } = await list(here, { maxResults: 1 })
    const wrong = { status: 400, reason: 'invalid', message: 'Invalid page token value.' }
    expect(await refused(list(here, { maxResults: 2, pageToken: nextPageToken ?? '' }))).toEqual(wrong)
    expect(await refused(list(here, { pageToken: 'xyz' }))).toEqual(wrong)
  })
})

describe('filters', () => {
  test('private properties, repeated, must all be equal, whatever their characters', async () => {
    const here = await start()
    await fill(here, 4)
    const by = (...privateExtendedProperty: string[]) => list(here, { privateExtendedProperty })
    expect(ids(await by('magam=even'))).toEqual([idOf(2), idOf(4)])
    expect(ids(await by('magam=even', 'key=a=b&c 4'))).toEqual([idOf(4)])
    expect(ids(await by('magam=even', 'key=a=b&c 3'))).toEqual([])
    expect((await by('magam=even')).nextSyncToken).toBeUndefined()
    expect(await refused(by('magam'))).toMatchObject({ status: 400, reason: 'invalid' })
  })

  test('a window, bounds the end from below and the start from above, both exclusive, in the zone of the calendar', async () => {
    const here = await start()
    await fill(here, 4)
    const timeMin = '2023-04-03T00:00:00+09:00'
    const timeMax = '2023-04-04T00:00:00+09:00'
    expect(ids(await list(here, { timeMin, timeMax }))).toEqual([idOf(3)])
    expect(await refused(list(here, { timeMin: '2023-04-03T00:00:00' }))).toMatchObject({ status: 400 })
  })

  test('deleted events, are listed when asked for, with their details', async () => {
    const here = await start()
    await fill(here, 3)
    here.google.people.delete(here.calendarId, idOf(2))
    expect(ids(await list(here))).toEqual([idOf(1), idOf(3)])
    const { items } = await list(here, { showDeleted: true })
    expect(items?.[1]).toMatchObject({ id: idOf(2), status: 'cancelled', summary: 'number 2' })
    here.google.people.emptyTrash(here.calendarId)
    expect(ids(await list(here, { showDeleted: true }))).toEqual([idOf(1), idOf(3)])
  })

  test('updatedMin, includes what was deleted, and may not lie too far back', async () => {
    const here = await start()
    await fill(here, 3)
    here.clock.advance(3_600_000)
    here.google.people.delete(here.calendarId, idOf(2))
    expect(ids(await list(here, { updatedMin: '2023-03-20T00:30:00Z' }))).toEqual([idOf(2)])
    expect(await refused(list(here, { updatedMin: '2023-01-01T00:00:00Z' }))).toMatchObject({
      status: 410,
      reason: 'updatedMinTooLongAgo',
    })
  })

  test('an order by start, needs single events, and gives no sync token', async () => {
    const here = await start()
    await fill(here, 2)
    here.google.people.move(here.calendarId, idOf(1), {
      start: { date: '2023-06-01' },
      end: { date: '2023-06-02' },
    })
    expect(await refused(list(here, { orderBy: 'startTime' }))).toMatchObject({ status: 400 })
    const data = await list(here, { orderBy: 'startTime', singleEvents: true })
    expect([ids(data), data.nextSyncToken]).toEqual([[idOf(2), idOf(1)], undefined])
  })

  test.each([{ maxResults: 0 }, { orderBy: 'colour' }, { timeZone: 'Nowhere' }])(
    'a parameter that makes no sense, %o, is refused',
    async (query) => {
      expect(await refused(list(await start(), query))).toMatchObject({
        status: 400,
        reason: 'invalidParameter',
      })
    },
  )
})

describe('sync tokens', () => {
  test('an incremental list, gives what changed since, deleted entries by id only', async () => {
    const here = await start()
    await fill(here, 4)
    const { syncToken } = await all(here)
    expect((await all(here, { syncToken })).seen).toEqual([])
    here.google.people.rename(here.calendarId, idOf(3), 'renamed')
    here.google.people.delete(here.calendarId, idOf(1))
    const { items, nextSyncToken } = await list(here, { syncToken })
    expect(items).toEqual([
      { kind: 'calendar#event', etag: expect.any(String), id: idOf(1), status: 'cancelled' },
      expect.objectContaining({ id: idOf(3), summary: 'renamed' }),
    ])
    expect((await all(here, { syncToken: nextSyncToken ?? '' })).seen).toEqual([])
  })

  test('an incremental list, also comes in pages', async () => {
    const here = await start()
    const { syncToken } = await all(here)
    await fill(here, 5)
    const later = await all(here, { syncToken, maxResults: 2 })
    expect([later.seen, later.sizes]).toEqual([numbers(1, 5), [2, 2, 1]])
    expect((await all(here, { syncToken: later.syncToken })).seen).toEqual([])
  })

  test.each<[string, Query]>([
    ['iCalUID', { iCalUID: 'x' }],
    ['orderBy', { orderBy: 'updated' }],
    ['privateExtendedProperty', { privateExtendedProperty: ['a=b'] }],
    ['q', { q: 'x' }],
    ['sharedExtendedProperty', { sharedExtendedProperty: ['a=b'] }],
    ['timeMin', { timeMin: '2023-01-01T00:00:00Z' }],
    ['timeMax', { timeMax: '2023-01-01T00:00:00Z' }],
    ['updatedMin', { updatedMin: '2023-03-20T00:00:00Z' }],
    ['showDeleted=false', { showDeleted: false }],
  ])('beside one, %s is refused', async (_, query) => {
    const here = await start()
    const { syncToken } = await all(here)
    expect(await refused(list(here, { syncToken, ...query }))).toMatchObject({ status: 400 })
  })

  test('the window of the first list, stays baked in', async () => {
    const here = await start()
    const { syncToken } = await all(here, { timeMin: '2023-04-03T00:00:00+09:00' })
    await fill(here, 4)
    expect((await all(here, { syncToken })).seen).toEqual(numbers(3, 4))
  })

  test('one that does not parse, or of another query or calendar, is refused with 400', async () => {
    const here = await start()
    const { syncToken } = await all(here)
    const wrong = { status: 400, reason: 'invalid', message: 'Invalid sync token value.' }
    expect(await refused(list(here, { syncToken: 'nonsense' }))).toEqual(wrong)
    expect(await refused(list(here, { syncToken, singleEvents: true }))).toEqual(wrong)
    const other = here.google.world.createCalendar({ summary: '다른' })
    const calls = asPerson(here.google).events.list({ calendarId: other, syncToken })
    expect(await refused(calls)).toEqual(wrong)
  })

  test('one that is old, or older than a change of sharing, wants a full sync', async () => {
    const here = await start()
    const gone = {
      status: 410,
      reason: 'fullSyncRequired',
      message: 'Sync token is no longer valid, a full sync is required.',
    }
    const first = await all(here)
    here.google.world.share(here.calendarId, 'default', 'reader')
    expect(await refused(list(here, { syncToken: first.syncToken }))).toEqual(gone)
    const second = await all(here)
    here.clock.advance(29 * 86_400_000)
    expect(await refused(list(here, { syncToken: second.syncToken }))).toEqual(gone)
  })
})

describe('a list that lags', () => {
  test('shows what was there before, while a get is up to date, and loses nothing to sync', async () => {
    const here = await start({ listLag: 5000 })
    await fill(here, 2)
    expect(ids(await list(here))).toEqual([])
    here.clock.advance(5000)
    const { syncToken, seen } = await all(here)
    expect(seen).toEqual(numbers(1, 2))
    here.google.people.rename(here.calendarId, idOf(1), 'renamed')
    here.google.people.delete(here.calendarId, idOf(2))
    const { data } = await here.robot.events.get({ calendarId: here.calendarId, eventId: idOf(1) })
    expect(data.summary).toBe('renamed')
    expect((await list(here)).items?.map((event) => event.summary)).toEqual(['number 1', 'number 2'])
    const early = await all(here, { syncToken })
    expect(early.seen).toEqual([])
    here.clock.advance(5000)
    expect((await all(here, { syncToken: early.syncToken })).seen).toEqual(numbers(1, 2))
  })
})

test('a list, unchanged, answers 304 to its etag', async () => {
  const here = await start()
  const { etag } = await list(here)
  const again = () =>
    here.robot.events.list({ calendarId: here.calendarId }, { headers: { 'If-None-Match': etag ?? '' } })
  expect((await again()).status).toBe(304)
  await fill(here, 1)
  expect((await again()).status).toBe(200)
})
