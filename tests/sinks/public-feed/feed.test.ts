import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import ICAL from 'ical.js'
import { expect, test } from 'vitest'
import type { Entry } from '../../../src/plan/entry.ts'
import { assembleFeed, type FeedWindow, leftOutAhead } from '../../../src/sinks/public-feed/feed.ts'
import type { FeedText } from '../../../src/sinks/public-feed/row.ts'
import { publicFeedSink } from '../../../src/sinks/public-feed/sink.ts'
import { byteLint } from './byte-lint.ts'
import { entryOf, memoryOf } from './entries.ts'

const HEADER = {
  name: '오픈이노베이션 마감',
  description: '판교, 서울; 그리고 온라인',
  page: 'https://magam.example/',
  source: 'https://magam.example/calendar.ics',
  color: 'tomato',
} as const

const WINDOW: FeedWindow = { today: '2023-03-20', pastDays: 90, cancelledDays: 28, maxBytes: 950_000 }

async function rowsOf(wanted: readonly Entry[], withdrawn: Readonly<Record<string, string>> = {}) {
  const memory = memoryOf()
  let now = '2023-03-20T00:00:00Z'
  const sink = publicFeedSink('kb', { alarms: ['1d', '3h'] }, memory, () => now)
  for (const entry of wanted) await sink.apply({ action: 'create', entry, reason: 'new', why: 'new' })
  for (const held of await sink.held()) {
    now = withdrawn[held.key] ?? ''
    if (now !== '') await sink.apply({ action: 'delete', held, reason: 'gone', why: 'gone' })
  }
  return [...memory.rows.values()]
}

const day = (id: string, date: string) => entryOf(id, { kind: 'day', date })
const timed = (id: string, end: string) =>
  entryOf(id, {
    kind: 'time',
    start: new Date(Date.parse(end) - 1_800_000).toISOString().replace('.000', ''),
    end,
  })

function uids(bytes: Buffer | null): string[] {
  if (bytes === null) return []
  const calendar = new ICAL.Component(ICAL.parse(bytes.toString('utf8')))
  return calendar
    .getAllSubcomponents('vevent')
    .map((event) => String(event.getFirstPropertyValue('uid')).split('@')[0] ?? '')
}

function golden(name: string, bytes: Buffer | null): void {
  const file = join(import.meta.dirname, 'golden', name)
  if (process.env.UPDATE_GOLDEN === '1' || !existsSync(file)) writeFileSync(file, bytes ?? '')
  expect(bytes?.toString('utf8')).toBe(readFileSync(file, 'utf8'))
}

test('a feed of both kinds and a withdrawn entry, is these bytes', async () => {
  const rows = await rowsOf(
    [
      day('a1', '2023-03-17'),
      timed('b2', '2023-03-30T14:59:00Z'),
      entryOf(
        'c3',
        { kind: 'day', date: '2023-04-02' },
        {
          title: '[마감] 제4회 삼성금융 Open Collaboration, 『신한』; 100%',
          description:
            '기간: 2023.04.02(일) 23:30까지\n대상: 스타트업, 중소기업\n링크: https://event-us.kr/markncompany/event/58105\n문의: 02-2098-2931',
          url: 'https://www.k-startup.go.kr/웹?schM=view&pbancSn=163660,1;2',
          categories: ['AI', '메타버스, 웹3'],
        },
      ),
      day('d4', '2023-04-04'),
    ],
    { 'row-d4#1': '2023-03-19T01:02:03Z' },
  )
  const bytes = assembleFeed(rows, HEADER, WINDOW)
  expect(byteLint(bytes ?? Buffer.alloc(0))).toEqual([])
  golden('mixed.ics', bytes)
})

test('rows in any order, give the same bytes', async () => {
  const rows = await rowsOf([
    day('a1', '2023-03-30'),
    timed('b2', '2023-03-30T06:00:00Z'),
    day('c3', '2023-03-29'),
  ])
  const bytes = assembleFeed(rows, HEADER, WINDOW)
  expect(assembleFeed(rows.toReversed(), HEADER, WINDOW)).toEqual(bytes)
  // A day counts until its end in Korea: after every time of that day.
  expect(uids(bytes)).toEqual(['c3', 'b2', 'a1'])
})

