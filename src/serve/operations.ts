import type { AppOptions } from './app-options.ts'
import type { Desk } from './desk.ts'
import type { Metrics } from './metrics.ts'
import { bearerFits, isOwner } from './owner-access.ts'
import { type Missing, type Says, unauthorized } from './plain-answer.ts'
import { readiness } from './readiness.ts'
import { type Handler, languageOf, question } from './request.ts'
import type { View } from './view.ts'
import { takeDelivery } from './webhook.ts'

type Routes = Readonly<Record<string, Handler>>

/** What watches the service and what the owner looks at. */
export function looks(front: Desk, view: View, options: AppOptions, counts: Metrics, says: Says): Routes {
  const { server, adminToken, now } = options
  return {
    '/healthz': () => says(200, 'ok'),
    '/readyz': () => {
      const { ready, text } = readiness(view.current(), now(), server.readyMinutes)
      return says(ready ? 200 : 503, text)
    },
    '/metrics': async (c) => {
      if (server.metrics === 'admin' && !isOwner(c, adminToken)) return unauthorized(says)
      return says(200, await counts.text(view.current()), { 'content-type': counts.type })
    },
    '/owner': (c) => {
      if (!isOwner(c, adminToken)) return unauthorized(says)
      const { bytes, type } = front.site().owner(languageOf(c, question(c), server.language))
      return says(200, bytes.toString(), { 'content-type': type })
    },
  }
}

/** What makes something happen: both are asked for by POST, and neither writes anything itself. */
export function deeds(options: AppOptions, says: Says, missing: Missing): Routes {
  const { webhook, requestSync, adminToken, now } = options
  return {
    '/webhooks/notion': async (c) => {
      const answer = webhook === null ? null : await takeDelivery(c, webhook, now())
      return answer === null ? missing(c, null) : says(answer.status, answer.text)
    },
    '/api/sync': async (c) => {
      if (requestSync === null || adminToken === null) return missing(c, null)
      if (!bearerFits(c, adminToken)) return unauthorized(says)
      const known = await requestSync(question(c)?.get('calendar') ?? null)
      return known
        ? says(202, 'A run has been asked for.')
        : says(404, 'There is no calendar of that name; nothing was asked for.')
    },
  }
}
