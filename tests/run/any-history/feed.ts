import ICAL from 'ical.js'
import { publishedFrom, stampsIn } from '../../../src/cli/published.ts'
import { createApp } from '../../../src/serve/app.ts'
import { serverOptions } from '../../../src/serve/options.ts'
import { liveView } from '../../../src/serve/view.ts'
import type { KnowledgeBaseSettings } from '../../../src/settings/read.ts'
import type { PublishedRow, Store } from '../../../src/state/store.ts'

/** What clients ask for again and again, as bytes. */
export async function shownTo(
  store: Store,
  bases: KnowledgeBaseSettings[],
  now: number,
): Promise<readonly string[]> {
  const app = createApp(
    await liveView(
      publishedFrom(store, () => bases),
      stampsIn(store),
    ),
    {
      server: serverOptions.parse({ publicUrl: 'https://magam.example', requestsPerMinute: 1_000_000 }),
      now: () => now,
      adminToken: null,
      webhook: null,
      requestSync: () => false,
      onProblem: (words, error) => {
        throw new Error(words, { cause: error })
      },
    },
  )
  const paths = ['/calendar.ics', '/history.ics', '/programmes.json', '/feed.atom', '/']
  return Promise.all(paths.map(async (path) => (await app.request(path)).text()))
}

export type FeedEvent = {
  readonly uid: string
  readonly sequence: number
  readonly isCancelled: boolean
  /** As `lineOf` tells an event of a calendar. */
  readonly line: string
}

/** A row of the feed as another parser reads it. */
export function feedEvent({ ics }: PublishedRow): FeedEvent {
  const calendar = new ICAL.Component(ICAL.parse(`BEGIN:VCALENDAR\r\n${ics}END:VCALENDAR\r\n`))
  const [component] = calendar.getAllSubcomponents('vevent')
  if (!component) throw new Error(`no event in ${ics}`)
  const event = new ICAL.Event(component)
  const end = event.endDate
  const ms = end.isDate
    ? Date.UTC(end.year, end.month - 1, end.day) - 86_400_000
    : end.toJSDate().getTime() + 9 * 3_600_000
  return {
    uid: event.uid,
    sequence: Number(component.getFirstPropertyValue('sequence') ?? 0),
    isCancelled: component.getFirstPropertyValue('status') === 'CANCELLED',
    line: `${new Date(ms).toISOString().slice(0, end.isDate ? 10 : 16)} ${event.summary}`,
  }
}

/** Watches a feed through a whole history: numbers only rise, and an entry keeps its name. */
export type FeedWatch = {
  see(rows: readonly PublishedRow[]): void
  /** The state is no longer what it was: what only the feed knew (what it withdrew) may be gone with it. */
  stateWasLost(standing: ReadonlySet<string>): void
}

export function feedWatch(): FeedWatch {
  const seen = new Map<string, { sequence: number; ics: string }>()
  const shown = new Set<string>()
  const names = new Map<string, string>()
  const keepOnly = (uids: ReadonlySet<string>) => {
    for (const uid of [...seen.keys()]) if (!uids.has(uid)) seen.delete(uid)
    for (const [name, uid] of names) if (!uids.has(uid)) names.delete(name)
  }
  return {
    see(rows) {
      for (const row of rows) {
        const { uid, sequence, isCancelled } = feedEvent(row)
        const before = seen.get(uid)
        // A row that cannot be read keeps what stood in the restored state.
        if (before && before.sequence > sequence && shown.has(row.ics)) continue
        shown.add(row.ics)
        if (before && before.sequence > sequence)
          throw new Error(`SEQUENCE of ${uid} fell from ${before.sequence} to ${sequence}`)
        if (before && before.sequence === sequence && seq(before.ics) !== seq(row.ics))
          throw new Error(`${uid} changed and kept SEQUENCE ${sequence}:\n${before.ics}\n${row.ics}`)
        seen.set(uid, { sequence, ics: row.ics })
        if (isCancelled) continue
        const kept = JSON.parse(row.json) as { rows: string[]; slot: number }
        const name = `${kept.rows[0]}#${kept.slot}`
        if (names.has(name) && names.get(name) !== uid)
          throw new Error(`${name} was ${names.get(name)} and is ${uid}`)
        names.set(name, uid)
      }
      // What a feed no longer shows, not even as withdrawn, may begin anew.
      keepOnly(new Set(rows.map(({ uid }) => uid)))
      if (new Set(rows.map(({ uid }) => uid)).size !== rows.length)
        throw new Error('two entries of the feed share a UID')
    },
    stateWasLost: keepOnly,
  }
}

/** What a subscriber reads of an entry: not its stamps. */
function seq(ics: string): string {
  return ics.replace(/^(?:DTSTAMP|LAST-MODIFIED|CREATED)[^\r\n]*\r\n/gm, '')
}
