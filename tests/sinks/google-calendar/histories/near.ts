import { sandboxClock } from '../../../../src/sandbox/clock.ts'
import { insertCalendar } from '../../../../src/sandbox/google/calendars.ts'
import { people } from '../../../../src/sandbox/google/people.ts'
import { Refusal } from '../../../../src/sandbox/google/refusal.ts'
import { answerCalendarRequest } from '../../../../src/sandbox/google/router.ts'
import { FULL_SCOPE } from '../../../../src/sandbox/google/scopes.ts'
import { addAccount, world } from '../../../../src/sandbox/google/world.ts'
import { worldView } from '../../../../src/sandbox/google/world-view.ts'
import type { Calendar, GoogleAccount } from '../../../../src/sinks/google-calendar/account.ts'
import { isPassing } from '../../../../src/sinks/google-calendar/patience.ts'
import { GoogleRefusal } from '../../../../src/sinks/google-calendar/refusal.ts'
import { NOW } from '../../../plan/examples.ts'
import type { Service } from './service.ts'

const OWNER = 'owner@sandbox.example'
const MAGAM = 'magam@sandbox-project.iam.gserviceaccount.com'
const NEVER = Number.POSITIVE_INFINITY
/** Milliseconds by which lists lag behind writes: in some histories by more than the time from run to run. */
const LAGS = [0, 0, 45_000, 150_000]

/**
 * The sandbox's Google Calendar asked in this process, without HTTP and without the client library: the same refusals at
 * a hundredth of the cost. Requests take turns of random length, so that two runs at once meet in every order.
 */
export function nearService(seed: number, random: () => number): Service {
  const clock = sandboxClock(NOW, { still: true })
  const usage = { events: NEVER, calendars: NEVER, shares: NEVER }
  const here = world(
    clock,
    {
      listLag: LAGS[seed % LAGS.length] ?? 0,
      raggedPages: null,
      zeroLength: false,
      syncTokenLife: NEVER,
      usage,
    },
    seed,
  )
  const owner = addAccount(here, OWNER, 'person', 'Asia/Seoul')
  const account = addAccount(here, MAGAM, 'service')
  const calendarId = insertCalendar(here, { summary: '마감', timeZone: 'Asia/Seoul' }, owner, {
    byClient: false,
  }).id
  const view = worldView(here, OWNER, () => {})
  view.share(calendarId, MAGAM, 'writer')
  here.accounts.access.set('token', { account, scopes: new Set([FULL_SCOPE]), expiresAt: NEVER })
  let faults = 0

  const send = (method: string, path: string, query: object, body?: unknown, etag?: string) => {
    const entries = Object.entries(query).filter(([, value]) => value !== undefined)
    return answerCalendarRequest(
      here,
      {
        number: 0,
        method,
        path: `/calendar/v3/calendars/${encodeURIComponent(calendarId)}/${path}`,
        query: new URLSearchParams(entries.map(([key, value]): [string, string] => [key, String(value)])),
        headers: { authorization: 'Bearer token', ...(etag === undefined ? {} : { 'if-match': etag }) },
        body: Buffer.from(body === undefined ? '' : JSON.stringify(body)),
      },
      clock.now(),
    )
  }
  type Params = { calendarId: string; eventId: string; requestBody?: unknown }
  const verb =
    (method: string) =>
    async ({ calendarId: _, eventId, requestBody, ...query }: Params, options?: { headers: object }) => {
      const etag = options?.headers ? Object.values(options.headers).map(String)[0] : undefined
      const path = eventId === undefined ? 'events' : `events/${eventId}`
      return { data: send(method, path, query, requestBody, etag).body ?? '', headers: null }
    }
  const api = {
    events: {
      list: verb('GET'),
      get: verb('GET'),
      insert: verb('POST'),
      update: verb('PUT'),
      patch: verb('PATCH'),
      delete: verb('DELETE'),
    },
  } as unknown as Calendar

  const once = async <T>(request: () => Promise<T>): Promise<T> => {
    for (let turns = Math.floor(random() * 12); turns > 0; turns--) await null
    const strike = random() < faults ? random() : 1
    if (strike < 0.4) throw new GoogleRefusal('lost before', { status: 0 })
    const answer = await request().catch((error: unknown) => {
      if (!(error instanceof Refusal)) throw error
      const { body, status } = error.answer
      const first = (typeof body === 'string' ? JSON.parse(body) : body).error.errors[0]
      throw new GoogleRefusal(first.message, { status, reason: first.reason })
    })
    if (strike < 1) throw new GoogleRefusal('lost after', { status: 0 })
    return answer
  }
  const google: GoogleAccount = {
    identity: { kind: 'service-account', email: MAGAM },
    rest: async () => {},
    skew: () => 0,
    async ask(request) {
      for (let attempt = 1; ; attempt++) {
        try {
          return (await once(() => request(api))).data
        } catch (error) {
          if (!isPassing(error) || attempt === 4) throw error
        }
      }
    },
  }
  return {
    account: google,
    calendarId,
    people: people(here, OWNER),
    world: view,
    clock,
    weather: (chance) => {
      faults = chance
    },
    close: async () => {},
  }
}
