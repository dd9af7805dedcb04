import { type GoogleSetup, googleSetup } from '../../run/setup/google.ts'
import type { GoogleAccess } from '../../settings/read.ts'
import type { Context } from '../context.ts'
import type { Asker } from './ask.ts'
import { type CalendarAnswers, type ChosenCalendar, calendarStep } from './calendar-step.ts'
import { type Sharing, type SharingAnswers, sharingStep } from './sharing-step.ts'
import { keyStep, oauthStep, type SignInAnswers, type Variables } from './sign-in-step.ts'

export type GoogleAnswers = {
  readonly access: GoogleAccess
  /** What must stand in `.env`. */
  readonly variables: Readonly<Record<string, string>>
  readonly calendar: ChosenCalendar
  readonly reminders: readonly string[]
  readonly sharing: Sharing
  readonly setup: GoogleSetup
}

type Options = SignInAnswers &
  CalendarAnswers &
  SharingAnswers & {
    readonly google?: string
    readonly reminders?: string
  }

type Way = 'service-account' | 'oauth' | 'none'

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
  const setup = googleSetup(signedIn.access, variables.GOOGLE_CALENDAR_URL ?? null)
  const calendar = await calendarStep(context, ask, options, setup, from)
  const sharing = await sharingStep(ask, options, setup, calendar)
  return { ...signedIn, calendar, reminders: remindersOf(options.reminders), sharing, setup }
}

/** `7d, 1d` as a list; a week and a day before where nothing is said. */
export function remindersOf(text = '7d,1d'): readonly string[] {
  return text
    .split(',')
    .map((each) => each.trim())
    .filter(Boolean)
}

/** What flags and variables have decided already. */
function wayOf(options: Options, variables: Variables): Way | undefined {
  if (options.keyFile !== undefined || variables.GOOGLE_APPLICATION_CREDENTIALS) return 'service-account'
  return options.clientId !== undefined || variables.GOOGLE_REFRESH_TOKEN ? 'oauth' : undefined
}
