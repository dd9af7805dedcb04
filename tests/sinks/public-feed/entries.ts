import type { Entry, When } from '../../../src/plan/entry.ts'
import type { FeedMemory, FeedRow } from '../../../src/sinks/public-feed/row.ts'

/** An entry with the given parts; everything else is plain. */
export function entryOf(id: string, when: When, parts: Partial<Entry['content']> = {}): Entry {
  return {
    key: `row-${id}#1`,
    id,
    rows: [`row-${id}`],
    slot: 1,
    twin: `twin-${id}`,
    content: {
      title: `[마감] ${id}`,
      when,
      description: '기간: 2023.03.30(목) 23:59 까지\n문의: 02-2098-2931',
      url: 'https://example.kr/notice?no=1',
      categories: ['AI', '바이오'],
      ...parts,
    },
    sourceUrl: 'https://app.notion.com/p/secret',
    stamp: { sequence: 0, createdAt: '2023-03-01T00:00:00Z', changedAt: '2023-03-02T03:04:05Z' },
  }
}

/** The feed's memory as a map. */
export function memoryOf(): FeedMemory & { readonly rows: Map<string, FeedRow> } {
  const rows = new Map<string, FeedRow>()
  return {
    rows,
    published: async () => [...rows.values()],
    putPublished: async (_, given) => {
      for (const row of given) rows.set(row.key, row)
    },
    dropPublished: async (_, keys) => {
      for (const key of keys) rows.delete(key)
    },
  }
}
