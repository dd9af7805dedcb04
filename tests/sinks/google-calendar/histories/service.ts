import type { SandboxClock } from '../../../../src/sandbox/clock.ts'
import type { People, WorldView } from '../../../../src/sandbox/google/index.ts'
import type { GoogleAccount } from '../../../../src/sinks/google-calendar/account.ts'

/** A Google Calendar that a history is played on. */
export type Service = {
  readonly account: GoogleAccount
  readonly calendarId: string
  readonly people: People
  readonly world: WorldView
  readonly clock: SandboxClock
  /** From now on each request suffers a fault with this chance. */
  weather(chance: number): void
  close(): Promise<void>
}
