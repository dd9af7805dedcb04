import type { PublicProgramme } from '../plan/publication.ts'
import type { Resource } from './resource.ts'
import type { PublishedBase } from './view.ts'

/** Everything public as data: `{ changedAt, calendars: [{ slug, title, programmes }] }`. */
export function programmesJson(bases: readonly PublishedBase[], changedAt: string): Resource {
  const calendars = bases.map(({ feed, programmes }) => ({
    slug: feed.slug,
    title: feed.title,
    programmes: programmes.map(programmeData),
  }))
  return {
    type: 'application/json; charset=utf-8',
    bytes: Buffer.from(`${JSON.stringify({ changedAt, calendars }, null, 1)}\n`),
    encodings: ['br', 'gzip'],
    cache: 'public, max-age=300',
    headers: { 'access-control-allow-origin': '*' },
  }
}

// Field by field: what is added to a programme later is not public until it is named here. The row's own id is not.
function programmeData(programme: PublicProgramme): object {
  const { name, edition, year, hosts, partners, targets, fields, support } = programme
  const { links, emails, phones, amountsWon, period, background, firstSeenAt } = programme
  return {
    name,
    edition,
    year,
    hosts,
    partners,
    targets,
    fields,
    support,
    links,
    emails,
    phones,
    amountsWon,
    period,
    background,
    firstSeenAt,
    deadlines: programme.entries.map(({ id, label, opens, closes, stamp }) => ({
      id,
      label,
      opens,
      closes,
      changedAt: stamp.changedAt,
    })),
  }
}
