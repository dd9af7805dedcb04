import { type Body, contentHash, type Resource, stamped } from './resource.ts'
import type { Stamps } from './view.ts'

/** Bytes kept of answers to what is asked freely, and of there being none. */
const QUERY_BYTES = 12_000_000

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
  const bodies = new Map<string, Shelved>()
  const making = new Map<string, Promise<Shelved>>()
  const queries = new Map<string, number>()
  let queryBytes = 0

  async function build(
    address: string,
    keeping: Keeping,
    render: () => Rendering | Promise<Rendering>,
  ): Promise<Shelved> {
    const resource = await render()
    const body =
      resource === null || resource === 'empty' ? resource : await stampedAt(address, keeping, resource)
    bodies.set(address, body)
    // Addresses at which nothing stands are as many as a stranger likes to make up.
    if (keeping === 'asked' || body === null || body === 'empty') keepWithin(address, body)
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
  function keepWithin(address: string, body: Shelved): void {
    const size = 500 + (body === null || body === 'empty' ? 0 : body.plain.bytes.length * 1.5)
    queries.set(address, size)
    queryBytes += size
    for (const [oldest, bytes] of queries) {
      if (queryBytes <= QUERY_BYTES || oldest === address) break
      queries.delete(oldest)
      bodies.delete(oldest)
      queryBytes -= bytes
    }
  }
  return {
    get(address) {
      const size = queries.get(address)
      if (size !== undefined) {
        // To the end of the line: what is asked again stays, what was made up once goes.
        queries.delete(address)
        queries.set(address, size)
      }
      return bodies.get(address)
    },
    make(address, keeping, render) {
      const known = making.get(address)
      if (known !== undefined) return known
      const work = build(address, keeping, render).finally(() => making.delete(address))
      making.set(address, work)
      return work
    },
  }
}
