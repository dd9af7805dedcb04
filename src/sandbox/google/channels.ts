import { hash } from '../../lib/hash.ts'
import type { Body } from './body.ts'
import { invalid, notFound, refusal } from './refusal.ts'
import type { Calendar, World } from './world.ts'

const WEEK = 7 * 86_400_000

/** POST events/watch: registers a channel for an https address; the sandbox never calls it. */
export function watch(here: World, calendar: Calendar, body: Body): object {
  const { id, type, address, token } = body
  if (typeof id !== 'string' || !/^[A-Za-z0-9\-_+/=]{1,64}$/.test(id)) {
    throw refusal(400, 'channelIdInvalid', 'Channel id is invalid', { domain: 'push' })
  }
  if (type !== 'web_hook' && type !== 'webhook') throw invalid('Unknown channel type')
  if (typeof address !== 'string' || !address.startsWith('https://')) {
    throw refusal(400, 'push.webhookUrlNotHttps', `WebHook callback must be HTTPS: ${String(address)}`)
  }
  if (token != null && (typeof token !== 'string' || token.length > 256))
    throw invalid('Channel token is too long')
  if (here.channels.has(id)) {
    throw refusal(400, 'channelIdNotUnique', `Channel id ${id} not unique`, { domain: 'global' })
  }
  const channel = { id, resourceId: hash(calendar.id).slice(0, 27) }
  here.channels.set(id, channel)
  return {
    kind: 'api#channel',
    ...channel,
    resourceUri: `https://www.googleapis.com/calendar/v3/calendars/${encodeURIComponent(calendar.id)}/events?alt=json`,
    ...(token ? { token } : {}),
    expiration: String(here.clock.now() + WEEK),
  }
}

/** POST channels/stop. */
export function stop(here: World, body: Body): void {
  const channel = here.channels.get(String(body.id))
  if (!channel || channel.resourceId !== body.resourceId) throw notFound()
  here.channels.delete(channel.id)
}
