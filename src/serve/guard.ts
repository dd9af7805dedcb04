import { limit } from './limit.ts'
import type { Metrics } from './metrics.ts'
import type { ServerOptions } from './options.ts'
import { type Says, tooMany } from './plain-answer.ts'
import { client, type Handler } from './request.ts'

/** A page asks for a score of these, once: a lecture hall behind one address must not use up its requests with them. */
const UNLIMITED = '/assets/'

/**
 * Wraps each handler: a client that asks too often is told to wait, and every answer is counted by route and status.
 * Files that never change cost less than the counting, and are always given.
 */
export function guard(
  server: Pick<ServerOptions, 'requestsPerMinute' | 'trustProxy'>,
  counts: Metrics,
  says: Says,
): (route: string, handler: Handler) => Handler {
  const waiting = limit(server.requestsPerMinute)
  return (route, handler) => {
    const count = counts.counting(route)
    const isLimited = !route.startsWith(UNLIMITED)
    const counted = (response: Response) => {
      count(response.status)
      return response
    }
    return (c) => {
      const wait = isLimited ? waiting(client(c, server.trustProxy)) : 0
      if (wait > 0) return counted(tooMany(says, wait))
      const response = handler(c)
      // Not awaited: an answer that is ready stays out of the queue of promises.
      return response instanceof Promise ? response.then(counted) : counted(response)
    }
  }
}
