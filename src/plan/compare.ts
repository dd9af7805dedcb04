import { addDays } from '../lib/seoul.ts'
import type { FieldChange, HeldEntry } from './change.ts'
import type { Entry, When } from './entry.ts'
import { contentHash } from './stamp.ts'
import { closesOf } from './when.ts'

/** What people would see change if `held` became `entry`; empty when they see the same already. */
export function visibleChanges(entry: Entry, held: HeldEntry): readonly FieldChange[] {
  const { content, bent = [] } = held
  if (content === null) return [{ field: 'title', from: '', to: entry.content.title }]
  const wanted = entry.content
  return [
    ...bent,
    field('title', content.title, wanted.title),
    field('when', whenText(content.when), whenText(wanted.when)),
    field('description', content.description, wanted.description),
    field('url', content.url ?? '', wanted.url ?? ''),
    field('categories', content.categories.join(', '), wanted.categories.join(', ')),
    // A sink that shows no link to the page has nothing to mend in it.
    held.sourceUrl === '' ? null : field('page', held.sourceUrl, entry.sourceUrl),
  ].filter((change) => change !== null)
}

/** Whether both show one deadline, whenever they start. */
export function isSameDeadline({ content }: Entry, held: HeldEntry): boolean {
  return held.content !== null && closesOf(content.when) === closesOf(held.content.when)
}

/** What Magam notes in the entry for itself and finds out of date: whose it is, and its count of changes. */
export function markChanges(entry: Entry, held: HeldEntry): readonly FieldChange[] {
  const hash = contentHash(entry.content)
  return [
    field('rows', held.rows.join(' '), entry.rows.join(' ')),
    field('twin', held.twin, entry.twin),
    held.stamp === null ? null : field('stamp', stampText(held.stamp), stampText(entry.stamp)),
    held.hash === undefined ? null : field('hash', held.hash ?? '', hash),
  ].filter((change) => change !== null)
}

/** A time as a person reads it, in Korea: `2023-04-02`, or `2023-04-02 23:00–23:30`. */
export function whenText(when: When): string {
  if (when.kind === 'day') return when.date
  const [day, start] = closesOf({ ...when, end: when.start }).split(/T|\+/)
  const [lastDay, end] = closesOf(when).split(/T|\+/)
  if (end === '00:00' && lastDay === addDays(day ?? '', 1)) return `${day} ${start}–24:00`
  return day === lastDay ? `${day} ${start}–${end}` : `${day} ${start} – ${lastDay} ${end}`
}

function stampText({ sequence, createdAt, changedAt }: Entry['stamp']): string {
  return `${sequence} ${createdAt} ${changedAt}`
}

function field(name: string, from: string, to: string): FieldChange | null {
  return from === to ? null : { field: name, from, to }
}
