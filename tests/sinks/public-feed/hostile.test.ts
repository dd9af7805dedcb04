import fc from 'fast-check'
import ICAL from 'ical.js'
import nodeIcal from 'node-ical'
import { expect, test } from 'vitest'
import type { Entry } from '../../../src/plan/entry.ts'
import { assembleFeed } from '../../../src/sinks/public-feed/feed.ts'
import type { FeedHeader } from '../../../src/sinks/public-feed/ical-text.ts'
import { publicFeedSink } from '../../../src/sinks/public-feed/sink.ts'
import { byteLint } from './byte-lint.ts'
import { entryOf, memoryOf } from './entries.ts'

const PAYLOADS = [
  'x\r\nATTENDEE:mailto:a@b.kr',
  'x\nEND:VEVENT\nBEGIN:VEVENT\nUID:evil',
  'x\rORGANIZER:mailto:a@b.kr',
  'x\u2028X-EVIL:1\u2029X-EVIL:2\u0085X-EVIL:3',
  'x\u000bX-EVIL:1\u000cX-EVIL:2\u0000X-EVIL:3',
  '"x";RSVP=TRUE:mailto:a@b.kr',
  'x\\nATTACH:https://evil.kr\\',
  `${'가'.repeat(30)}\r\n\r\nMETHOD:REQUEST`,
  'END:VCALENDAR\r\nBEGIN:VCALENDAR\r\nMETHOD:CANCEL',
  'https://evil.kr/\r\nX-EVIL:1?a=1,2;b="c"\n<script>',
]

type Parts = {
  readonly entry: Entry
  readonly header: FeedHeader
  /** Whether the entry has been withdrawn since. */
  readonly withdrawn?: boolean
}

/** Each way in for a stranger's text: into an entry, or into the calendar. */
const FIELDS: Readonly<Record<string, (parts: Parts, text: string) => Parts>> = {
  ...inEntry('key', (entry, key) => ({ ...entry, key })),
  ...inEntry('id', (entry, id) => ({ ...entry, id })),
  ...inEntry('rows', (entry, row) => ({ ...entry, rows: [row] })),
  ...inEntry('twin', (entry, twin) => ({ ...entry, twin })),
  ...inEntry('page link', (entry, sourceUrl) => ({ ...entry, sourceUrl })),
  ...inEntry('title', (entry, title) => ({ ...entry, content: { ...entry.content, title } })),
  ...inEntry('title, later', (entry, text) => ({
    ...entry,
    content: { ...entry.content, title: `[마감] 이름 ${text} 끝` },
  })),
  ...inEntry('description', (entry, description) => ({
    ...entry,
    content: { ...entry.content, description },
  })),
  ...inEntry('description, later', (entry, text) => ({
    ...entry,
    content: { ...entry.content, description: `문의: ${text}\n끝` },
  })),
  ...inEntry('link', (entry, url) => ({ ...entry, content: { ...entry.content, url } })),
  ...inEntry('link, query', (entry, text) => ({
    ...entry,
    content: { ...entry.content, url: `https://a.kr/?q=${text}` },
  })),
  ...inEntry('first category', (entry, text) => ({
    ...entry,
    content: { ...entry.content, categories: [text, 'AI'] },
  })),
  ...inEntry('last category', (entry, text) => ({
    ...entry,
    content: { ...entry.content, categories: ['AI', text] },
  })),
  'title, withdrawn': (parts, title) => ({
    ...parts,
    withdrawn: true,
    entry: { ...parts.entry, content: { ...parts.entry.content, title } },
  }),
  'id, withdrawn': (parts, id) => ({ ...parts, withdrawn: true, entry: { ...parts.entry, id } }),
  ...inHeader('name'),
  ...inHeader('description'),
  ...inHeader('page'),
  ...inHeader('source'),
  'calendar source, query': (parts, text) => ({
    ...parts,
    header: { ...parts.header, source: `https://m.kr/a.ics?field=${text}` },
  }),
  'calendar name, of a filter': (parts, text) => ({
    ...parts,
    header: { ...parts.header, name: `마감 · ${text}` },
  }),
}

function inEntry(name: string, put: (entry: Entry, text: string) => Entry) {
  return { [name]: (parts: Parts, text: string) => ({ ...parts, entry: put(parts.entry, text) }) }
}

function inHeader(name: 'name' | 'description' | 'page' | 'source') {
  return {
    [`calendar ${name}`]: (parts: Parts, text: string) => ({
      ...parts,
      header: { ...parts.header, [name]: text },
    }),
  }
}

const PLAIN: Parts = {
  entry: entryOf('a1', { kind: 'day', date: '2023-03-30' }),
  header: {
    name: '마감',
    description: '설명',
    page: 'https://m.kr/',
    source: 'https://m.kr/a.ics',
    color: 'tomato',
  },
}

async function feedOf({ entry, header, withdrawn = false }: Parts): Promise<Buffer> {
  const memory = memoryOf()
  const sink = publicFeedSink('kb', { alarms: ['1d'] }, memory, () => '2023-03-20T00:00:00Z')
  await sink.apply({ action: 'create', entry, reason: 'new', why: '' })
  if (withdrawn) {
    for (const held of await sink.held())
      await sink.apply({ action: 'delete', held, reason: 'gone', why: '' })
  }
  const window = { today: '2023-03-20', pastDays: 90, cancelledDays: 28, maxBytes: 950_000 }
  const bytes = assembleFeed([...memory.rows.values()], header, window)
  if (bytes === null) throw new Error('no feed')
  return bytes
}

