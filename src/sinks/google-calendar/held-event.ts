import type { FieldChange, HeldEntry } from '../../plan/change.ts'
import { markChanges, visibleChanges } from '../../plan/compare.ts'
import type { Entry } from '../../plan/entry.ts'
import { descriptionParts } from './description.ts'
import { whenOfEvent } from './event-times.ts'
import { lookFor, lookText } from './look.ts'
import { type Marks, marksOf, privateOf } from './marks.ts'
import type { CalendarOptions } from './options.ts'
import type { Event } from './schema.ts'

/** Whether a held entry needs no write at all to be `entry`. */
export function isSame(entry: Entry, held: HeldEntry): boolean {
  const differing = [...visibleChanges(entry, held), ...markChanges(entry, held), ...(held.stale ?? [])]
  return held.state === 'live' && differing.length === 0
}

/** An event of this knowledge base as the plan compares it, and as `reader` sees it; null for any other event. */
export function toHeld(
  event: Event,
  options: CalendarOptions,
  knowledgeBase: string,
  reader: string,
): HeldEntry | null {
  const marks = marksOf(event.id, privateOf(event), knowledgeBase)
  if (marks === null) return null
  const when = whenOfEvent(event)
  const { description, sourceUrl } = descriptionParts(event, marks)
  return {
    key: marks.key,
    rows: marks.rows,
    slot: marks.slot,
    twin: marks.twin,
    content:
      when === null
        ? null
        : { title: event.summary, when, description, url: marks.url, categories: marks.categories },
    sourceUrl: options.notionLink ? sourceUrl : '',
    stamp: marks.stamp,
    hash: marks.hash,
    generation: marks.generation,
    ...(event.recurrence && { bent: [repeats(event.recurrence)] }),
    stale: stale(event, marks, sourceUrl, options, reader),
    state: event.status === 'cancelled' ? 'cancelled' : 'live',
    address: event.id,
    version: event.etag,
    ...(event.htmlLink !== undefined && { link: event.htmlLink }),
  }
}

/** A deadline has one day. */
function repeats(recurrence: readonly string[]): FieldChange {
  return { field: 'recurrence', from: recurrence.join(' '), to: '' }
}

function stale(
  event: Event,
  marks: Marks,
  sourceUrl: string,
  options: CalendarOptions,
  reader: string,
): FieldChange[] {
  const [is, due] = [lookText(event), lookText(lookFor(event, marks, options, reader).look)]
  const differing: FieldChange[] = []
  if (is !== due) differing.push({ field: 'look', from: is, to: due })
  if (options.notionLink !== (sourceUrl !== '')) {
    const shown = (link: boolean) => (link ? 'shown' : 'not shown')
    differing.push({ field: 'page', from: shown(sourceUrl !== ''), to: shown(options.notionLink) })
  }
  return differing
}
