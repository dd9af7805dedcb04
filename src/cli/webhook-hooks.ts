import type { WebhookHooks } from '../serve/webhook.ts'
import type { Store } from '../state/store.ts'

const KEEP_MS = 7 * 86_400_000

/** The webhook's memory in the state. `given` is the token from the environment, which wins over a handshake's. */
export function webhookHooks(
  store: Store,
  given: string | null,
  wall: () => Date,
  onEvent: WebhookHooks['onEvent'],
): WebhookHooks {
  const kept = () => store.value('magam', 'webhook-token')
  return {
    token: async () => given ?? (await kept())?.value ?? null,
    keepToken: async (token) => given === null && store.putValue('magam', 'webhook-token', token, 0),
    firstTime: (eventId) => store.firstTime('webhook', eventId, wall().toISOString(), KEEP_MS),
    onEvent,
  }
}
