import { isDeepStrictEqual as same } from 'node:util'
import type { EventFields } from './event-fields.ts'
import type { Calendar, StoredEvent, World } from './world.ts'

/** Stores the next version, unless nothing differs: a write that changes nothing moves no ETag. */
export function keep(
  here: World,
  calendar: Calendar,
  held: StoredEvent,
  fields: EventFields,
  sequence: number,
): StoredEvent {
  if (same(held.fields, fields) && held.sequence === sequence) return held
  const onlyReminders = same({ ...held.fields, reminders: {} }, { ...fields, reminders: {} })
  return store(here, calendar, {
    ...held,
    fields,
    sequence,
    updated: onlyReminders ? held.updated : here.clock.now(),
    before: here.rules.listLag > 0 ? held : null,
  })
}

/** Stores a version under the next revision, by which lists and ETags know it. */
export function store(
  here: World,
  calendar: Calendar,
  event: Omit<StoredEvent, 'revision' | 'writtenAt'>,
): StoredEvent {
  const revision = here.nextRevision()
  const stored = { ...event, revision, writtenAt: here.clock.now() }
  calendar.revision = revision
  calendar.events.set(stored.id, stored)
  calendar.uids.add(stored.iCalUID)
  return stored
}
