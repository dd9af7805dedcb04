import type { Sink } from '../../../src/plan/change.ts'
import { sandboxClock } from '../../../src/sandbox/clock.ts'
import {
  type GoogleSandbox,
  type GoogleSandboxOptions,
  startGoogleSandbox,
} from '../../../src/sandbox/google/index.ts'
import {
  type AccountOptions,
  type GoogleAccount,
  googleAccount,
} from '../../../src/sinks/google-calendar/account.ts'
import { serviceAccount } from '../../../src/sinks/google-calendar/credentials.ts'
import type { CalendarMemory } from '../../../src/sinks/google-calendar/mirror.ts'
import { type CalendarOptions, calendarOptions } from '../../../src/sinks/google-calendar/options.ts'
import { googleCalendarSink } from '../../../src/sinks/google-calendar/sink.ts'
import { KNOWLEDGE_BASE, NOW } from '../../plan/examples.ts'

/** A sandbox with one shared calendar, a signed-in service account, and a memory, as a run finds them. */
export type Desk = {
  readonly google: GoogleSandbox
  readonly calendarId: string
  readonly options: CalendarOptions
  readonly memory: CalendarMemory
  readonly account: GoogleAccount
  /** Waits that were asked for, in milliseconds; none is waited. */
  readonly waits: readonly number[]
  sink(
    over?: Partial<{
      knowledgeBase: string
      options: CalendarOptions
      memory: CalendarMemory
      whole: boolean
      now: () => number
    }>,
  ): Sink
  close(): Promise<void>
}

export async function desk(
  input: {
    calendar?: Record<string, unknown>
    google?: Partial<GoogleSandboxOptions>
    account?: AccountOptions
  } = {},
): Promise<Desk> {
  const google = await startGoogleSandbox({ clock: sandboxClock(NOW), ...input.google })
  const calendarId = google.world.createCalendar({ summary: '마감' })
  google.world.share(calendarId, google.serviceAccountKey.client_email, 'writer')
  const options = calendarOptions.parse({ id: calendarId, ...input.calendar })
  const memory = calendarMemory()
  const waits: number[] = []
  const account = googleAccount(serviceAccount(JSON.stringify(google.serviceAccountKey), 'key.json'), {
    ...quick(google.url, waits),
    ...input.account,
  })
  return {
    google,
    calendarId,
    options,
    memory,
    account,
    waits,
    sink: (over = {}) =>
      googleCalendarSink(
        over.knowledgeBase ?? KNOWLEDGE_BASE,
        over.options ?? options,
        account,
        over.memory ?? memory,
        over,
      ),
    close: () => google.close(),
  }
}

/** An account that waits for nothing. */
export function quick(rootUrl: string, waits: number[] = []): AccountOptions {
  return {
    rootUrl,
    requestsPerMinute: 60_000,
    random: () => 0.5,
    wait: async (ms) => void waits.push(ms),
  }
}

/** A memory like the state store's, with its compare-and-set. */
export function calendarMemory(): CalendarMemory {
  const values = new Map<string, { value: string; version: number }>()
  const rows = new Map<string, Map<string, string>>()
  const of = (calendar: string) => {
    const found = rows.get(calendar) ?? new Map<string, string>()
    rows.set(calendar, found)
    return found
  }
  return {
    value: async (space, name) => values.get(`${space}/${name}`) ?? null,
    async putValue(space, name, value, version) {
      const key = `${space}/${name}`
      if ((values.get(key)?.version ?? 0) !== version) return false
      values.set(key, { value, version: version + 1 })
      return true
    },
    held: async (calendar) => [...of(calendar)].map(([address, json]) => ({ address, json })),
    putHeld: async (calendar, added) => {
      for (const { address, json } of added) of(calendar).set(address, json)
    },
    dropHeld: async (calendar, addresses) => {
      for (const address of addresses) of(calendar).delete(address)
    },
    clearHeld: async (calendar) => void rows.delete(calendar),
  }
}
