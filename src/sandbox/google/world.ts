import type { SandboxClock } from '../clock.ts'
import { seededRandom } from '../faults.ts'
import { type Account, type Accounts, accounts } from './accounts.ts'
import type { EventFields } from './event-fields.ts'
import type { Override } from './reminders.ts'

export const ROLES = [
  'none',
  'freeBusyReader',
  'reader',
  'writerWithoutPrivateAccess',
  'writer',
  'owner',
] as const
export type Role = (typeof ROLES)[number]

/** One version of an event; a change makes a new one. */
export type StoredEvent = {
  readonly id: string
  readonly iCalUID: string
  /** Place in the order of creation, by which lists are paged. */
  readonly ordinal: number
  /** Number of the change that made this version, unique in the world; the ETag shows it. */
  readonly revision: number
  readonly fields: EventFields
  readonly sequence: number
  readonly creator: string
  /** Milliseconds since 1970. `updated` does not move with the reminders; `writtenAt` does. */
  readonly created: number
  readonly updated: number
  readonly writtenAt: number
  /** The trash was emptied: the id stays taken for good, and nothing else is left. */
  readonly purged: boolean
  /** Somebody moved it to another calendar; what is left here is a tombstone. */
  readonly elsewhere: boolean
  /** The version before, kept only while a lagging list may still show it. */
  readonly before: StoredEvent | null
}

export type Calendar = {
  readonly id: string
  readonly primaryOf: string | null
  /** Made through the API, so within reach of `calendar.app.created`. */
  readonly byClient: boolean
  summary: string
  description: string
  location: string
  timeZone: string
  /** Number of the last change of an event. */
  revision: number
  /** Number of the last change of the calendar's own properties. */
  metaRevision: number
  /** Counts changes of the list below; a sync token lives only as long as its count. */
  aclEpoch: number
  /** Roles by scope: `user:…`, `group:…`, `domain:…` or `default`. */
  readonly acl: Map<string, Role>
  readonly events: Map<string, StoredEvent>
  readonly uids: Set<string>
  defaultReminders: readonly Override[]
}

export type Channel = { readonly id: string; readonly resourceId: string }

/** Everything the sandbox holds. */
export type World = {
  readonly clock: SandboxClock
  readonly accounts: Accounts
  readonly calendars: Map<string, Calendar>
  /** For each account the calendars in its list. */
  readonly lists: Map<string, Set<string>>
  readonly channels: Map<string, Channel>
  readonly rules: Rules
  /** What clients sent that the service ignores without a word; a careful client leaves this empty. */
  readonly violations: string[]
  /** Seeded, from 0 to 1: makes ids and short pages repeatable. */
  readonly random: () => number
  nextRevision(): number
}

/** Where the contract leaves a choice, and how harsh the sandbox is to be. */
export type Rules = {
  /** Milliseconds by which lists (never gets) lag behind writes. */
  readonly listLag: number
  /** Seed of pages that are shorter than asked for, or empty; null gives full pages. */
  readonly raggedPages: number | null
  readonly zeroLength: boolean
  /** Life of a sync token in ms; how long Google keeps them is undocumented. */
  readonly syncTokenLife: number
  readonly usage: { readonly events: number; readonly calendars: number; readonly shares: number }
}

export function world(clock: SandboxClock, rules: Rules, seed: number): World {
  let revision = 0
  return {
    clock,
    accounts: accounts(seed),
    calendars: new Map(),
    lists: new Map(),
    channels: new Map(),
    rules,
    violations: [],
    random: seededRandom(seed + 1),
    nextRevision: () => {
      revision += 1
      return revision
    },
  }
}

/** ETags are quoted numbers. */
export const etagOf = (revision: number) => `"${3_400_000_000_000_000 + revision}"`

/** A new calendar, owned by and listed for `owner`. */
export function addCalendar(
  here: World,
  input: {
    id: string
    owner: string
    summary: string
    timeZone: string
    primary?: boolean
    byClient?: boolean
  },
): Calendar {
  const calendar: Calendar = {
    id: input.id,
    primaryOf: input.primary ? input.owner : null,
    byClient: input.byClient ?? false,
    summary: input.summary,
    description: '',
    location: '',
    timeZone: input.timeZone,
    revision: 0,
    metaRevision: here.nextRevision(),
    aclEpoch: 0,
    acl: new Map([[`user:${input.owner}`, 'owner']]),
    events: new Map(),
    uids: new Set(),
    defaultReminders: [],
  }
  here.calendars.set(calendar.id, calendar)
  listOf(here, input.owner).add(calendar.id)
  return calendar
}

/** The ids of the calendars in the account's list. */
export function listOf(here: World, email: string): Set<string> {
  const known = here.lists.get(email)
  if (known) return known
  const list = new Set<string>()
  here.lists.set(email, list)
  return list
}

/** Makes an account with its own empty primary calendar; an address that is known keeps what it has. */
export function addAccount(here: World, email: string, kind: Account['kind'], timeZone = 'UTC'): Account {
  const known = here.accounts.byEmail.get(email)
  if (known) return known
  const account = { email, kind }
  here.accounts.byEmail.set(email, account)
  addCalendar(here, { id: email, owner: email, summary: email, timeZone, primary: true })
  return account
}

/** What the account may do there: the highest of its own role, its domain's and everybody's. */
export function roleOf(calendar: Calendar, email: string): Role {
  const domain = email.slice(email.indexOf('@') + 1)
  const roles = [`user:${email}`, `group:${email}`, `domain:${domain}`, 'default'].map(
    (scope) => calendar.acl.get(scope) ?? 'none',
  )
  return roles.reduce((best, role) => (rank(role) > rank(best) ? role : best), 'none')
}

export const rank = (role: Role) => ROLES.indexOf(role)
