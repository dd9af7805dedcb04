import type { GoogleAccount } from './account.ts'
import { GoogleRefusal } from './refusal.ts'
import { type Event, toEvent } from './schema.ts'

/** What a list gives, and the token to go on from; an empty one when Google gave none. */
export type Listed = { readonly events: readonly Event[]; readonly token: string }

/** What changed since a token was given; null when Google no longer knows it and the whole calendar must be read. */
export async function changesSince(
  account: GoogleAccount,
  calendarId: string,
  syncToken: string,
): Promise<Listed | null> {
  try {
    return await list(account, { calendarId, syncToken })
  } catch (error) {
    // 410: expired, or sharing changed. 400: not a token (any more). Both are mended by reading anew.
    if (error instanceof GoogleRefusal && (error.status === 410 || error.status === 400)) return null
    throw error
  }
}

/** What every list asks for: one with a token must ask as the one did that gave it. */
const ALIKE = { maxResults: 2500, showDeleted: true } as const

/**
 * Everything in a calendar and its trash, or what changed since a token: every page. One may hold fewer events than
 * asked for, or none, while there are more.
 */
export async function list(
  account: GoogleAccount,
  query: { readonly calendarId: string; readonly syncToken?: string },
): Promise<Listed> {
  const events: Event[] = []
  let pageToken: string | undefined
  for (;;) {
    const page = await account.ask(
      (calendar) =>
        calendar.events.list({ ...ALIKE, ...query, ...(pageToken === undefined ? {} : { pageToken }) }),
      (data) => typeof data === 'object' && data !== null && Array.isArray(data.items ?? []),
    )
    events.push(...(page.items ?? []).flatMap((item) => toEvent(item) ?? []))
    if (page.nextPageToken) pageToken = page.nextPageToken
    else return { events, token: page.nextSyncToken ?? '' }
  }
}
