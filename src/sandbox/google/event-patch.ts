import type { Body } from './body.ts'
import type { Moment } from './times.ts'
import type { StoredEvent } from './world.ts'

/** The whole body that a PATCH stands for: the event as it is, with the patch merged in (RFC 7386). */
export function patched(held: StoredEvent, patch: Body, writer: string): Body {
  return merge(writable(held, writer), patch) as Body
}

/** The event as a body by which `writer` would set it again: what a PATCH is merged into. */
export function writable({ fields }: StoredEvent, writer: string): Body {
  const time = (moment: Moment) =>
    'date' in moment
      ? { date: moment.date }
      : {
          dateTime: new Date(moment.at).toISOString(),
          ...(moment.timeZone ? { timeZone: moment.timeZone } : {}),
        }
  return {
    ...fields.texts,
    ...fields.flags,
    start: time(fields.start),
    end: time(fields.end),
    status: fields.status,
    reminders: fields.reminders[writer] ?? null,
    extendedProperties: fields.properties,
    source: fields.source,
    attendees: fields.attendees,
    attachments: fields.attachments,
    recurrence: fields.recurrence,
  }
}

function merge(held: unknown, patch: unknown): unknown {
  if (!isObject(patch)) return patch
  const merged: Record<string, unknown> = isObject(held) ? { ...held } : {}
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) delete merged[name]
    else merged[name] = merge(merged[name], value)
  }
  return merged
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  value !== null && typeof value === 'object' && !Array.isArray(value)