test('equal deadlines, are ordered by UID', async () => {
  const rows = await rowsOf(['b', 'a', 'c'].map((id) => day(id, '2023-03-30')))
  expect(uids(assembleFeed(rows, HEADER, WINDOW))).toEqual(['a', 'b', 'c'])
})

test('the window, keeps ninety days of the past by the day in Korea', async () => {
  const rows = await rowsOf([day('out', '2022-12-19'), day('in', '2022-12-20'), day('next', '2023-03-21')])
  expect(uids(assembleFeed(rows, HEADER, WINDOW))).toEqual(['in', 'next'])
  expect(uids(assembleFeed(rows, HEADER, { ...WINDOW, pastDays: null }))).toEqual(['out', 'in', 'next'])
})

test('a withdrawn entry, stays cancelled for its days and then goes', async () => {
  const rows = await rowsOf([day('a', '2023-04-04'), day('b', '2023-04-05')], {
    'row-a#1': '2023-03-19T15:00:00Z',
  })
  const at = (today: string) => uids(assembleFeed(rows, HEADER, { ...WINDOW, today }))
  // 15:00Z on the 19th is the 20th in Korea.
  expect(at('2023-04-17')).toEqual(['a', 'b'])
  expect(at('2023-04-18')).toEqual(['b'])
})

test('nothing ahead, the last past entries stay', async () => {
  const rows = await rowsOf(Array.from({ length: 9 }, (_, n) => day(`p${n}`, `2022-0${n + 1}-01`)))
  expect(uids(assembleFeed(rows, HEADER, WINDOW))).toEqual(['p4', 'p5', 'p6', 'p7', 'p8'])
})

test('everything withdrawn long ago, is still not an empty calendar', async () => {
  const rows = await rowsOf([day('a', '2022-01-04')], { 'row-a#1': '2022-01-01T00:00:00Z' })
  expect(uids(assembleFeed(rows, HEADER, WINDOW))).toEqual(['a'])
})

test('ten thousand entries, are the most of any feed, those ahead before those past', () => {
  const row = (n: number): FeedText => {
    const lastDay = n < 9_999 ? '2023-04-01' : n < 10_000 ? '2023-03-19' : '2023-03-18'
    return {
      key: `${n}`,
      uid: `${n}`,
      lastDay,
      ics: `BEGIN:VEVENT\r\nUID:${n}\r\nEND:VEVENT\r\n`,
      cancelledAt: null,
    }
  }
  const rows = Array.from({ length: 10_001 }, (_, n) => row(n))
  const text = String(assembleFeed(rows, HEADER, { ...WINDOW, pastDays: null, maxBytes: null }))
  expect(text.match(/BEGIN:VEVENT/g)).toHaveLength(10_000)
  expect([text.includes('UID:9999\r'), text.includes('UID:10000\r')]).toEqual([true, false])
})

test('no entry at all, gives nothing rather than an empty calendar', () => {
  expect(assembleFeed([], HEADER, WINDOW)).toBeNull()
})

test('too many entries, lose the oldest past first and the furthest ahead last, below the bound', async () => {
  const entries = [...Array(9).keys()].flatMap((n) => [
    day(`past${n}`, `2023-03-0${n + 1}`),
    day(`next${n}`, `2023-05-0${n + 1}`),
  ])
  const rows = await rowsOf(entries)
  const size = (maxBytes: number) => assembleFeed(rows, HEADER, { ...WINDOW, maxBytes })
  const most = size(9_000)
  expect(most?.length).toBeLessThanOrEqual(9_000)
  expect(uids(most)).toEqual(
    [...Array(uids(most).length - 9).keys()]
      .map((n) => `past${n + 18 - uids(most).length}`)
      .concat([...Array(9).keys()].map((n) => `next${n}`)),
  )
  expect(uids(size(1))).toEqual(['next0'])
  const left = (maxBytes: number) => leftOutAhead(rows, HEADER, { ...WINDOW, maxBytes })
  expect([left(9_000), left(5_000), left(1)]).toEqual([0, 9 - uids(size(5_000)).length, 8])
})
