import type { Endpoint } from './endpoint.ts'

export const COMMENT_ENDPOINTS: readonly Endpoint[] = []
