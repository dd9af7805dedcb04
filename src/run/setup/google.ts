import { Failure } from '../../lib/failure.ts'
import type { Environment, GoogleAccess } from '../../settings/read.ts'
import { calendarId } from '../../sinks/google-calendar/calendar-id.ts'
import {
  type CalendarFacts,
  createCalendar,
  listCalendars,
  publishCalendar,
  readCalendar,
  type SeenCalendar,
  shareCalendar,
} from '../../sinks/google-calendar/calendars.ts'
import { beginSignIn, type SignIn, type SignInOptions } from '../../sinks/google-calendar/sign-in.ts'
import { openAccount } from '../knowledge-base.ts'

export type { SeenCalendar, SignIn, SignInOptions }

/** Begins the sign-in of a person in the browser. Throws a `Failure` when the port cannot be used. */
export function signIn(options: SignInOptions): Promise<SignIn> {
  return beginSignIn(options)
}

/** What set-up does with one Google account. Each throws a `Failure` or `UserError` that says what to mend. */
export type GoogleSetup = {
  /** The address that a calendar must be shared with; null for a person, whose calendars are seen already. */
  readonly email: string | null
  calendars(): Promise<readonly SeenCalendar[]>
  /** Proves that the calendar can be written to. Takes its id or a link that holds it, gives the id. */
  read(calendar: string): Promise<CalendarFacts & { readonly id: string }>
  /** Makes a calendar that nobody else sees; gives its id. */
  create(name: string, knowledgeBase: string): Promise<string>
  /** Lets people read the calendar; Google sends them no mail. */
  share(calendarId: string, people: readonly string[]): Promise<void>
  /** Lets everybody read the calendar. */
  publish(calendarId: string): Promise<void>
}

export function googleSetup(google: GoogleAccess, calendarUrl: string | null): GoogleSetup {
  const environment: Pick<Environment, 'google' | 'googleCalendarUrl'> = {
    google,
    googleCalendarUrl: calendarUrl,
  }
  const account = openAccount(environment, { retries: 2, timeoutMs: 20_000 })
  return {
    email: account.identity.email,
    calendars: () => listCalendars(account),
    read: async (calendar) => {
      const id = calendarId(calendar) ?? calendar
      return { ...(await readCalendar(account, id)), id }
    },
    create: (name, knowledgeBase) => createCalendar(account, { name, knowledgeBase }),
    share: (id, people) => shareCalendar(account, id, people),
    publish: (id) => publishCalendar(account, id).catch(notPublic),
  }
}

function notPublic(cause: unknown): never {
  if (!(cause instanceof Failure)) throw cause
  throw new Failure('google-not-public', 'the calendar could not be made public', {
    cause,
    hint: cause.hint ?? 'a company’s administrator may forbid it; without it the calendar stays as it is',
  })
}
