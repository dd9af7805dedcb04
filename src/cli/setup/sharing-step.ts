import { counted } from '../../lib/counted.ts'
import { UserError } from '../../lib/failure.ts'
import type { Report } from '../../run/report.ts'
import type { GoogleSetup } from '../../run/setup/google.ts'
import { type Asker, isAnswerable, Stopped, wordsOf } from './ask.ts'
import type { ChosenCalendar } from './calendar-step.ts'

export type SharingAnswers = { readonly shareWith?: string; readonly publicCalendar?: boolean }

/** Who may read the calendar beside its owner: nobody, unless a person says so. */
export type Sharing = { readonly people: readonly string[]; readonly isPublic: boolean }

export const NOBODY: Sharing = { people: [], isPublic: false }

/** Asks who shall see the calendar; nothing is opened yet. Only an owner can share, so nobody else is asked. */
export async function sharingStep(
  ask: Asker,
  options: SharingAnswers,
  google: GoogleSetup,
  calendar: ChosenCalendar,
): Promise<Sharing> {
  if (calendar.role !== 'owner') {
    if (options.shareWith !== undefined || options.publicCalendar) throw notItsOwner(google, calendar)
    return NOBODY
  }
  const onlyItself = google.email !== null && calendar.isNew
  const people = await ask.text({
    flag: '--share-with',
    message: `Who ${onlyItself ? 'shall' : 'else shall'} see \`${calendar.name}\`? Google addresses, separated by commas; empty for nobody`,
    given: options.shareWith,
    fallback: '',
    optional: true,
    check: (typed) =>
      addresses(typed).every((each) => /^[^\s@]+@[^\s@]+$/.test(each)) ? null : 'an address has one @',
  })
  const isPublic = await ask.confirm({
    flag: '--public-calendar',
    message: `Let everybody read it? ${calendar.isNew ? '' : 'That goes for all that stands in it. '}Its entries will not link to Notion then.`,
    given: options.publicCalendar,
    fallback: false,
  })
  if (onlyItself && !isPublic && addresses(people).length === 0) {
    ask.note('Nobody but the service account sees the calendar yet; `--share-with` shares it.')
  }
  return { people: addresses(people), isPublic }
}

/**
 * Opens the calendar as was answered, after the last yes. Gives what was done: a person may go on without what Google
 * refused. Entries that link to Notion, in the first sync's `plan` or by another knowledge base (`linked`: calendars of
 * those), keep a calendar from being made public.
 */
export async function openCalendar(
  ask: Asker,
  { setup, calendar, sharing: wanted }: Opening,
  plan: Report,
  linked: readonly string[],
): Promise<Sharing> {
  const shared =
    wanted.people.length > 0 && (await worked(ask, () => setup.share(calendar.id, wanted.people)))
  const isPublic =
    wanted.isPublic &&
    (await worked(ask, async () => {
      refuseLinks(calendar, plan, linked)
      await setup.publish(calendar.id)
    }))
  return { people: shared ? wanted.people : [], isPublic }
}

type Opening = { readonly setup: GoogleSetup; readonly calendar: ChosenCalendar; readonly sharing: Sharing }

async function worked(ask: Asker, open: () => Promise<void>): Promise<boolean> {
  try {
    await open()
    return true
  } catch (error) {
    if (!isAnswerable(error) || !ask.interactive) throw error
    ask.note(wordsOf(error), 'That did not work')
    const goOn = await ask.confirm({
      flag: '--yes',
      message: 'Go on without it?',
      given: undefined,
      fallback: true,
    })
    if (!goOn) throw new Stopped()
    return false
  }
}

function refuseLinks({ id, name }: ChosenCalendar, plan: Report, linked: readonly string[]): void {
  const changes = plan.sinks.flatMap((sink) => sink.changes)
  const linking = changes.filter(({ fields }) => fields.some(({ field }) => field === 'page')).length
  if (linking === 0 && !linked.includes(id)) return
  const what =
    linking === 0
      ? 'another knowledge base keeps it with links to pages in Notion'
      : `${counted(linking, 'entry in it links', 'entries in it link')} to pages in Notion`
  throw new UserError(`\`${name}\` cannot be made public yet`, [
    {
      what,
      hint: 'set `notionLink: false` for this calendar everywhere, run `magam sync`, and then make it public',
    },
  ])
}

function notItsOwner({ email }: GoogleSetup, { name }: ChosenCalendar): UserError {
  const who = email === null ? 'the person who signed in' : `\`${email}\``
  return new UserError(`\`${name}\` cannot be shared by ${who}`, [
    {
      what: 'only who may “make changes and manage sharing” can share a calendar',
      hint: 'give that permission in the calendar’s settings, or share it there by hand and leave out `--share-with` and `--public-calendar`',
    },
  ])
}

const addresses = (text: string): readonly string[] =>
  text
    .split(',')
    .map((each) => each.trim())
    .filter(Boolean)
