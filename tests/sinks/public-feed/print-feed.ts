import { assembleFeed } from '../../../src/sinks/public-feed/feed.ts'
import { publicFeedSink } from '../../../src/sinks/public-feed/sink.ts'
import { entryOf, memoryOf } from './entries.ts'

// Prints a feed whose days and moments stand where hosts' clocks change: run under several time zones.
const memory = memoryOf()
const sink = publicFeedSink('kb', { alarms: ['1d'] }, memory, () => '2023-03-01T00:00:00Z')
const entries = [
  entryOf('a', { kind: 'day', date: '2023-03-12' }),
  entryOf('b', { kind: 'time', start: '2023-03-12T06:30:00Z', end: '2023-03-12T07:00:00Z' }),
  entryOf('c', { kind: 'day', date: '2023-12-31' }),
  entryOf('d', { kind: 'time', start: '2023-11-05T14:29:00Z', end: '2023-11-05T14:59:00Z' }),
]
for (const entry of entries) await sink.apply({ action: 'create', entry, reason: 'new', why: 'new' })
const header = { name: '마감', description: '', page: null, source: null, color: 'teal' } as const
const window = { today: '2023-03-01', pastDays: 90, cancelledDays: 28, maxBytes: 950_000 }
process.stdout.write(assembleFeed([...memory.rows.values()], header, window) ?? '')
