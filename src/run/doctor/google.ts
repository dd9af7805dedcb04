import type { Environment, KnowledgeBaseSettings } from '../../settings/read.ts'
import { checkCalendar } from '../../sinks/google-calendar/check.ts'
import { openAccount } from '../knowledge-base.ts'
import { type Check, good, trouble } from './check.ts'

/** A person waits for the answer: one more try, then say what is wrong. */
const PATIENCE = { retries: 1, timeoutMs: 15_000 }

/** Sign-in, the calendar and what we may do there, and the clock. A knowledge base without a calendar needs none of it. */
export async function checkGoogle(
  base: KnowledgeBaseSettings,
  environment: Environment,
): Promise<readonly Check[]> {
  if (base.calendar === null) return [good('Google calendar', 'none in the settings: the feed alone is kept')]
  try {
    const checks = await checkCalendar(openAccount(environment, PATIENCE), base.calendar.id)
    return checks.flatMap(({ what, found, failure }) =>
      failure === null ? [good(what, found)] : trouble(what, failure),
    )
  } catch (error) {
    return trouble('Google sign-in', error)
  }
}
