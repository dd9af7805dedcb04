import { z } from 'zod'

/** The fields of Google's event that Magam reads. Everything else is kept and carried over unread. */
export const event = z.looseObject({
  id: z.string(),
  etag: z.string().default(''),
  status: z.string().default('confirmed'),
  summary: z.string().default(''),
  description: z.string().default(''),
  start: z.object({ date: z.string().nullish(), dateTime: z.string().nullish() }).optional(),
  end: z.object({ date: z.string().nullish(), dateTime: z.string().nullish() }).optional(),
  recurrence: z.array(z.string()).optional(),
  colorId: z.string().optional(),
  transparency: z.string().optional(),
  reminders: z
    .object({
      useDefault: z.boolean().default(false),
      overrides: z.array(z.object({ method: z.string(), minutes: z.number() })).default([]),
    })
    .optional(),
  attendees: z.array(z.unknown()).optional(),
  attachments: z.array(z.unknown()).optional(),
  extendedProperties: z
    .object({
      private: z.record(z.string(), z.string()).default({}),
      shared: z.record(z.string(), z.string()).default({}),
    })
    .optional(),
})

export type Event = z.output<typeof event>

/** An event out of an answer; null for what is no event (a cut answer, a page of a gateway). */
export function toEvent(data: unknown): Event | null {
  const read = event.safeParse(data)
  return read.success ? read.data : null
}
