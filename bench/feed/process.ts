import ical, { ICalAlarmType } from 'ical-generator'
import { addDays } from '../../src/lib/seoul.ts'
import type { Entry } from '../../src/plan/entry.ts'
import { assembleFeed } from '../../src/sinks/public-feed/feed.ts'
import type { FeedMemory, FeedText } from '../../src/sinks/public-feed/row.ts'
import { publicFeedSink } from '../../src/sinks/public-feed/sink.ts'
import { entries } from './events.ts'

// One way of making a feed, in a process of its own so that its memory is its own: `ours|bare COUNT`, JSON on stdout.

export type Made = {
  readonly firstMs: number
  readonly changeMs: number
  readonly peakMb: number
  readonly bytes: number
}

const HEADER = { name: '마감', description: '', page: null, source: null, color: 'tomato' } as const
const ALL = { today: '2023-03-01', pastDays: null, cancelledDays: 28, maxBytes: null }

/** The sink as a run calls it, with a store that keeps the texts: what the plan compares rests on a disk, out of memory. */
async function ours(wanted: readonly Entry[]): Promise<Omit<Made, 'peakMb'>> {
  const texts = new Map<string, FeedText>()
  const sink = publicFeedSink('kb', { alarms: ['1d', '3h'] }, textsOnly(texts), () => '2023-03-01T00:00:00Z')
  const start = performance.now()
  for (const entry of wanted) await sink.apply({ action: 'create', entry, reason: 'new', why: '' })
  const first = assembleFeed([...texts.values()], HEADER, ALL)
  const firstMs = performance.now() - start
  const [entry] = wanted
  if (entry === undefined || first === null) throw new Error('nothing was made')
  const changed = { ...entry, content: { ...entry.content, title: `${entry.content.title} (연장)` } }
  const again = performance.now()
  await sink.apply({ action: 'create', entry: changed, reason: 'new', why: '' })
  assembleFeed([...texts.values()], HEADER, ALL)
  return { firstMs, changeMs: performance.now() - again, bytes: first.length }
}

function textsOnly(texts: Map<string, FeedText>): FeedMemory {
  return {
    published: async () => [],
    putPublished: async (_, rows) => {
      for (const { key, uid, lastDay, ics, cancelledAt } of rows)
        texts.set(key, { key, uid, lastDay, ics, cancelledAt })
    },
    dropPublished: async () => {},
  }
}

/** ical-generator as its own documentation uses it, in UTC, with the same content. */
function bare(wanted: readonly Entry[]): Omit<Made, 'peakMb'> {
  const start = performance.now()
  const calendar = ical({ name: '마감', ttl: 3600 })
  for (const { id, content, stamp } of wanted) {
    const { when } = content
    const event = calendar.createEvent({
      id: `${id}@magam`,
      ...(when.kind === 'day'
        ? { start: new Date(when.date), end: new Date(addDays(when.date, 1)), allDay: true }
        : { start: new Date(when.start), end: new Date(when.end) }),
      sequence: stamp.sequence,
      stamp: new Date(stamp.changedAt),
      created: new Date(stamp.createdAt),
      lastModified: new Date(stamp.changedAt),
      summary: content.title,
      description: content.description,
      url: content.url,
      categories: content.categories.map((name) => ({ name })),
    })
    for (const trigger of when.kind === 'day' ? [54_000] : [86_400, 10_800]) {
      event.createAlarm({ type: ICalAlarmType.display, trigger, description: content.title })
    }
  }
  const bytes = Buffer.from(calendar.toString())
  return { firstMs: performance.now() - start, changeMs: Number.NaN, bytes: bytes.length }
}

const [, , way = 'ours', count = '10000'] = process.argv
const wanted = entries(Number(count))
const before = process.memoryUsage().rss
const made = way === 'ours' ? await ours(wanted) : bare(wanted)
const peakMb = (process.resourceUsage().maxRSS * 1024 - before) / 2 ** 20
process.stdout.write(JSON.stringify({ ...made, peakMb }))
