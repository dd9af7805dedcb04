import fc from 'fast-check'
import ICAL from 'ical.js'
import { expect, test } from 'vitest'
import type { Entry } from '../../../src/plan/entry.ts'
import { assembleFeed } from '../../../src/sinks/public-feed/feed.ts'
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
  readonly header: { name: string; description: string; page: string; source: string }
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
  ...inHeader('name'),
  ...inHeader('description'),
  ...inHeader('page'),
  ...inHeader('source'),
}

function inEntry(name: string, put: (entry: Entry, text: string) => Entry) {
  return { [name]: (parts: Parts, text: string) => ({ ...parts, entry: put(parts.entry, text) }) }
}

function inHeader(name: keyof Parts['header']) {
  return {
    [`calendar ${name}`]: (parts: Parts, text: string) => ({
      ...parts,
      header: { ...parts.header, [name]: text },
    }),
  }
}

const PLAIN: Parts = {
  entry: entryOf('a1', { kind: 'day', date: '2023-03-30' }),
  header: { name: '마감', description: '설명', page: 'https://m.kr/', source: 'https://m.kr/a.ics' },
}

async function feedOf({ entry, header }: Parts): Promise<Buffer> {
  const memory = memoryOf()
  await publicFeedSink('kb', { alarms: ['1d'] }, memory, () => '').apply({
    action: 'create',
    entry,
    reason: 'new',
    why: '',
  })
  const window = { today: '2023-03-20', pastDays: 90, cancelledDays: 28, maxBytes: 950_000 }
  const bytes = assembleFeed([...memory.rows.values()], { ...header, color: 'tomato' }, window)
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

test.each(Object.keys(FIELDS))('hostile text in %s, adds no property and no event', async (field) => {
  for (const payload of PAYLOADS) {
    const bytes = await feedOf(FIELDS[field]?.(PLAIN, payload) ?? PLAIN)
    expect({ payload, added: added(bytes), lint: byteLint(bytes) }).toEqual({ payload, added: [], lint: [] })
  }
})

test('any text anywhere, leaves one event that another parser reads', async () => {
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
    }),
    { seed, numRuns: Number(process.env.MAGAM_HISTORIES ?? 400) },
  )
})
