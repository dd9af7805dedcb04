import type { Reading } from '../../src/deadlines/reading.ts'
import type { HeldEntry } from '../../src/plan/change.ts'
import type { Content, Entry } from '../../src/plan/entry.ts'
import { entryId, entryKey } from '../../src/plan/identity.ts'
import type { PlanContext } from '../../src/plan/plan.ts'
import { contentHash } from '../../src/plan/stamp.ts'
import type { Derived, Programme } from '../../src/programmes/programme.ts'

export const KNOWLEDGE_BASE = 'open-innovation'
export const NOW = '2023-03-01T00:00:00Z'

export function content(over: Partial<Content> = {}): Content {
  return {
    title: '[마감] 2023 INNOX 오픈이노베이션 2기',
    when: { kind: 'day', date: '2023-03-17' },
    description: '접수 기간: 2023.03.17.(금)까지\n링크: https://openbridge.kr/innox/',
    url: 'https://openbridge.kr/innox/',
    categories: ['2차전지', '메타버스'],
    ...over,
  }
}

export function entry(row: string, over: Partial<Entry> = {}): Entry {
  const slot = over.slot ?? 1
  const key = over.key ?? entryKey(row, slot)
  return {
    key,
    id: entryId(KNOWLEDGE_BASE, key),
    rows: [row],
    slot,
    twin: `twin of ${row}:${slot}`,
    content: content(),
    sourceUrl: 'https://www.notion.so/page1',
    stamp: { sequence: 0, createdAt: NOW, changedAt: NOW },
    ...over,
  }
}

/** What a sink holds when it has written `from` with success. */
export function held(from: Entry, over: Partial<HeldEntry> = {}): HeldEntry {
  return {
    key: from.key,
    rows: from.rows,
    slot: from.slot,
    twin: from.twin,
    content: from.content,
    sourceUrl: from.sourceUrl,
    stamp: from.stamp,
    hash: contentHash(from.content),
    generation: 0,
    stale: [],
    state: 'live',
    address: from.id,
    version: '"1"',
    ...over,
  }
}

export function context(over: Partial<PlanContext> = {}): PlanContext {
  return { heldRows: new Set(), complete: true, keepPast: true, now: NOW, ...over }
}

export function reading(over: Partial<Reading> = {}): Reading {
  return {
    kind: 'date',
    opens: null,
    closes: '2023-03-17',
    rounds: [],
    warnings: [],
    why: [],
    obstacle: null,
    ...over,
  }
}

export function derived<T>(...values: readonly T[]): readonly Derived<T>[] {
  return values.map((value) => ({ value, origin: { from: 'column', of: '', text: String(value) } }))
}

export function programme(id: string, over: Partial<Programme> = {}): Programme {
  return {
    id,
    place: {
      documentId: 'page1',
      documentTitle: '오픈이노베이션',
      documentUrl: 'https://www.notion.so/page1',
      tableId: 'table1',
      tableTitle: '오픈이노베이션 진행 사업',
      rowId: id,
      row: 1,
    },
    name: `사업 ${id}`,
    period: { text: '2023.03.17.(금)까지', column: '지원 접수 기간', reading: reading() },
    edition: null,
    year: null,
    hosts: [],
    partners: [],
    targets: [],
    fields: [],
    support: [],
    footnotes: [],
    contacts: [],
    links: [],
    emails: [],
    phones: [],
    eligibility: [],
    amounts: [],
    background: null,
    cutColumns: [],
    twin: `twin of ${id}`,
    call: `call of ${id}`,
    ...over,
  }
}
