import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addToSettings, type Draft, draftSettings } from '../../src/settings/draft.ts'
import { readConfig } from '../../src/settings/read.ts'

const draft: Draft = {
  name: 'open-innovation',
  timezone: 'Asia/Seoul',
  schedule: '*/10 * * * *',
  database: '01234567-89ab-cdef-0123-456789abcdef',
  databaseName: 'Knowledge base',
  dataSource: null,
  requestsPerMinute: null,
  status: { property: 'status', active: 'completed', expired: 'expired' },
  calendar: { id: 'a@group.calendar.google.com', name: '마감', reminders: ['7d', '1d'], isPublic: false },
  feed: { slug: 'open-innovation', title: '오픈이노베이션 마감' },
}

test('a draft, is a settings file without a mistake that says the same', () => {
  const { settings, problems, warnings } = readConfig(draftSettings(draft), '')
  expect({ problems, warnings }).toEqual({ problems: [], warnings: [] })
  expect(settings?.knowledgeBases[0]).toMatchObject({
    name: 'open-innovation',
    notion: { database: draft.database },
    status: { property: 'status', active: 'completed', expired: 'expired' },
    calendar: { id: 'a@group.calendar.google.com', reminders: [10_080, 1_440] },
    feed: { slug: 'open-innovation', title: '오픈이노베이션 마감' },
  })
})

test('a calendar for everybody, keeps its entries from linking to Notion and is offered on the page', () => {
  const { settings, problems } = readConfig(
    draftSettings({ ...draft, calendar: draft.calendar && { ...draft.calendar, isPublic: true } }),
    '',
  )
  expect(problems).toEqual([])
  expect(settings?.knowledgeBases[0]).toMatchObject({
    calendar: { id: 'a@group.calendar.google.com', notionLink: false },
    feed: { slug: 'open-innovation', sharedCalendar: 'a@group.calendar.google.com' },
  })
})

test('a draft of the least, is a settings file as well', () => {
  const least: Draft = {
    ...draft,
    status: null,
    calendar: null,
    dataSource: 'Second',
    requestsPerMinute: 600,
  }
  const { settings, problems } = readConfig(draftSettings(least), '')
  expect(problems).toEqual([])
  expect(settings?.knowledgeBases[0]).toMatchObject({
    status: null,
    calendar: null,
    notion: { dataSources: ['Second'], requestsPerMinute: 600 },
  })
})

describe('a draft added to a file', () => {
  const second: Draft = {
    ...draft,
    name: 'second',
    database: '11234567-89ab-cdef-0123-456789abcdef',
    feed: null,
    databaseName: 'Other',
  }
  const names = (text: string) => {
    const { settings, problems } = readConfig(text, '')
    expect(problems).toEqual([])
    return settings?.knowledgeBases.map(({ name }) => name)
  }
  test('stands at the end of the list; what was there stays letter by letter', () => {
    const text = `${draftSettings(draft).replace('  - name', '  # the first\n  - name')}server:\n  port: 3000 # mine\n# the end\n`
    const more = addToSettings(text, second)
    expect(names(more)).toEqual(['open-innovation', 'second'])
    const at = text.indexOf('\nserver:') + 1
    expect(more.startsWith(text.slice(0, at).trimEnd())).toBe(true)
    expect(more.endsWith(text.slice(at))).toBe(true)
    expect(more).toContain('\n      # Other\n')
  })
  test.each([
    [
      'without an indent',
      'knowledgeBases:\n- name: a\n  notion: { database: ID }\n  feed: { slug: a, title: a }\n',
    ],
    [
      'with a deep one',
      'knowledgeBases:\n      - name: a\n        notion: { database: ID }\n        feed: { slug: a, title: a }',
    ],
    [
      'with a comment at the end',
      'knowledgeBases:\n  - name: a\n    notion: { database: ID }\n    feed: { slug: a, title: a } # x\n    # y\n\n# z\n',
    ],
    [
      'with Windows line ends',
      'knowledgeBases:\r\n  - name: a\r\n    notion: { database: ID }\r\n    feed: { slug: a, title: a }\r\n',
    ],
  ])('to a list %s, fits', (_name, text) => {
    expect(names(addToSettings(text.replace('ID', draft.database), second))).toEqual(['a', 'second'])
  })
  test('to a list in brackets, is refused with what to do', () => {
    const text = `knowledgeBases: [{ name: a, notion: { database: ${draft.database} }, feed: { slug: a, title: a } }]\n`
    expect(() => addToSettings(text, second)).toThrow('nothing can be added to `knowledgeBases`')
  })
})

test('names with marks of YAML, line breaks and comments, mean only themselves', () => {
  // What is cleaned away before it comes here is left out; names are trimmed where they are read.
  const word = fc
    .string({ unit: fc.constantFrom(...'a:#-{}[]&*!|>%@`"\'\\,? \n한'), minLength: 1, maxLength: 20 })
    .map((text) => `x${text}x`)
  fc.assert(
    fc.property(word, word, word, (title, option, databaseName) => {
      const feed = { slug: 'a', title }
      const status = { property: option, active: `1${option}`, expired: `2${option}` }
      const { settings, problems } = readConfig(draftSettings({ ...draft, databaseName, feed, status }), '')
      expect(problems).toEqual([])
      expect(settings?.knowledgeBases[0]).toMatchObject({ feed, status })
    }),
    { seed: 5, numRuns: 300 },
  )
})
