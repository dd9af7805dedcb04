import { Failure, UserError } from '../../lib/failure.ts'
import { type GoogleSetup, googleSetup, type SeenCalendar, signIn } from '../../run/setup/google.ts'
import type { GoogleAccess } from '../../settings/read.ts'
import type { Context } from '../context.ts'
import type { Asker } from './ask.ts'

type Variables = Readonly<Record<string, string | undefined>>

export type GoogleAnswers = {
  readonly access: GoogleAccess
  /** What must stand in `.env`. */
  readonly variables: Readonly<Record<string, string>>
  readonly calendar: { readonly id: string; readonly name: string; readonly reminders: readonly string[] }
}

type Options = {
  readonly google?: string
  readonly keyFile?: string
  readonly clientId?: string
  readonly calendar?: string
  readonly newCalendar?: string
  readonly shareWith?: string
  readonly reminders?: string
}

type Way = 'service-account' | 'oauth' | 'none'
const NEW = '(new)'
const BY_ID = '(id)'

/** How Google is reached, and which calendar is kept; null for a feed without Google. */
export async function googleStep(
  context: Context,
  ask: Asker,
  options: Options,
  from: { readonly variables: Variables; readonly name: string; readonly title: string },
): Promise<GoogleAnswers | null> {
  const { variables } = from
  const way = await ask.choose<Way>({
    flag: '--google',
    message: 'How shall Google Calendar be reached?',
    given: (options.google as Way | undefined) ?? wayOf(options, variables),
    fallback: ask.interactive ? 'service-account' : null,
    choices: [
      { value: 'service-account', label: 'With a service account', hint: 'a key file; best for a server' },
      { value: 'oauth', label: 'With your own account', hint: 'sign in with the browser' },
      { value: 'none', label: 'Not at all', hint: 'a feed and page alone' },
    ],
  })
  if (way === 'none') return null
  const signedIn =
    way === 'oauth'
      ? await oauthStep(context, ask, options, variables)
      : await keyStep(ask, options, variables)
  const google = googleSetup(signedIn.access, variables.GOOGLE_CALENDAR_URL ?? null)
  const calendar = await calendarStep(context, ask, options, google, from)
  const reminders = (options.reminders ?? '7d,1d').split(',').map((each) => each.trim())
  return { ...signedIn, calendar: { ...calendar, reminders: reminders.filter(Boolean) } }
}

/** What flags and variables have decided already. */
function wayOf(options: Options, variables: Variables): Way | undefined {
  if (options.keyFile !== undefined || variables.GOOGLE_APPLICATION_CREDENTIALS) return 'service-account'
  return options.clientId !== undefined || variables.GOOGLE_REFRESH_TOKEN ? 'oauth' : undefined
}

type SignedIn = Pick<GoogleAnswers, 'access' | 'variables'>

async function keyStep(ask: Asker, options: Options, variables: Variables): Promise<SignedIn> {
  let given = options.keyFile ?? variables.GOOGLE_APPLICATION_CREDENTIALS
  for (;;) {
    const keyFile = await ask.text({
      flag: '--key-file',
      message: 'Key file of the service account (JSON)',
      given,
      fallback: null,
    })
    const access = { kind: 'service-account', keyFile } as const
    try {
      // Reads and checks the file.
      googleSetup(access, null)
      return { access, variables: { GOOGLE_APPLICATION_CREDENTIALS: keyFile } }
    } catch (error) {
      if (!isAnswerable(error) || !ask.interactive) throw error
      ask.note(wordsOf(error), 'That did not work')
      given = undefined
    }
  }
}

/** A client of one's own, then consent in the browser. A refresh token that is there already is used. */
async function oauthStep(
  context: Context,
  ask: Asker,
  options: Options,
  variables: Variables,
): Promise<SignedIn> {
  if (variables.GOOGLE_APPLICATION_CREDENTIALS) {
    throw new UserError('a service account is set and would win over your own account', [
      {
        what: '`GOOGLE_APPLICATION_CREDENTIALS` is set',
        hint: 'take it out of `.env` or the environment first',
      },
    ])
  }
  const clientId = await ask.text({
    flag: '--client-id',
    message: 'Client id of the OAuth client (type “Desktop app”)',
    given: options.clientId ?? variables.GOOGLE_CLIENT_ID,
    fallback: null,
  })
  const clientSecret = await ask.secret({
    flag: 'GOOGLE_CLIENT_SECRET',
    message: 'Client secret',
    given: variables.GOOGLE_CLIENT_SECRET,
    fallback: null,
  })
  context.keepSecret(clientSecret)
  const refreshToken =
    variables.GOOGLE_REFRESH_TOKEN ?? (await consent(context, { clientId, clientSecret }, variables))
  context.keepSecret(refreshToken)
  return {
    access: {
      kind: 'oauth',
      clientId,
      clientSecret,
      refreshToken,
      tokenUrl: variables.GOOGLE_TOKEN_URL ?? null,
    },
    variables: {
      GOOGLE_CLIENT_ID: clientId,
      GOOGLE_CLIENT_SECRET: clientSecret,
      GOOGLE_REFRESH_TOKEN: refreshToken,
    },
  }
}

