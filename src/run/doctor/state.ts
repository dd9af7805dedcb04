import { isServer } from '../../state/address.ts'
import { openStore } from '../../state/open.ts'
import { type Check, good, trouble } from './check.ts'

/**
 * Opens the state as a sync would, reads every page of it, and proves that it can be written. With `onlyLook` a state
 * that is not there is not made.
 */
export async function checkState(url: string, onlyLook = false): Promise<readonly Check[]> {
  const name = 'state'
  try {
    const store = await openStore(url, { onlyLook })
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
      return [good(name, `${placeOf(url)}, ${words}`)]
    } finally {
      await store.close()
    }
  } catch (error) {
    return trouble(name, error)
  }
}

/** Takes a trial write back: nothing stays. */
class Undo extends Error {}

const ignoreUndo = (error: unknown): void => {
  if (!(error instanceof Undo)) throw error
}

/** Where the state is, without user and password. */
function placeOf(url: string): string {
  if (!isServer(url)) return `\`${url.replace(/^file:/, '')}\``
  const { host, pathname } = new URL(url)
  return `PostgreSQL at ${host}${pathname}`
}
