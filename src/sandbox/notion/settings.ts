/** What the connection may do. As in Notion, comments are off unless given. */
export type Capabilities = {
  readContent: boolean
  updateContent: boolean
  insertContent: boolean
  readComments: boolean
  insertComments: boolean
  /** `none`: people are ids only and cannot be listed. */
  users: 'none' | 'withoutEmail' | 'full'
}

/**
 * A token bucket (`perSecond` on average, `burst` at once), or a fixed number of requests per 60-second window that may
 * all be spent at once. Both run by the sandbox's clock.
 */
export type RateLimit = { perSecond: number; burst: number } | { windowLimit: number }

/** Switches of the local Notion, which may be moved while it runs. */
export type NotionSettings = {
  capabilities: Capabilities
  rate: RateLimit | null
  /** Every request is answered 429 `public_api_request_blocked`. */
  blocked: boolean
  /** Milliseconds after which a cursor of a query or search is refused; null: never. */
  cursorLifetime: number | null
  /** Lengths of the answered pages of lists, used in turn (0: an empty page with `has_more`); empty: as asked. */
  shortPages: readonly number[]
  /** The most results one query gives. */
  resultLimit: number
  /** Pages of which a query gives the id alone. */
  barePages: readonly string[]
}

export const DEFAULT_SETTINGS: NotionSettings = {
  capabilities: {
    readContent: true,
    updateContent: true,
    insertContent: true,
    readComments: false,
    insertComments: false,
    users: 'full',
  },
  rate: null,
  blocked: false,
  cursorLifetime: null,
  shortPages: [],
  resultLimit: 10_000,
  barePages: [],
}
