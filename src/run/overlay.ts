import type { HeldRow, Store, StoredDocument, Versioned } from '../state/store.ts'

/** What a plan may use of the store: everything that reading needs, nothing that only writing needs. */
export type PlanStore = Pick<
  Store,
  | 'value'
  | 'values'
  | 'putValue'
  | 'dropValue'
  | 'documents'
  | 'documentStamps'
  | 'putDocuments'
  | 'dropDocuments'
  | 'held'
  | 'putHeld'
  | 'dropHeld'
  | 'clearHeld'
  | 'ledger'
  | 'published'
  | 'putPublished'
  | 'dropPublished'
  | 'publicProgrammes'
>

/**
 * The store as a plan sees it: reads fall through to what is kept, writes stay in memory and are forgotten.
 * So a plan reads as incrementally as a run does and leaves nothing behind.
 */
export function overlay(store: Store): PlanStore {
  return {
    ...valueLayer(store),
    ...documentLayer(store),
    ...heldLayer(store),
    ledger: store.ledger,
    published: store.published,
    putPublished: refuse,
    dropPublished: refuse,
    publicProgrammes: store.publicProgrammes,
  }
}

/** A plan compares with the feed and never writes it: coming here is a bug. */
async function refuse(): Promise<never> {
  throw new Error('a plan must not write')
}

function valueLayer(store: Store): Pick<Store, 'value' | 'values' | 'putValue' | 'dropValue'> {
  const layer = new Map<string, Versioned | null>()
  const id = (space: string, name: string) => JSON.stringify([space, name])
  const value = async (space: string, name: string) => {
    const mine = layer.get(id(space, name))
    return mine === undefined ? store.value(space, name) : mine
  }
  return {
    value,
    async values(space, prefix) {
      const names = new Set((await store.values(space, prefix)).map((kept) => kept.name))
      for (const key of layer.keys()) {
        const [layerSpace, name] = JSON.parse(key) as [string, string]
        if (layerSpace === space && name.startsWith(prefix)) names.add(name)
      }
      const found = await Promise.all(
        [...names].sort().map(async (name) => ({ name, kept: await value(space, name) })),
      )
      return found.flatMap(({ name, kept }) => (kept ? [{ name, ...kept }] : []))
    },
    async putValue(space, name, text, version) {
      if (((await value(space, name))?.version ?? 0) !== version) return false
      layer.set(id(space, name), { value: text, version: version + 1 })
      return true
    },
    async dropValue(space, name) {
      layer.set(id(space, name), null)
    },
  }
}

function documentLayer(
  store: Store,
): Pick<Store, 'documents' | 'documentStamps' | 'putDocuments' | 'dropDocuments'> {
  const layer = new Map<string, Map<string, StoredDocument | null>>()
  const of = (base: string) => {
    const mine = layer.get(base) ?? new Map<string, StoredDocument | null>()
    layer.set(base, mine)
    return mine
  }
  return {
    async *documents(base) {
      const mine = of(base)
      for await (const kept of store.documents(base)) if (!mine.has(kept.id)) yield kept
      for (const put of mine.values()) if (put) yield put
    },
    async documentStamps(base) {
      const stamps = new Map(await store.documentStamps(base))
      for (const [documentId, put] of of(base)) {
        if (put) stamps.set(documentId, { editedAt: put.editedAt, hash: put.hash })
        else stamps.delete(documentId)
      }
      return stamps
    },
    async putDocuments(base, documents) {
      for (const document of documents) of(base).set(document.id, document)
    },
    async dropDocuments(base, ids) {
      for (const documentId of ids) of(base).set(documentId, null)
    },
  }
}

function heldLayer(store: Store): Pick<Store, 'held' | 'putHeld' | 'dropHeld' | 'clearHeld'> {
  const layer = new Map<string, Map<string, HeldRow>>()
  const of = async (calendar: string) => {
    const mine = layer.get(calendar) ?? new Map((await store.held(calendar)).map((row) => [row.address, row]))
    layer.set(calendar, mine)
    return mine
  }
  return {
    held: async (calendar) => [...(await of(calendar)).values()],
    async putHeld(calendar, rows) {
      const mine = await of(calendar)
      for (const row of rows) mine.set(row.address, row)
    },
    async dropHeld(calendar, addresses) {
      const mine = await of(calendar)
      for (const address of addresses) mine.delete(address)
    },
    async clearHeld(calendar) {
      layer.set(calendar, new Map())
    },
  }
}
