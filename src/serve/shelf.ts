import { type Body, contentHash, type Resource, stamped } from './resource.ts'
import type { Stamps } from './view.ts'

/** Bytes kept of answers to free-form queries, and of there being none; bodies at fixed addresses are always kept. */
const QUERY_BYTES = 32_000_000

/** `empty`: there is nothing to show yet; null: there is no such thing. */
export type Rendering = Resource | 'empty' | null
export type Shelved = Body | 'empty' | null

/**
 * Bodies of one state: each made at its first request and kept until the state changes, so that nothing is rendered or
 * compressed twice. A fixed address keeps its stamp in the store; a free-form query is stamped when it is made.
 */
export type Shelf = {
  get(address: string): Shelved | undefined
  make(address: string, fixed: boolean, render: () => Rendering): Promise<Shelved>
}

export function shelf(stamps: Stamps, now: () => number): Shelf {
  const bodies = new Map<string, Shelved>()
  const making = new Map<string, Promise<Shelved>>()
  const queries = new Map<string, number>()
  let queryBytes = 0

  async function build(address: string, fixed: boolean, render: () => Rendering): Promise<Shelved> {
    const resource = render()
    const body =
      resource === null || resource === 'empty' ? resource : await stampedAt(address, fixed, resource)
    bodies.set(address, body)
    // Addresses at which nothing stands are as many as a stranger likes to make up.
    if (!fixed || body === null || body === 'empty') keepWithin(address, body)
    return body
  }
  async function stampedAt(address: string, fixed: boolean, resource: Resource): Promise<Body> {
    const hash = contentHash(resource)
    const kept = fixed ? await stamps.read(address) : null
    if (kept?.hash === hash) return stamped(resource, hash, kept.at)
    const earliest = kept === null ? 0 : Date.parse(kept.at) + 1000
    const at = new Date(Math.max(now(), earliest)).toISOString()
    if (fixed) await stamps.write(address, hash, at)
    return stamped(resource, hash, at)
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
    get: (address) => bodies.get(address),
    make(address, fixed, render) {
      const known = making.get(address)
      if (known !== undefined) return known
      const work = build(address, fixed, render).finally(() => making.delete(address))
      making.set(address, work)
      return work
    },
  }
}
