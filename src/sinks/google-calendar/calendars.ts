import { Failure } from '../../lib/failure.ts'
import type { GoogleAccount } from './account.ts'
import { failureOf } from './failures.ts'
import { GoogleRefusal } from './refusal.ts'

/** A calendar that the account sees, for a person to choose from. */
export type SeenCalendar = {
  readonly id: string
  readonly name: string
  readonly writable: boolean
  readonly primary: boolean
}

/** What is true of one calendar. `role`: Google's word for what the account may do there. */
export type CalendarFacts = { readonly name: string; readonly timeZone: string; readonly role: string }

/** The first sees private events as busy times only, and writes all others. */
const WRITING_ROLES = ['writerWithoutPrivateAccess', 'writer', 'owner']

/** The calendars in the account's list. A calendar shared with a service account is not in it: name it by its id. */
export async function listCalendars(account: GoogleAccount): Promise<readonly SeenCalendar[]> {
  return (await calendarList(account)).map(({ id, summary, accessRole, primary }) => ({
    id: id ?? '',
    name: summary ?? '',
    writable: WRITING_ROLES.includes(accessRole ?? ''),
    primary: primary === true,
  }))
}

/**
 * Makes a calendar that is empty and seen by nobody else; gives its id. Google takes no id of ours and a repeated
 * request makes a second calendar: the description says what it is for, and after a lost answer it is looked for.
 */
export async function createCalendar(
  account: GoogleAccount,
  wanted: { readonly name: string; readonly knowledgeBase: string },
): Promise<string> {
  const description = `Magam · ${wanted.knowledgeBase}`
  const find = async () =>
    (await calendarList(account)).find(
      (seen) =>
        seen.summary === wanted.name && seen.description === description && seen.accessRole === 'owner',
    )?.id
  const present = await find()
  if (present) return present
  try {
    const made = await account.ask(
      (calendar) =>
        calendar.calendars.insert({
          requestBody: { summary: wanted.name, description, timeZone: 'Asia/Seoul' },
        }),
      (data) => typeof data?.id === 'string',
      false,
    )
    return made.id ?? ''
  } catch (error) {
    const made = error instanceof GoogleRefusal && error.status === 0 ? await find() : undefined
    if (made) return made
    throw failureOf(error, account.identity, wanted.name)
  }
}

/** Gives people a role on a calendar. Who has it already is left alone: each change costs allowance and a whole re-read. */
export async function shareCalendar(
  account: GoogleAccount,
  calendarId: string,
  emails: readonly string[],
  role: 'reader' | 'writer' = 'reader',
): Promise<void> {
  await allow(
    account,
    calendarId,
    emails.map((value) => ({ role, scope: { type: 'user', value } })),
  )
}

/** Lets everybody read a calendar. A company's rules may forbid it: that is told as Google words it. */
export async function publishCalendar(account: GoogleAccount, calendarId: string): Promise<void> {
  await allow(account, calendarId, [{ role: 'reader', scope: { type: 'default' } }])
}

/**
 * Reads what is true of a calendar, with one request. Proves sign-in, sharing and role at once.
 * @throws Failure that says which of them is not so, and how to mend it; also when the account may only read, and for a
 * calendar that nobody would see.
 */
export async function readCalendar(account: GoogleAccount, calendarId: string): Promise<CalendarFacts> {
  if (calendarId === 'primary' && account.identity.kind === 'service-account') throw nobodySees(account)
  try {
    const page = await account.ask(
      (calendar) => calendar.events.list({ calendarId, maxResults: 1 }),
      (data) => typeof data === 'object' && data !== null,
    )
    const role = page.accessRole ?? ''
    if (!WRITING_ROLES.includes(role)) {
      throw new GoogleRefusal('not a writer', { status: 403, reason: 'requiredAccessLevel' })
    }
    return { name: page.summary ?? '', timeZone: page.timeZone ?? '', role }
  } catch (error) {
    throw failureOf(error, account.identity, calendarId)
  }
}

/** Google would take every entry: a service account has a calendar of its own, and no page on which anybody could look. */
function nobodySees({ identity }: GoogleAccount): Failure {
  return new Failure(
    'google-own-calendar',
    `\`primary\` is the calendar of the service account \`${identity.email}\` itself, which nobody else sees`,
    {
      hint: 'Put the id of a calendar of yours into `calendar.id`, and share it with that address and the permission “Make changes to events”.',
    },
  )
}

type Rule = { role: string; scope: { type: string; value?: string } }

async function allow(account: GoogleAccount, calendarId: string, wanted: readonly Rule[]): Promise<void> {
  try {
    const { items = [] } = await account.ask(
      (calendar) => calendar.acl.list({ calendarId, maxResults: 250 }),
      (data) => typeof data === 'object' && data !== null,
    )
    const stands = ({ role, scope }: Rule) =>
      items.some(
        (rule) =>
          rule.scope?.type === scope.type &&
          (rule.scope.value?.toLowerCase() ?? '') === (scope.value?.toLowerCase() ?? '') &&
          (rule.role === role || WRITING_ROLES.includes(rule.role ?? '')),
      )
    for (const rule of wanted.filter((one) => !stands(one))) {
      // Inserting a scope that is there changes it: safe to repeat.
      await account.ask(
        (calendar) => calendar.acl.insert({ calendarId, sendNotifications: false, requestBody: rule }),
        (data) => typeof data === 'object' && data !== null,
      )
    }
  } catch (error) {
    throw failureOf(error, account.identity, calendarId)
  }
}

async function calendarList(account: GoogleAccount) {
  const found = []
  let pageToken: string | undefined
  do {
    const page = await account
      .ask(
        (calendar) =>
          calendar.calendarList.list({ maxResults: 250, ...(pageToken === undefined ? {} : { pageToken }) }),
        (data) => typeof data === 'object' && data !== null,
      )
      .catch((error: unknown) => {
        throw failureOf(error, account.identity, '')
      })
    found.push(...(page.items ?? []))
    pageToken = page.nextPageToken ?? undefined
  } while (pageToken !== undefined)
  return found
}
