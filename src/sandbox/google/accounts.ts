import { seededRandom } from '../faults.ts'

/** An identity: a person, or a service account (which cannot invite anyone). Named by its e-mail address. */
export type Account = { readonly email: string; readonly kind: 'person' | 'service' }

export type AccessToken = {
  readonly account: Account
  readonly scopes: ReadonlySet<string>
  /** Milliseconds since 1970 by the authentication clock. */
  readonly expiresAt: number
}

export type RefreshToken = {
  readonly account: Account
  readonly scopes: ReadonlySet<string>
  readonly expiresAt: number
}

/** A code of the consent page, waiting to be exchanged. */
export type ConsentCode = {
  readonly account: Account
  readonly scopes: ReadonlySet<string>
  readonly redirectUri: string
  readonly challenge: string | null
  readonly challengeMethod: string
  readonly expiresAt: number
}

/** Who exists and which tokens live. */
export type Accounts = {
  readonly byEmail: Map<string, Account>
  readonly access: Map<string, AccessToken>
  readonly refresh: Map<string, RefreshToken>
  readonly codes: Map<string, ConsentCode>
  /** A new secret text that starts with `prefix`. */
  secret(prefix: string): string
}

/** No accounts and no tokens yet; the same seed gives the same secrets, so that a run can be repeated. */
export function accounts(seed: number): Accounts {
  const random = seededRandom(seed)
  return {
    byEmail: new Map(),
    access: new Map(),
    refresh: new Map(),
    codes: new Map(),
    secret: (prefix) =>
      prefix + Array.from({ length: 40 }, () => LETTERS[Math.floor(random() * 62)]).join(''),
  }
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

/** Ends every token of the account, or of everybody. */
export function revokeAll(all: Accounts, email?: string): void {
  for (const tokens of [all.access, all.refresh]) {
    for (const [secret, token] of tokens) {
      if (email === undefined || token.account.email === email) tokens.delete(secret)
    }
  }
}
