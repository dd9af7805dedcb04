import { Hono } from 'hono'
import { tryDecodeURI } from 'hono/utils/url'
import { serverAddresses } from './addresses.ts'
import type { AppOptions } from './app-options.ts'
import { desk } from './desk.ts'
import { documents } from './documents.ts'
import { guard } from './guard.ts'
import { securityHeaders } from './headers.ts'
import { metrics } from './metrics.ts'
import { deeds, looks } from './operations.ts'
import type { ServerOptions } from './options.ts'
import { missingAnswer, plainAnswer } from './plain-answer.ts'
import type { Env } from './request.ts'
import { steadyStamps, type View } from './view.ts'

/** The public address: as set, else the one the server listens at. */
export function publicRoot({ publicUrl, host, port }: ServerOptions): string {
  const name = host === '0.0.0.0' || host === '::' ? 'localhost' : host.includes(':') ? `[${host}]` : host
  return publicUrl ?? `http://${name}:${port}/`
}

/**
 * What may stand before the paths of the routes. Where the public address has a path, some proxies take it off before they
 * pass a request on, and others leave it: both are answered. The longer paths come first, so that a `/calendars/` of the
 * public address is not taken for ours.
 */
function placesOf(root: string): readonly string[] {
  const path = new URL(root).pathname.slice(0, -1)
  // Routes are matched against decoded paths, and some characters have a meaning in them.
  const below = tryDecodeURI(path)
  return below === '' || /[:*?{}]/.test(below) ? [''] : [below, '']
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
  const stamps = steadyStamps(view.stamps, options.onProblem)
  const front = desk(
    { current: () => view.current(), stamps },
    { addresses, title: options.server.title, common, now: options.now },
  )
  const says = plainAnswer(common)
  const missing = missingAnswer(front, says, options.server.language)
  const guarded = guard(options.server, counts, says)
  const countError = counts.counting('error')
  const app = new Hono<Env>()
  const routes = {
    ...documents(front, view, options.server, says, missing),
    ...looks(front, view, options, counts, says),
  }
  for (const place of placesOf(addresses.root)) {
    for (const [path, handler] of Object.entries(routes)) {
      const spellings = path === '/' && place !== '' ? [place, `${place}/`] : [`${place}${path}`]
      app.on('GET', spellings, guarded(path, handler))
    }
    for (const [path, handler] of Object.entries(deeds(options, says, missing)))
      app.post(`${place}${path}`, guarded(path, handler))
  }
  app.notFound(
    guarded('other', (c) =>
      ['GET', 'HEAD'].includes(c.req.method)
        ? missing(c, null)
        : says(405, 'Method not allowed.', { allow: 'GET, HEAD' }),
    ),
  )
  app.onError((error, c) => {
    options.onProblem(`answering ${c.req.routePath ?? 'a request'} failed`, error)
    countError(500)
    return says(500, 'Something went wrong here. It has been written down.')
  })
  return app
}
