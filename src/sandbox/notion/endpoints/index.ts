import { invalidUrl } from '../refusal.ts'
import { APPEND_ENDPOINTS } from './append.ts'
import { BLOCK_ENDPOINTS } from './blocks.ts'
import { COMMENT_ENDPOINTS } from './comments.ts'
import { DATA_SOURCE_ENDPOINTS } from './data-sources.ts'
import type { Endpoint } from './endpoint.ts'
import { PAGE_ENDPOINTS } from './pages.ts'
import { SEARCH_ENDPOINTS } from './search.ts'
import { USER_ENDPOINTS } from './users.ts'

const ENDPOINTS: readonly (Endpoint & { readonly segments: readonly string[] })[] = [
  ...USER_ENDPOINTS,
  ...DATA_SOURCE_ENDPOINTS,
  ...PAGE_ENDPOINTS,
  ...BLOCK_ENDPOINTS,
  ...APPEND_ENDPOINTS,
  ...SEARCH_ENDPOINTS,
  ...COMMENT_ENDPOINTS,
].map((endpoint) => ({ ...endpoint, segments: endpoint.path.split('/') }))

/** The endpoint of a request and the ids in its path, decoded once; refuses what is no route. */
export function findEndpoint(method: string, path: string): { endpoint: Endpoint; ids: string[] } {
  const [root, version, ...segments] = path.split('/')
  if (root !== '' || version !== 'v1') throw invalidUrl()
  for (const endpoint of ENDPOINTS) {
    if (endpoint.method !== method || !fits(endpoint.segments, segments)) continue
    const ids = segments.filter((_, index) => endpoint.segments[index] === ':').map(decoded)
    return { endpoint, ids }
  }
  throw invalidUrl()
}

function fits(pattern: readonly string[], segments: readonly string[]): boolean {
  return (
    pattern.length === segments.length &&
    pattern.every((part, index) => (part === ':' ? segments[index] !== '' : part === segments[index]))
  )
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    throw invalidUrl()
  }
}
