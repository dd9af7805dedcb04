import { expect, test, vi } from 'vitest'
import { knowledgeBases } from '../../src/run/knowledge-base.ts'
import { overlay } from '../../src/run/overlay.ts'
import { readEnvironment } from '../../src/settings/environment.ts'
import { settingsFile } from '../../src/settings/schema.ts'
import { openStore } from '../../src/state/open.ts'

const paces = vi.hoisted((): unknown[] => [])
vi.mock('p-queue', async (original) => {
  const { default: Queue } = await original<typeof import('p-queue')>()
  class Seen extends Queue {
    constructor(options: object) {
      super(options)
      paces.push(options)
    }
  }
  return { default: Seen }
})

test('requests a minute, are the fewest that a calendar of the settings names', async () => {
  const base = (name: string, requestsPerMinute: number) => ({
    name,
    notion: { database: '0'.repeat(32) },
    calendar: { id: `${name}@group.calendar.google.com`, requestsPerMinute },
  })
  const { environment } = readEnvironment({
    GOOGLE_CLIENT_ID: 'x',
    GOOGLE_CLIENT_SECRET: 'x',
    GOOGLE_REFRESH_TOKEN: 'x',
  })
  const [first] = knowledgeBases({
    ...settingsFile.parse({ knowledgeBases: [base('a', 600), base('b', 6), base('c', 1200)] }),
    environment,
    warnings: [],
  })
  const store = await openStore('file::memory:')
  first?.sinks(overlay(store), () => new Date(0), false)
  await store.close()
  expect(paces).toEqual([{ concurrency: 10, interval: 60_000, intervalCap: 5, strict: true }])
})
