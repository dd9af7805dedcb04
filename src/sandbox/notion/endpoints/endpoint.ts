import type { Call } from '../call.ts'
import type { Json } from '../render/index.ts'
import type { Capabilities } from '../settings.ts'

/** One route: `path` below `/v1/`, `:` for an id. `needs` are the capabilities without which it is 403. */
export type Endpoint = {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  readonly path: string
  readonly needs: readonly (keyof Capabilities)[]
  readonly answer: (call: Call, ...ids: readonly string[]) => Json
}
