import { absolute } from '../addresses.ts'
import type { Item } from '../items.ts'
import { safeLink } from './element.ts'
import { title } from './row.ts'
import type { Scene } from './scene.ts'

const EVENTS = 50

/** `schema.org/Event` for the deadlines ahead, as JSON-LD. */
export function eventData(scene: Scene): string {
  const ahead = scene.shown.filter(({ standing }) => standing !== 'closed').slice(0, EVENTS)
  return JSON.stringify({
    '@context': 'https://schema.org',
    '@graph': ahead.map((item) => event(item, scene)),
  })
}

function event(item: Item, { addresses, slug, language }: Scene): object {
  const { programme, entry } = item
  const page = `${absolute(addresses, addresses.page(slug, language))}#${entry.id}`
  const link = safeLink(programme.links[0] ?? '') ?? page
  return {
    '@type': 'Event',
    name: title(item),
    startDate: entry.opens ?? entry.closes,
    endDate: entry.closes,
    eventStatus: 'https://schema.org/EventScheduled',
    eventAttendanceMode: 'https://schema.org/OnlineEventAttendanceMode',
    location: { '@type': 'VirtualLocation', url: link },
    url: link,
    inLanguage: 'ko',
    ...(programme.hosts.length === 0
      ? {}
      : { organizer: programme.hosts.map((name) => ({ '@type': 'Organization', name })) }),
  }
}