/** The names of all properties and components, as another parser sees them. */
function shape(bytes: Buffer): Record<string, string[]> {
  const calendar = new ICAL.Component(ICAL.parse(bytes.toString('utf8')))
  const names = (component: ICAL.Component) =>
    component
      .getAllProperties()
      .map(({ name }) => name)
      .sort()
  const found: Record<string, string[]> = { vcalendar: names(calendar) }
  for (const event of calendar.getAllSubcomponents()) {
    found[event.name] = [...(found[event.name] ?? []), ...names(event)]
    for (const alarm of event.getAllSubcomponents())
      found[alarm.name] = [...(found[alarm.name] ?? []), ...names(alarm)]
  }
  return found
}

const EXPECTED = shape(await feedOf(PLAIN))

/** A link or text that nothing safe is left of is left out; nothing may be added. */
function added(bytes: Buffer): string[] {
  const left = new Map(Object.entries(EXPECTED).map(([name, properties]) => [name, [...properties]]))
  return Object.entries(shape(bytes)).flatMap(([name, properties]) =>
    properties.filter((property) => {
      const known = left.get(name) ?? []
      const at = known.indexOf(property)
      if (at !== -1) known.splice(at, 1)
      return at === -1
    }),
  )
}

/** How many events, alarms and other things a second parser finds, which shares no line with the first. */
function counted(bytes: Buffer): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const part of Object.values(nodeIcal.sync.parseICS(bytes.toString('utf8')))) {
    // What the calendar says of itself has no type.
    if (part?.type !== undefined) counts[part.type] = (counts[part.type] ?? 0) + 1
  }
  return counts
}

const COUNTED = counted(await feedOf(PLAIN))

test('the ways in, are fifteen of an entry and six of the calendar', () => {
  const names = Object.keys(FIELDS)
  expect([names.length, names.filter((name) => name.startsWith('calendar ')).length]).toEqual([21, 6])
  expect(COUNTED).toEqual({ VCALENDAR: 1, VEVENT: 1 })
})

test.each(Object.keys(FIELDS))('hostile text in %s, adds no property and no event', async (field) => {
  for (const payload of PAYLOADS) {
    const bytes = await feedOf(FIELDS[field]?.(PLAIN, payload) ?? PLAIN)
    const found = { payload, added: added(bytes), lint: byteLint(bytes), counted: counted(bytes) }
    expect(found).toEqual({ payload, added: [], lint: [], counted: COUNTED })
  }
})

test('any text anywhere, leaves one event that two other parsers read', async () => {
  const seed = 20230320
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc
      .array(
        fc.constantFrom(
          '\r',
          '\n',
          '\u2028',
          ':',
          ';',
          ',',
          '\\',
          '"',
          'BEGIN:VEVENT',
          'END:VEVENT',
          '가',
          '\0',
        ),
        { maxLength: 40 },
      )
      .map((parts) => parts.join('')),
  )
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...Object.keys(FIELDS)), text, async (field, given) => {
      const bytes = await feedOf(FIELDS[field]?.(PLAIN, given) ?? PLAIN)
      expect(added(bytes)).toEqual([])
      expect(byteLint(bytes)).toEqual([])
      expect(counted(bytes)).toEqual(COUNTED)
    }),
    { seed, numRuns: Number(process.env.MAGAM_HISTORIES ?? 10_000) },
  )
}, 120_000)

test('as many texts as there are entries, leave as many events', async () => {
  const seed = 20230321
  const text = fc.string({ unit: 'binary', maxLength: 100 })
  await fc.assert(
    fc.asyncProperty(fc.array(text, { minLength: 20, maxLength: 20 }), async (texts) => {
      const memory = memoryOf()
      const sink = publicFeedSink('kb', { alarms: ['1d'] }, memory, () => '')
      for (const [n, title] of texts.entries()) {
        const entry = entryOf(
          `a${n}`,
          { kind: 'day', date: '2023-03-30' },
          { title, description: title, categories: [title] },
        )
        await sink.apply({ action: 'create', entry, reason: 'new', why: '' })
      }
      const window = { today: '2023-03-20', pastDays: 90, cancelledDays: 28, maxBytes: 950_000 }
      const bytes = assembleFeed([...memory.rows.values()], PLAIN.header, window) ?? Buffer.alloc(0)
      const calendar = new ICAL.Component(ICAL.parse(bytes.toString('utf8')))
      expect([calendar.getAllSubcomponents('vevent').length, counted(bytes).VEVENT]).toEqual([20, 20])
    }),
    { seed, numRuns: Math.ceil(Number(process.env.MAGAM_HISTORIES ?? 1_000) / 20) },
  )
}, 120_000)

test('texts of 100 kB in every place at once, leave one event of bounded length', async () => {
  const text = '가'.repeat(33_000)
  const parts = Object.values(FIELDS).reduce((all, put) => put(all, text), PLAIN)
  const content = { ...parts.entry.content, categories: Array.from({ length: 500 }, (_, n) => `${n}${text}`) }
  const bytes = await feedOf({ ...parts, entry: { ...parts.entry, content } })
  // Title 300 characters, again in the alarm; text 4,000; twelve categories of 60; name and description 300 each.
  expect(bytes.length).toBeLessThan(3 * (2 * 300 + 4_000 + 12 * 60 + 2 * 300) * 1.1)
  expect([added(bytes), byteLint(bytes), counted(bytes)]).toEqual([[], [], COUNTED])
})
