import { invalid, refusal } from './refusal.ts'
import { instantOf, readBound } from './times.ts'
import type { Calendar, StoredEvent, World } from './world.ts'

const DAY = 86_400_000

/** How far back `updatedMin` may lie; undocumented, so our choice. */
const UPDATED_MIN_DAYS = 28

/** Whether an event is asked for. */
export type Test = (event: StoredEvent) => boolean

/** `timeMin` bounds the end and `timeMax` the start, both exclusive. */
export function windowTests(calendar: Calendar, timeMin: string | null, timeMax: string | null): Test[] {
  const from = timeMin === null ? null : readBound(timeMin, 'timeMin')
  const to = timeMax === null ? null : readBound(timeMax, 'timeMax')
  if (from !== null && to !== null && to <= from) {
    throw refusal(400, 'timeRangeEmpty', 'The specified time range is empty.', {
      domain: 'calendar',
      locationType: 'parameter',
      location: 'timeMax',
    })
  }
  const { timeZone } = calendar
  return [
    ...(from === null ? [] : [(event: StoredEvent) => instantOf(event.fields.end, timeZone) > from]),
    ...(to === null ? [] : [(event: StoredEvent) => instantOf(event.fields.start, timeZone) < to]),
  ]
}

/** The filters of a query, all of which must hold. Refuses what it cannot read, and an `updatedMin` too far back. */
export function filterTests(here: World, query: URLSearchParams): Test[] {
  const tests: Test[] = []
  for (const side of ['private', 'shared'] as const) {
    for (const pair of query.getAll(`${side}ExtendedProperty`)) {
      const cut = pair.indexOf('=')
      if (cut < 1) throw invalid('Invalid extended property constraint.')
      const [key, value] = [pair.slice(0, cut), pair.slice(cut + 1)]
      tests.push((event) => event.fields.properties[side][key] === value)
    }
  }
  const uid = query.get('iCalUID')
  if (uid !== null) tests.push((event) => event.iCalUID === uid)
  const words = query.get('q')?.toLowerCase()
  if (words) tests.push((event) => Object.values(event.fields.texts).join('\n').toLowerCase().includes(words))
  const updatedMin = query.get('updatedMin')
  if (updatedMin !== null) {
    const since = readBound(updatedMin, 'updatedMin')
    if (since < here.clock.now() - UPDATED_MIN_DAYS * DAY) {
      throw refusal(
        410,
        'updatedMinTooLongAgo',
        'The requested minimum modification time lies too far in the past.',
        {
          domain: 'calendar',
          locationType: 'parameter',
          location: 'updatedMin',
        },
      )
    }
    tests.push((event) => event.updated >= since)
  }
  return tests
}
