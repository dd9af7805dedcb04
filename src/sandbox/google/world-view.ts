import { revokeAll } from './accounts.ts'
import { share } from './acl.ts'
import { insertCalendar } from './calendars.ts'
import { type EventAnswer, wholeAnswer } from './event-answer.ts'
import type { Override } from './reminders.ts'
import { addAccount, type Calendar, type Role, type StoredEvent, type World } from './world.ts'

/** An event as its creator would read it, also when it is deleted. `purged`: only its id is left. */
export type HeldEvent = EventAnswer & { readonly purged: boolean }

/** What a test or the demo sets up and looks at, behind the API's back. */
export type WorldView = {
  /** Makes a person's or a service account; a known address is left alone. */
  addAccount(email: string, kind?: 'person' | 'service'): void
  /** The account no longer exists: assertions and tokens of it are refused. */
  removeAccount(email: string): void
  /** A calendar of the sandbox's person (or of `owner`); gives its id. The zone is Asia/Seoul unless named. */
  createCalendar(input: { summary: string; owner?: string; timeZone?: string }): string
  /** `with_`: an address, or `default` for everybody. Ends the calendar's sync tokens, as in life. */
  share(calendarId: string, with_: string, role: Role): void
  /** Who has which role, by address; `default` is everybody. */
  roles(calendarId: string): Readonly<Record<string, Role>>
  setDefaultReminders(calendarId: string, overrides: readonly Override[]): void
  /** Every event with its tombstones, in order of creation. */
  events(calendarId: string): readonly HeldEvent[]
  /** As its creator sees it, or as `reader` does: each has reminders of their own. */
  event(calendarId: string, eventId: string, reader?: string): HeldEvent | null
  /** Ids of all calendars that exist, primary ones included. */
  calendars(): readonly string[]
  /** Ends access and refresh tokens of one account or of all. */
  revokeTokens(email?: string): void
  /** Ends access tokens only: the next call gets 401, a refresh works. */
  expireAccessTokens(): void
  /** What the person will answer at the consent page. */
  setConsent(allows: boolean): void
  /** Unknown event fields and the like that clients sent and the service ignored. */
  readonly violations: readonly string[]
}

export function worldView(here: World, owner: string, setConsent: (allows: boolean) => void): WorldView {
  const calendarOf = (id: string): Calendar => {
    const calendar = here.calendars.get(id)
    if (!calendar) throw new RangeError(`no such calendar: ${id}`)
    return calendar
  }
  const held = (calendar: Calendar, event: StoredEvent, reader = event.creator): HeldEvent => ({
    ...wholeAnswer(calendar, event, reader),
    purged: event.purged,
  })
  return {
    addAccount: (email, kind = 'person') => void addAccount(here, email, kind),
    removeAccount: (email) => void here.accounts.byEmail.delete(email),
    createCalendar: ({ summary, owner: of = owner, timeZone = 'Asia/Seoul' }) =>
      insertCalendar(here, { summary, timeZone }, addAccount(here, of, 'person'), { byClient: false }).id,
    share: (calendarId, with_, role) =>
      share(here, calendarOf(calendarId), with_ === 'default' ? with_ : `user:${with_}`, role),
    roles: (calendarId) =>
      Object.fromEntries(
        [...calendarOf(calendarId).acl].map(([scope, role]) => [scope.replace(/^user:/, ''), role]),
      ),
    setDefaultReminders(calendarId, overrides) {
      calendarOf(calendarId).defaultReminders = overrides
    },
    events(calendarId) {
      const calendar = calendarOf(calendarId)
      return [...calendar.events.values()].map((event) => held(calendar, event))
    },
    event(calendarId, eventId, reader) {
      const calendar = calendarOf(calendarId)
      const event = calendar.events.get(eventId)
      return event ? held(calendar, event, reader) : null
    },
    calendars: () => [...here.calendars.keys()],
    revokeTokens: (email) => revokeAll(here.accounts, email),
    expireAccessTokens: () => here.accounts.access.clear(),
    setConsent,
    violations: here.violations,
  }
}
