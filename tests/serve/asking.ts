import type { Hono } from 'hono'
import { createApp } from '../../src/serve/app.ts'
import type { AppOptions } from '../../src/serve/app-options.ts'
import { serverOptions } from '../../src/serve/options.ts'
import type { Env } from '../../src/serve/request.ts'
import { type Published, stampsInMemory, type View } from '../../src/serve/view.ts'
import { NOW } from './sample.ts'

export const ADMIN = 'the-admin-token'

/** An app on a state that can be replaced, with a clock that can be moved. */
export type Asked = {
  readonly app: Hono<Env>
  readonly problems: string[]
  readonly synced: (string | null)[]
  get(path: string, headers?: Record<string, string>): Promise<Response>
  show(published: Published): void
  setNow(ms: number): void
}

export function asked(
  first: Published,
  options: Partial<Omit<AppOptions, 'server'>> & { server?: object; stamps?: View['stamps'] } = {},
): Asked {
  let published = first
  let now = NOW
  const problems: string[] = []
  const synced: (string | null)[] = []
  const { server, stamps, ...others } = options
  const app = createApp(
    { current: () => published, stamps: stamps ?? stampsInMemory() },
    {
      server: serverOptions.parse({
        publicUrl: 'https://magam.example',
        requestsPerMinute: 1_000_000,
        ...server,
      }),
      now: () => now,
      adminToken: ADMIN,
      webhook: null,
      requestSync: (slug) => slug !== 'unknown' && synced.push(slug) > 0,
      onProblem: (words) => void problems.push(words),
      ...others,
    },
  )
  return {
    app,
    problems,
    synced,
    get: async (path, headers = {}) => app.request(path, { headers }),
    show: (next) => {
      published = next
    },
    setNow: (ms) => {
      now = ms
    },
  }
}
