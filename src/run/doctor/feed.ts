import { counted } from '../../lib/counted.ts'
import { seoulDay } from '../../lib/seoul.ts'
import type { Settings } from '../../settings/read.ts'
import { leftOutAhead } from '../../sinks/public-feed/feed.ts'
import type { Store } from '../../state/store.ts'
import { type Check, of, warning } from './check.ts'

/** Whether each feed has room for every deadline ahead of it. Says nothing where it has. */
export async function checkFeeds(
  store: Pick<Store, 'published'>,
  bases: Settings['knowledgeBases'],
  now: Date,
): Promise<readonly Check[]> {
  const checks: Check[] = []
  for (const { name, feed } of bases) {
    if (!feed) continue
    const header = { ...feed, name: feed.title, page: null, source: null }
    const window = { ...feed, today: seoulDay(now.getTime()) }
    const left = leftOutAhead(await store.published(name), header, window)
    if (left > 0) checks.push(...of(name, [tooSmall(left, feed.maxBytes)]))
  }
  return checks
}

function tooSmall(left: number, maxBytes: number): Check {
  return warning(
    'feed',
    `${counted(left, 'deadline')} ahead ${left === 1 ? 'does' : 'do'} not fit into ${maxBytes} bytes: what is furthest ahead waits`,
    'offer feeds of some fields or hosts (`feed.filters`), or raise `feed.maxBytes`, but Google cuts a feed at about 1 MB',
  )
}
