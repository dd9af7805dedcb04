import type { Registry } from 'prom-client'
import type { ServerOptions } from './options.ts'
import type { WebhookHooks } from './webhook.ts'

/** What the web side is given beside the view it draws. */
export type AppOptions = {
  readonly server: ServerOptions
  /** Milliseconds; what deadlines are judged by. */
  readonly now: () => number
  readonly adminToken: string | null
  readonly webhook: WebhookHooks | null
  /** Asks for a run of one knowledge base, by slug, or of all. False when none has that slug: then nothing was asked. */
  readonly requestSync: ((slug: string | null) => Promise<boolean> | boolean) | null
  /** Told of a failure while answering; never holds a token or a body. */
  readonly onProblem: (words: string, error: unknown) => void
  readonly registry?: Registry
}
