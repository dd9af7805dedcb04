import { expect, test } from 'vitest'
import { forgetWithdrawn, publicFeedSink } from '../../../src/sinks/public-feed/sink.ts'
import { entryOf, memoryOf } from './entries.ts'

const OPTIONS = { alarms: ['1d'] }
const entry = entryOf('a1', { kind: 'day', date: '2023-03-30' })
const create = { action: 'create', entry, reason: 'new', why: 'new' } as const

function feed(now = '2023-03-20T00:00:00Z') {
  const memory = memoryOf()
  return { memory, sink: (at = now) => publicFeedSink('kb', OPTIONS, memory, () => at) }
}

const line = (ics: string, name: string) => new RegExp(`^${name}:(.*)\r$`, 'm').exec(ics)?.[1]

test('a withdrawn entry, says so in status, title, count and time', async () => {
  const { memory, sink } = feed()
  await sink().apply(create)
  const [held] = await sink().held()
  if (held === undefined) throw new Error('nothing held')
  await sink('2023-03-21T00:00:00Z').apply({ action: 'delete', held, reason: 'gone', why: 'gone' })
  const ics = memory.rows.get(entry.key)?.ics ?? ''
  expect(
    ['STATUS', 'SUMMARY', 'SEQUENCE', 'DTSTAMP', 'LAST-MODIFIED', 'CREATED'].map((name) => line(ics, name)),
  ).toEqual([
    'CANCELLED',
    '[취소] [마감] a1',
    '1',
    '20230321T000000Z',
    '20230321T000000Z',
    '20230301T000000Z',
  ])
  expect(ics).not.toContain('VALARM')
})

test('an entry that returns, is confirmed again with a higher count', async () => {
  const { memory, sink } = feed()
  await sink().apply(create)
  const [held] = await sink().held()
  if (held === undefined) throw new Error('nothing held')
  await sink().apply({ action: 'delete', held, reason: 'gone', why: 'gone' })
  const [tombstone] = await sink().held()
  if (tombstone === undefined) throw new Error('nothing held')
  expect(tombstone).toMatchObject({ state: 'cancelled', stamp: { sequence: 1 } })
  const returned = { ...entry, stamp: { ...entry.stamp, sequence: 2 } }
  await sink().apply({ action: 'restore', entry: returned, held: tombstone, reason: 'returned', why: '' })
  const ics = memory.rows.get(entry.key)?.ics ?? ''
  expect([line(ics, 'STATUS'), line(ics, 'SEQUENCE'), line(ics, 'UID')]).toEqual([
    'CONFIRMED',
    '2',
    'a1@magam',
  ])
})

test('the same change again, writes nothing', async () => {
  const { memory, sink } = feed()
  await sink().apply(create)
  const row = memory.rows.get(entry.key)
  expect((await sink().apply(create)).result).toBe('already')
  expect(memory.rows.get(entry.key)).toBe(row)
})

test('alarms that the settings changed, make kept texts out of date', async () => {
  const { memory, sink } = feed()
  await sink().apply(create)
  const [fresh] = await sink().held()
  const [stale] = await publicFeedSink('kb', { alarms: ['3d'] }, memory, () => '').held()
  expect([fresh?.stale, stale?.stale]).toEqual([[], [{ field: 'alarms', from: '1 1d', to: '1 3d' }]])
})

test('withdrawn entries, are forgotten once their days are over', async () => {
  const { memory, sink } = feed()
  await sink().apply(create)
  const [held] = await sink().held()
  if (held === undefined) throw new Error('nothing held')
  await sink('2023-03-20T15:00:00Z').apply({ action: 'delete', held, reason: 'gone', why: 'gone' })
  const forget = (now: string) => forgetWithdrawn('kb', { cancelledDays: 28 }, memory, now)
  expect(await forget('2023-04-18T14:59:59Z')).toBe(0)
  expect(await forget('2023-04-18T15:00:00Z')).toBe(1)
  expect(memory.rows.size).toBe(0)
})

test('the Notion link, is in no text of the feed', async () => {
  const { memory, sink } = feed()
  await sink().apply(create)
  expect(memory.rows.get(entry.key)?.ics).not.toContain('notion')
})
