import type { SandboxClock } from '../clock.ts'
import type { Accounts } from './accounts.ts'

/** What the token server knows besides accounts: its client, the service account's key, and how long things live. */
export type AuthSettings = {
  readonly accounts: Accounts
  /** Judges assertions and expiries. Clients sign with real time, so this is real time unless a test says otherwise. */
  readonly clock: SandboxClock
  readonly client: { readonly id: string; readonly secret: string }
  readonly publicKey: string
  readonly keyId: string
  /** Accepted audiences besides Google's own. */
  audience: string
  /** Seconds. */
  readonly accessTokenLife: number
  /** Seconds; seven days while the consent screen is in testing. */
  readonly refreshTokenLife: number
  /** Whether the service account may act for others (`sub`). */
  readonly delegation: boolean
}
