import { LRUCache } from 'lru-cache'
import { type Body, contentHash, type Resource, stamped } from './resource.ts'
import type { Stamps } from './view.ts'

/** Bytes kept of answers to what is asked freely, and of there being none. */
const QUERY_BYTES = 12_000_000
/** What an address costs besides its answer. */
const ADDRESS_BYTES = 500

/** `empty`: there is nothing to show yet; null: there is no such thing. */
export type Rendering = Resource | 'empty' | null
export type Shelved = Body | 'empty' | null

/**
 * How a body is kept. `stamped`: one of a few fixed addresses, with the time of its last change in the store. `kept`: one of
 * a few that never change. `asked`: the answer to one of endlessly many questions, kept while there is room.
 */
export type Keeping = 'stamped' | 'kept' | 'asked'

/**
 * Bodies of one state: each made at its first request and kept until the state changes, so that nothing is rendered or
 * compressed twice.
 */
export type Shelf = {
  get(address: string): Shelved | undefined
  make(address: string, keeping: Keeping, render: () => Rendering | Promise<Rendering>): Promise<Shelved>
}

export function shelf(stamps: Stamps, now: () => number): Shelf {
  const fixed = new Map<string, Body>()
  // What is asked again stays, what was made up once goes. A cache of values can hold no null.
  const asked = new LRUCache<string, { readonly body: Shelved }>({
    maxSize: QUERY_BYTES,
    sizeCalculation: ({ body }) => ADDRESS_BYTES + sizeOf(body),
  })
  const making = new Map<string, Promise<Shelved>>()

  async function build(
    address: string,
    keeping: Keeping,
    render: () => Rendering | Promise<Rendering>,
  ): Promise<Shelved> {
    const resource = await render()
    const body =
      resource === null || resource === 'empty' ? resource : await stampedAt(address, keeping, resource)
    // Addresses at which nothing stands are as many as a stranger likes to make up.
    if (keeping === 'asked' || body === null || body === 'empty') asked.set(address, { body })
    else fixed.set(address, body)
    return body
  }
  async function stampedAt(address: string, keeping: Keeping, resource: Resource): Promise<Body> {
    const hash = contentHash(resource)
    const kept = keeping === 'stamped' ? await stamps.read(address) : null
    if (kept?.hash === hash) return stamped(resource, hash, kept.at, 'best')
    const earliest = kept === null ? 0 : Date.parse(kept.at) + 1000
    const at = new Date(Math.max(now(), earliest)).toISOString()
    if (keeping === 'stamped') await stamps.write(address, hash, at)
    return stamped(resource, hash, at, keeping === 'asked' ? 'fast' : 'best')
  }
  return {
    get: (address) => fixed.get(address) ?? asked.get(address)?.body,
    make(address, keeping, render) {
      const known = making.get(address)
      if (known !== undefined) return known
      const work = build(address, keeping, render).finally(() => making.delete(address))
      making.set(address, work)
      return work
    },
  }
}

/** Bytes of a body, and about as much again for its compressed forms. */
function sizeOf(body: Shelved): number {
  return body === null || body === 'empty' ? 0 : Math.ceil(body.plain.bytes.length * 1.5)
}