/** Shows the address to open and waits for the person. Gives the refresh token. */
export async function consent(
  context: Context,
  client: { readonly clientId: string; readonly clientSecret: string },
  variables: Variables,
  port?: number,
): Promise<string> {
  const under = await signIn({
    ...client,
    ...(variables.GOOGLE_AUTH_URL ? { authUrl: variables.GOOGLE_AUTH_URL } : {}),
    ...(variables.GOOGLE_TOKEN_URL ? { tokenUrl: variables.GOOGLE_TOKEN_URL } : {}),
    ...(port === undefined ? {} : { port }),
  })
  const stop = () => under.cancel()
  context.signal.addEventListener('abort', stop, { once: true })
  context.tell(
    `Open this address in a browser on this machine and allow access to Google Calendar:\n\n  ${under.url}\n`,
  )
  try {
    return (await under.finished).refreshToken
  } finally {
    context.signal.removeEventListener('abort', stop)
  }
}

async function calendarStep(
  context: Context,
  ask: Asker,
  options: Options,
  google: GoogleSetup,
  { name, title }: { readonly name: string; readonly title: string },
): Promise<{ id: string; name: string }> {
  if (options.newCalendar !== undefined) return create(google, options.newCalendar, name, people(options))
  if (options.calendar !== undefined) return proven(ask, google, options.calendar)
  // Nobody but itself sees a service account's own calendar.
  const seen = (await google.calendars()).filter(
    ({ writable, primary }) => writable && (google.email === null || !primary),
  )
  const chosen = await ask.choose<string>({
    flag: '--calendar or --new-calendar',
    message: 'Which calendar shall hold the deadlines? One of its own is best.',
    given: undefined,
    fallback: ask.interactive ? NEW : null,
    choices: [
      { value: NEW, label: 'Make a new calendar' },
      ...seen.map((calendar: SeenCalendar) => ({
        value: calendar.id,
        label: calendar.name,
        hint: calendar.primary ? 'your own calendar: better not' : calendar.id,
      })),
      {
        value: BY_ID,
        label: 'Another one, by its id',
        hint: google.email ? `share it with ${google.email}` : '',
      },
    ],
  })
  if (chosen === BY_ID) return byId(context, ask, google)
  if (chosen !== NEW) return proven(ask, google, chosen)
  const wanted = await ask.text({
    flag: '--new-calendar',
    message: 'Name of the new calendar',
    given: undefined,
    fallback: title,
  })
  const guests = google.email === null ? [] : await guestsStep(ask, options)
  return create(google, wanted, name, guests)
}

/** A service account's calendar is seen by nobody until it is shared. */
async function guestsStep(ask: Asker, options: Options): Promise<readonly string[]> {
  const text = await ask.text({
    flag: '--share-with',
    message: 'Who shall see it? Google addresses, separated by commas',
    given: options.shareWith,
    fallback: null,
    check: (typed) =>
      typed.split(',').every((each) => /^\s*\S+@\S+\s*$/.test(each)) ? null : 'an address has an @',
  })
  return text.split(',').map((each) => each.trim())
}

const people = ({ shareWith }: Options): readonly string[] =>
  (shareWith ?? '')
    .split(',')
    .map((each) => each.trim())
    .filter(Boolean)

async function create(google: GoogleSetup, wanted: string, name: string, guests: readonly string[]) {
  return { id: await google.create(wanted, name, guests), name: wanted }
}

async function byId(
  context: Context,
  ask: Asker,
  google: GoogleSetup,
): Promise<{ id: string; name: string }> {
  if (google.email !== null) {
    context.say(
      `Share the calendar with ${google.email}: its settings → “Share with specific people” → “Make changes to events”.`,
    )
  }
  const id = await ask.text({
    flag: '--calendar',
    message: 'Id of the calendar (its settings → “Integrate calendar”)',
    given: undefined,
    fallback: null,
  })
  return proven(ask, google, id)
}

/** Checks until the calendar can be written to, as long as the person wants to go on. */
async function proven(ask: Asker, google: GoogleSetup, id: string): Promise<{ id: string; name: string }> {
  for (;;) {
    try {
      return { id, name: (await google.read(id)).name }
    } catch (error) {
      if (!isAnswerable(error) || !ask.interactive) throw error
      ask.note(wordsOf(error), 'Not yet')
      await ask.choose({
        flag: '--calendar',
        message: 'Check again?',
        given: undefined,
        fallback: 'again',
        choices: [
          { value: 'again', label: 'Yes, it is shared now', hint: 'Ctrl-C leaves; nothing is written' },
        ],
      })
    }
  }
}

function isAnswerable(error: unknown): error is Failure | UserError {
  return error instanceof Failure || error instanceof UserError
}

function wordsOf(error: Failure | UserError): string {
  if (error instanceof Failure) return [error.message, error.hint ?? ''].join('\n').trim()
  return [error.message, ...error.problems.map(({ what, hint }) => `${what} ${hint ?? ''}`)].join('\n').trim()
}
