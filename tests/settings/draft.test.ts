import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Draft, draftSettings } from '../../src/settings/draft.ts'
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
  calendar: { id: 'a@group.calendar.google.com', name: '마감', reminders: ['7d', '1d'] },
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
