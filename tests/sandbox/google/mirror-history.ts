import type { calendar_v3 } from 'googleapis/build/src/apis/calendar/index.js'
import { seededRandom } from '../../../src/sandbox/faults.ts'
import { place } from './client.ts'

type Events = calendar_v3.Schema$Events

/** A calendar that is edited by chance, and a copy of it that is kept by sync tokens alone. */
export type MirrorPlace = {
  /** Plays that many edits and reads, then compares the copy with a full list; throws when they differ. */
  play(steps: number): Promise<void>
  close(): Promise<void>
}

/** The same seed gives the same calendar, edits and reads. */
export async function mirrorPlace(seed: number): Promise<MirrorPlace> {
  const random = seededRandom(seed)
  const listLag = random() < 0.5 ? 0 : 3000
  const { google, clock, calendarId, robot } = await place({ raggedPages: seed, listLag, seed })
  const copy = new Map<string, string>()
  let syncToken: string | null = null
  /** No edits while a list is being paged. */
  let quiet = false

  const page = async (query: calendar_v3.Params$Resource$Events$List): Promise<Events> =>
    (await robot.events.list({ calendarId, maxResults: 5, ...query })).data

  const pages = async (query: calendar_v3.Params$Resource$Events$List) => {
    const items: calendar_v3.Schema$Event[] = []
    for (let pageToken: string | null = null; ; ) {
      const data: Events = await page({ ...query, ...(pageToken === null ? {} : { pageToken }) })
      items.push(...(data.items ?? []))
      if (!data.nextPageToken) return { items, token: data.nextSyncToken ?? '' }
      pageToken = data.nextPageToken
      if (!quiet && random() < 0.3) edit()
    }
  }

  const read = async () => {
    try {
      const { items, token } = await pages(syncToken === null ? {} : { syncToken })
      if (syncToken === null) copy.clear()
      for (const item of items) {
        if (item.status === 'cancelled') copy.delete(item.id ?? '')
        else copy.set(item.id ?? '', item.etag ?? '')
      }
      syncToken = token
    } catch (error) {
      if ((error as { status?: number }).status !== 410) throw error
      syncToken = null
      await read()
    }
  }

  const edit = () => {
    const events = google.world.events(calendarId)
    const live = events.filter((event) => event.status === 'confirmed')
    const one = live[Math.floor(random() * live.length)]
    const dead = events.find((event) => event.status === 'cancelled')
    const what = random()
    if (what < 0.4 || !one)
      google.people.add(calendarId, { start: { date: '2023-04-02' }, end: { date: '2023-04-03' } })
    else if (what < 0.6) google.people.rename(calendarId, one.id, `name ${random()}`)
    else if (what < 0.85) google.people.delete(calendarId, one.id)
    else if (what < 0.95 && dead) google.people.restore(calendarId, dead.id)
    else google.world.share(calendarId, 'default', random() < 0.5 ? 'reader' : 'none')
    clock.advance(Math.floor(random() * 2000))
  }

  return {
    async play(steps) {
      for (let step = 0; step < steps; step += 1) {
        if (random() < 0.3) await read()
        else edit()
      }
      clock.advance(listLag)
      quiet = true
      await read()
      quiet = false
      // What is there, by the world itself and not by the list that is tried here.
      const held = google.world.events(calendarId).filter((event) => event.status === 'confirmed')
      const [kept, there] = [[...copy].sort(), held.map((event) => [event.id, event.etag]).sort()]
      if (JSON.stringify(kept) !== JSON.stringify(there)) {
        throw new Error(`seed ${seed}: the copy ${JSON.stringify(kept)} is not ${JSON.stringify(there)}`)
      }
    },
    close: () => google.close(),
  }
}
