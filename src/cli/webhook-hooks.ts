import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { WebhookHooks } from '../serve/webhook.ts'
import { writeWhole } from '../settings/env-file.ts'
import type { Store } from '../state/store.ts'
import type { Context } from './context.ts'

const KEEP_MS = 7 * 86_400_000

/**
 * The webhook's memory. The token that Notion sends in its handshake is a secret, so it is kept in a file of its own,
 * mode 0600, beside the state: the owner reads it there and pastes it into Notion. A token in the environment wins.
 */
export function webhookHooks(
  context: Context,
  store: Store,
  from: { readonly webhookToken: string | null; readonly databaseUrl: string; readonly takesToken: boolean },
  onEvent: WebhookHooks['onEvent'],
): WebhookHooks {
  const file = tokenFile(from.databaseUrl)
  return {
    takesToken: from.takesToken,
    token: async () => from.webhookToken ?? kept(file),
    async keepToken(token) {
      if (from.webhookToken !== null || !keep(file, token)) return false
      context.tell(
        `Notion sent its verification token. It is in \`${file}\`: paste it into Notion’s webhook settings.`,
      )
      return true
    },
    firstTime: (eventId) => store.firstTime('webhook', eventId, new Date().toISOString(), KEEP_MS),
    onEvent,
  }
}

function tokenFile(databaseUrl: string): string {
  const path = databaseUrl.startsWith('file:') ? databaseUrl.slice('file:'.length) : 'data/state'
  return join(dirname(path), 'webhook-token')
}

function kept(file: string): string | null {
  try {
    return readFileSync(file, 'utf8').trim() || null
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

/** False when a token is there already: a handshake is accepted once. Nothing can come between the look and the write. */
function keep(file: string, token: string): boolean {
  if (kept(file) !== null) return false
  writeWhole(file, `${token}\n`, 0o600)
  return true
}
