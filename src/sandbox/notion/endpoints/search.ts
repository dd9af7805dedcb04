import type { Endpoint } from './endpoint.ts'

export const SEARCH_ENDPOINTS: readonly Endpoint[] = []
