import { z } from 'zod'

const time = z.object({ date: z.string().nullish(), dateTime: z.string().nullish() })

/**
 * The fields of Google's event that Magam reads. Everything else is kept and carried over unread. Only the id must be
 * there: an event with a field in a form we do not know must still be found, or it would be written again and again.
 */
export const event = z.looseObject({
  id: z.string(),
  etag: z.string().catch(''),
  status: z.string().catch('confirmed'),
  htmlLink: z.string().optional().catch(undefined),
  summary: z.string().catch(''),
  description: z.string().catch(''),
  start: time.optional().catch(undefined),
  end: time.optional().catch(undefined),
  recurrence: z.array(z.string()).optional().catch(undefined),
  colorId: z.string().optional().catch(undefined),
  transparency: z.string().optional().catch(undefined),
  visibility: z.string().optional().catch(undefined),
  reminders: z
    .object({
      useDefault: z.boolean().default(false),
      overrides: z.array(z.object({ method: z.string(), minutes: z.number() })).default([]),
    })
    .optional()
    .catch(undefined),
  attachments: z.array(z.unknown()).optional().catch(undefined),
  extendedProperties: z
    .object({
      private: z.record(z.string(), z.string()).default({}),
      shared: z.record(z.string(), z.string()).default({}),
    })
    .optional()
    .catch(undefined),
})

export type Event = z.output<typeof event>

/** An event out of an answer; null for what is no event (a cut answer, a page of a gateway). */
export function toEvent(data: unknown): Event | null {
  const read = event.safeParse(data)
  return read.success ? read.data : null
}
