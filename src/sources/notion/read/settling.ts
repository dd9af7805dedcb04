/** An edit this long before a reading can have no sibling under the same stamp; generous, because clocks differ. */
const SURELY_OVER_MS = 10 * 60_000
/** Between two readings of the same stamp by one clock: the minute itself, and one for answers that lag behind writes. */
const OVER_MS = 2 * 60_000

type Reading = {
  /** The page's stamp, floored to the minute by Notion. */
  readonly stamp: string
  /** When this reading of its body began, by our clock; milliseconds. */
  readonly at: number
  /** When the first reading under this stamp began, if one did and was too early. */
  readonly since: string | null
}

/**
 * Since when a page waits to be read once more, or null when this reading is good for its stamp.
 *
 *   stamp long past                       | good
 *   first reading, stamp fresh or ahead   | waits since now
 *   read before, less than two minutes    | waits since then
 *   read before, two minutes or more      | good, whatever the two clocks say
 */
export function unsettledSince({ stamp, at, since }: Reading): string | null {
  if (at - Date.parse(stamp) >= SURELY_OVER_MS) return null
  if (since === null) return new Date(at).toISOString()
  return at - Date.parse(since) >= OVER_MS ? null : since
}
