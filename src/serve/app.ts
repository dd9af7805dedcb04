import { Hono } from 'hono'
import type { Registry } from 'prom-client'
import { serverAddresses } from './addresses.ts'
import { desk } from './desk.ts'
import { documents } from './documents.ts'
import { securityHeaders } from './headers.ts'
import { clientLimit } from './limit.ts'
import { metrics } from './metrics.ts'
import type { ServerOptions } from './options.ts'
import { bearerFits, isOwner } from './owner-access.ts'
import { missingAnswer, plainAnswer, unauthorized } from './plain-answer.ts'
import { readiness } from './readiness.ts'
import { type Ask, client, type Env, languageOf, question } from './request.ts'
import { steadyStamps, type View } from './view.ts'
import { takeDelivery, type WebhookHooks } from './webhook.ts'

export type AppOptions = {
  readonly server: ServerOptions
  /** Milliseconds; what deadlines are judged by. */
  readonly now: () => number
  readonly adminToken: string | null
  readonly webhook: WebhookHooks | null
  /** Asks for a run of one knowledge base, by slug, or of all. */
  readonly requestSync: ((slug: string | null) => Promise<void> | void) | null
  /** Told of a failure while answering; never holds a token or a body. */
  readonly onProblem: (words: string, error: unknown) => void
  readonly registry?: Registry
}

type Handler = (c: Ask) => Response | Promise<Response>

/** The public address: as set, else the one the server listens at. */
export function publicRoot({ publicUrl, host, port }: ServerOptions): string {
  const name = host === '0.0.0.0' || host === '::' ? 'localhost' : host.includes(':') ? `[${host}]` : host
  return publicUrl ?? `http://${name}:${port}/`
}

/**
 * The whole web side of Magam as one app: feeds, page, data, health, metrics, webhook. Reads the given view only, so it
 * answers from the last good state whatever else is down. No middleware: each route is one handler, since a chain costs
 * more than a 304.
 */
export function createApp(view: View, options: AppOptions): Hono<Env> {
  const addresses = serverAddresses(publicRoot(options.server))
  const common = securityHeaders(addresses.root)
  const counts = metrics(options.registry)
  const limit = clientLimit(options.server.requestsPerMinute)
  const stamps = steadyStamps(view.stamps, options.onProblem)
  const front = desk(
    { current: () => view.current(), stamps },
    { addresses, title: options.server.title, common, now: options.now },
  )
  const says = plainAnswer(common)
  const app = new Hono<Env>()

  const guarded = (route: string, handler: Handler): Handler => {
    const counted = (response: Response) => {
      counts.count(route, response.status)
      return response
    }
    return (c) => {
      const wait = limit(client(c, options.server.trustProxy))
      if (wait > 0) return counted(says(429, 'Too many requests.', { 'retry-after': String(wait) }))
      const response = handler(c)
      return response instanceof Promise ? response.then(counted) : counted(response)
    }
  }
  const get = (path: string, handler: Handler) => app.get(path, guarded(path, handler))
  const post = (path: string, handler: Handler) => app.post(path, guarded(path, handler))
  const missing = missingAnswer(front, says, options.server.language)

  for (const [path, handler] of Object.entries(documents(front, view, options.server, missing)))
    get(path, handler)
  get('/healthz', () => says(200, 'ok'))
  get('/readyz', () => {
    const { ready, text } = readiness(view.current(), options.now(), options.server.readyMinutes)
    return says(ready ? 200 : 503, text)
  })
  get('/metrics', async (c) => {
    if (options.server.metrics === 'admin' && !isOwner(c, options.adminToken)) return unauthorized(says)
    const text = await counts.text(view.current())
    return says(200, text, { 'content-type': counts.type })
  })
  get('/owner', (c) => {
    if (!isOwner(c, options.adminToken)) return unauthorized(says)
    const drawn = front.site().owner(languageOf(c, question(c), options.server.language))
    return says(200, drawn.bytes.toString(), { 'content-type': drawn.type })
  })
  post('/webhooks/notion', async (c) => {
    if (options.webhook === null) return missing(c, null)
    const { status, text } = await takeDelivery(c, options.webhook, options.now())
    return says(status, text)
  })
  post('/api/sync', async (c) => {
    if (options.requestSync === null || options.adminToken === null) return missing(c, null)
    if (!bearerFits(c, options.adminToken)) return unauthorized(says)
    await options.requestSync(question(c)?.get('calendar') ?? null)
    return says(202, 'A run has been asked for.')
  })
  app.notFound(
    guarded('other', (c) =>
      ['GET', 'HEAD'].includes(c.req.method)
        ? missing(c, null)
        : says(405, 'Method not allowed.', { allow: 'GET, HEAD' }),
    ),
  )
  app.onError((error, c) => {
    options.onProblem(`answering ${c.req.routePath ?? 'a request'} failed`, error)
    counts.count('error', 500)
    return says(500, 'Something went wrong here. It has been written down.')
  })
  return app
}
