import type { GoogleSetup, SeenCalendar } from '../../run/setup/google.ts'
import type { Context } from '../context.ts'
import { type Asker, isAnswerable, wordsOf } from './ask.ts'

export type CalendarAnswers = {
  readonly calendar?: string
  readonly newCalendar?: string
}

/** `role`: Google's word for what the account may do there. */
export type ChosenCalendar = {
  readonly id: string
  readonly name: string
  readonly role: string
  readonly isNew: boolean
}

const NEW = '(new)'
const BY_ID = '(id)'

/** Which calendar is kept: one that is there and can be written to, or a new one. */
export async function calendarStep(
  context: Context,
  ask: Asker,
  options: CalendarAnswers,
  google: GoogleSetup,
  { name, title }: { readonly name: string; readonly title: string },
): Promise<ChosenCalendar> {
  if (options.newCalendar !== undefined) return create(google, options.newCalendar, name)
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
  if (chosen === BY_ID) return proven(ask, google, await byId(context, ask, google))
  if (chosen !== NEW) return proven(ask, google, chosen)
  const wanted = await ask.text({
    flag: '--new-calendar',
    message: 'Name of the new calendar',
    given: undefined,
    fallback: title,
  })
  return create(google, wanted, name)
}

async function create(google: GoogleSetup, wanted: string, name: string): Promise<ChosenCalendar> {
  return { id: await google.create(wanted, name), name: wanted, role: 'owner', isNew: true }
}

function byId(context: Context, ask: Asker, google: GoogleSetup): Promise<string> {
  if (google.email !== null) {
    context.say(
      `Share the calendar with ${google.email}: its settings → “Share with specific people” → “Make changes to events”.`,
    )
  }
  return askId(ask)
}

const askId = (ask: Asker): Promise<string> =>
  ask.text({
    flag: '--calendar',
    message: 'Id of the calendar (its settings → “Integrate calendar”)',
    given: undefined,
    fallback: null,
  })

/** Checks until the calendar can be written to, as long as the person wants to go on. */
async function proven(ask: Asker, google: GoogleSetup, calendar: string): Promise<ChosenCalendar> {
  for (let wanted = calendar; ; ) {
    try {
      const { id, name, role } = await google.read(wanted)
      return { id, name, role, isNew: false }
    } catch (error) {
      if (!isAnswerable(error) || !ask.interactive) throw error
      ask.note(wordsOf(error), 'Not yet')
      const way = await ask.choose<'again' | 'other'>({
        flag: '--calendar',
        message: 'Check again?',
        given: undefined,
        fallback: 'again',
        choices: [
          { value: 'again', label: 'Yes, it is shared now', hint: 'Ctrl-C leaves; nothing is written' },
          { value: 'other', label: 'Another id' },
        ],
      })
      if (way === 'other') wanted = await askId(ask)
    }
  }
}
