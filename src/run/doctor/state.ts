import type { Settings } from '../../settings/read.ts'
import { isServer, serverOf } from '../../state/address.ts'
import { openStore } from '../../state/open.ts'
import type { Store } from '../../state/store.ts'
import { leftOver } from '../left-over.ts'
import { type Check, good, trouble, warning } from './check.ts'
import { checkFeeds } from './feed.ts'

/**
 * Opens the state as a sync would, reads every page of it, and proves that it can be written. `bases` are those of
 * the settings; null when these cannot be read: then a state that is not there is not made.
 */
export async function checkState(
  url: string,
  bases: Settings['knowledgeBases'] | null,
  now: Date,
): Promise<readonly Check[]> {
  const name = 'state'
  try {
    const store = await openStore(url, { onlyLook: bases === null })
    try {
      await store.check()
      await store
        .transaction(async (inner) => {
          await inner.putValue('magam', 'doctor', '"here"', 0)
          throw new Undo()
        })
        .catch(ignoreUndo)
      const [last] = await store.runs(null, 1)
      const words = last
        ? `last run ${last.startedAt.slice(0, 16).replace('T', ' ')} UTC: ${last.result}`
        : 'no run yet'
      return [
        good(name, `${placeOf(url)}, ${words}`),
        ...(bases === null ? [] : await checkLeftOver(store, url, bases)),
        ...(bases === null ? [] : await checkFeeds(store, bases, now)),
      ]
    } finally {
      await store.close()
    }
  } catch (error) {
    return trouble(name, error)
  }
}

/** A server's state may be shared with others' settings, so that only a file has one owner who can be asked. */
async function checkLeftOver(store: Store, url: string, bases: Settings['knowledgeBases']) {
  if (isServer(url)) return []
  const named = bases.map(({ name }) => name)
  return (await leftOver(store, named)).map(({ knowledgeBase, startedAt }) =>
    warning(
      'state',
      `the settings no longer name \`${knowledgeBase}\`, whose last run was on ${startedAt.slice(0, 10)}`,
      'put it back, or leave it: what is remembered of it goes a year after that run; its entries stay on the calendar until you delete them there',
    ),
  )
}

/** Takes a trial write back: nothing stays. */
class Undo extends Error {}

const ignoreUndo = (error: unknown): void => {
  if (!(error instanceof Undo)) throw error
}

/** Where the state is, without user and password. */
function placeOf(url: string): string {
  return isServer(url) ? `PostgreSQL at ${serverOf(url)}` : `\`${url.replace(/^file:/, '')}\``
}
