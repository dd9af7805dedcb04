import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { WebhookHooks } from '../serve/webhook.ts'
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
    token: async () => from.webhookToken ?? (await kept(file)),
    async keepToken(token) {
      if (from.webhookToken !== null || !(await keep(file, token))) return false
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

async function kept(file: string): Promise<string | null> {
  try {
    return (await readFile(file, 'utf8')).trim() || null
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

/** False when a token is there already: a handshake is accepted once. */
async function keep(file: string, token: string): Promise<boolean> {
  await mkdir(dirname(file), { recursive: true })
  try {
    await writeFile(file, `${token}\n`, { flag: 'wx', mode: 0o600 })
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}
