import { Agent, createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { sandboxClock } from '../src/sandbox/clock.ts'
import { type GoogleSandbox, startGoogleSandbox } from '../src/sandbox/google/index.ts'
import type { Benchmark } from './benchmark.ts'
import { against, compare, timed } from './compare.ts'

const PARALLEL = 16

/** What the whole test suite leans on: how many writes a second the sandbox's calendar answers. */
export const sandboxRequests: Benchmark = {
  name: 'sandbox-requests',
  compares:
    'Inserting events into the sandbox calendar over HTTP, against a bare `node:http` server that reads the same bodies and answers the same bytes; 16 connections.',
  async run(setting) {
    const count = setting.quick ? 50 : 4000
    const google = await startGoogleSandbox({ clock: sandboxClock('2026-11-25T00:00:00Z') })
    const bare = await bareServer()
    const insert = await inserter(google)
    const ours = {
      name: 'sandbox',
      measure: async () => (count / (await timed(() => inTurns(count, insert)))) * 1000,
    }
    const other = {
      name: 'bare node:http',
      measure: async () =>
        (count / (await timed(() => inTurns(count, () => post(bare.url, {}, BODY))))) * 1000,
    }
    try {
      const unit = 'requests/s'
      return [
        await compare(setting, { what: 'events inserted', unit, ours, other, goal: { atLeast: 0.25 } }),
        await against(setting, {
          what: 'events inserted, least rate',
          unit,
          ours,
          limit: 2000,
          limitName: 'needed by the tests',
          goal: { atLeast: 1 },
        }),
      ]
    } finally {
      await Promise.all([google.close(), bare.close()])
      agent.destroy()
    }
  },
}

const BODY = JSON.stringify({
  summary: '[마감] 오픈이노베이션 프로그램 참가기업 모집',
  description: '지원 접수 기간: ~ 4월 2일 23:30\n'.repeat(20),
  start: { dateTime: '2023-04-02T14:00:00Z' },
  end: { dateTime: '2023-04-02T14:30:00Z' },
  reminders: { useDefault: false, overrides: [{ method: 'popup', minutes: 1440 }] },
  extendedProperties: { private: { magam: '1', key: 'block/1', content: 'x'.repeat(64) } },
})

async function inserter(google: GoogleSandbox): Promise<() => Promise<void>> {
  const calendarId = google.world.createCalendar({ summary: 'bench' })
  const { clientId, clientSecret, refreshToken } = google.oauth
  const form = new URLSearchParams({
    grant_type: 'refresh_token',
    client_id: clientId,
    client_secret: clientSecret,
    refresh_token: refreshToken,
  })
  const granted = await fetch(google.tokenUrl, { method: 'POST', body: form })
  const { access_token: token } = (await granted.json()) as { access_token: string }
  const url = `${google.url}/calendar/v3/calendars/${encodeURIComponent(calendarId)}/events`
  return () => post(url, { authorization: `Bearer ${token}` }, BODY)
}

async function bareServer(): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer(async (incoming, outgoing) => {
    for await (const _chunk of incoming) {
      // Read to the end, as any server of JSON has to.
    }
    outgoing.writeHead(200, { 'content-type': 'application/json' }).end(BODY)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/`,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

const agent = new Agent({ keepAlive: true, maxSockets: PARALLEL })

function post(url: string, headers: Record<string, string>, body: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const sent = request(url, {
      method: 'POST',
      agent,
      headers: { 'content-type': 'application/json', ...headers },
    })
    sent.on('error', reject)
    sent.on('response', (answer) => {
      answer.resume()
      answer.on('end', () =>
        answer.statusCode === 200 ? resolve() : reject(new Error(`answered ${answer.statusCode}`)),
      )
    })
    sent.end(body)
  })
}

/** `count` calls, at most as many at once as there are connections. */
async function inTurns(count: number, call: () => Promise<void>): Promise<void> {
  let left = count
  const one = async () => {
    while (left > 0) {
      left -= 1
      await call()
    }
  }
  await Promise.all(Array.from({ length: PARALLEL }, one))
}
