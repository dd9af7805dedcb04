import { sandboxClock } from '../../../../src/sandbox/clock.ts'
import { NOW } from '../../../plan/examples.ts'
import { desk } from '../desk.ts'
import type { Service } from './service.ts'

/** The sandbox over HTTP, spoken to through the real client. */
export async function farService(seed: number): Promise<Service> {
  const clock = sandboxClock(NOW, { still: true })
  const { google, account, calendarId, close } = await desk({
    google: { clock, seed },
    account: { retries: 3 },
  })
  const { faults } = google.server
  return {
    account,
    calendarId,
    people: google.people,
    world: google.world,
    clock,
    weather(chance) {
      faults.clear()
      if (chance === 0) return
      faults.chance(seed, chance, [
        { kind: 'status', status: 500, when: 'before' },
        { kind: 'status', status: 503, when: 'after' },
        { kind: 'status', status: 403, when: 'before', reason: 'rateLimitExceeded' },
        { kind: 'html', status: 502 },
        { kind: 'reset', when: 'before' },
        { kind: 'reset', when: 'after' },
        { kind: 'truncate' },
      ])
    },
    close,
  }
}
