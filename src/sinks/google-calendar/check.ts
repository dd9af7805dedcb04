import { Failure } from '../../lib/failure.ts'
import type { GoogleAccount } from './account.ts'
import { readCalendar } from './calendars.ts'

/** One link of the chain to a calendar. `failure` is null when it holds; `found` says what was seen. */
export type Check = { readonly what: string; readonly found: string; readonly failure: Failure | null }

const MINUTE = 60_000
/** Sign-in fails beyond about five minutes; a deadline is not judged rightly beyond one or two. */
const CLOCK_OFF = 2 * MINUTE

/** Checks everything between here and a calendar that can be written to, with one request. Never throws a `Failure`. */
export async function checkCalendar(account: GoogleAccount, calendarId: string): Promise<readonly Check[]> {
  const who = account.identity.email ?? 'the person who allowed Magam'
  try {
    const { name, role } = await readCalendar(account, calendarId)
    return [
      { what: 'Google sign-in', found: who, failure: null },
      { what: 'Google calendar', found: `${name} (${role})`, failure: null },
      clock(account.skew()),
    ]
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    const what = SIGN_IN.test(error.code) ? 'Google sign-in' : 'Google calendar'
    return [{ what, found: who, failure: error }]
  }
}

const SIGN_IN = /^google-(?:token|key|client|clock|scope)/

function clock(skew: number | null): Check {
  const what = 'clock'
  if (skew === null) return { what, found: 'Google did not tell the time', failure: null }
  const found = `${Math.round(Math.abs(skew) / 1000)} s ${skew > 0 ? 'behind' : 'ahead of'} Google’s`
  if (Math.abs(skew) <= CLOCK_OFF) return { what, found, failure: null }
  const failure = new Failure('google-clock', `The clock of this machine is ${found}`, {
    hint: 'Set the clock (for example with `timedatectl set-ntp true`).',
  })
  return { what, found, failure }
}
