import type { Document } from '../../../src/documents/document.ts'
import { sandboxClock } from '../../../src/sandbox/clock.ts'
import { type NotionSandboxOptions, startNotionSandbox } from '../../../src/sandbox/notion/index.ts'
import { type NotionOptions, notionSource, type SourceMemory } from '../../../src/sources/notion/index.ts'

/** A memory that lives as long as the test. */
export function freshMemory() {
  const values = new Map<string, { value: string; version: number }>()
  const documents = new Map<string, { id: string; editedAt: string; hash: string; json: string }>()
  const memory: SourceMemory = {
    value: async (name) => values.get(name) ?? null,
    async putValue(name, value, version) {
      if ((values.get(name)?.version ?? 0) !== version) return false
      values.set(name, { value, version: version + 1 })
      return true
    },
    documentStamps: async () =>
      new Map([...documents].map(([id, { editedAt, hash }]) => [id, { editedAt, hash }])),
    async *documents() {
      yield* [...documents.values()]
    },
    async putDocuments(all) {
      for (const one of all) documents.set(one.id, one)
    },
    async dropDocuments(ids) {
      for (const id of ids) documents.delete(id)
    },
  }
  return {
    memory,
    /** Documents in the order of their titles. */
    all: () =>
      [...documents.values()]
        .map(({ json }) => JSON.parse(json) as Document)
        .sort((a, b) => (a.title < b.title ? -1 : 1)),
    document: (id: string) => JSON.parse(documents.get(id)?.json ?? 'null') as Document,
  }
}

export const STATUS = {
  type: 'status',
  toDo: ['not started'],
  inProgress: [],
  complete: ['completed', 'expired'],
} as const

/** A sandbox with one empty knowledge base, a source that reads it without ever sleeping, and a clock that stands still. */
export async function stage(given: Partial<NotionSandboxOptions> = {}, options: Partial<NotionOptions> = {}) {
  const clock = sandboxClock('2026-04-01T00:00:00Z', { still: true })
  const sandbox = await startNotionSandbox({ clock, ...given })
  const base = sandbox.world.database({
    title: 'Knowledge',
    properties: {
      Name: 'title',
      Tags: { type: 'multi_select', options: ['knowledge base', 'other'] },
      status: STATUS,
    },
  })
  const held = freshMemory()
  const slept: number[] = []
  const settings: NotionOptions = {
    database: base.id,
    comments: true,
    writeBack: true,
    requestsPerMinute: 1_000_000,
    listEveryMinutes: 60,
    fullEveryHours: 24,
    token: sandbox.token,
    baseUrl: sandbox.url,
    statusProperty: 'status',
    async sleep(ms) {
      slept.push(ms)
      clock.advance(ms)
    },
    ...options,
  }
  const source = notionSource(settings, held.memory)
  const now = () => new Date(clock.now()).toISOString()
  return {
    clock,
    sandbox,
    world: sandbox.world,
    people: sandbox.people,
    base,
    ...held,
    settings,
    source,
    slept,
    now,
    read: (full = false) => source.read({ now: now(), full }),
    /** Requests since the last call, in short: `POST query`, `GET children`. */
    requests() {
      const lines = sandbox.server.requests.map(
        ({ method, path, status }) =>
          `${method} ${path.split('/').slice(2).map(shortened).join('/')}${status === 200 ? '' : ` ${status}`}`,
      )
      sandbox.server.forgetRequests()
      return lines
    },
    close: () => sandbox.close(),
  }
}

export type Stage = Awaited<ReturnType<typeof stage>>

function shortened(part: string): string {
  return /^[0-9a-f-]{32,}$/.test(part) ? '*' : part
}
