import { z } from 'zod'
import { COLOR_NAMES } from './colors.ts'

/** Part of an address: lower-case letters, digits and single hyphens, so that it is also a safe file name anywhere. */
export const slug = z
  .string()
  .max(64)
  .regex(
    /^[a-z0-9]+(?:-[a-z0-9]+)*$/,
    'Use lower-case letters, digits and single hyphens, such as `open-innovation`.',
  )

/** Words a filter accepts; an entry passes when each given list holds one of its programme's values. */
const words = z.array(z.string().trim().min(1).max(100)).max(50).default([])

const namedFilter = z.strictObject({
  slug: slug.refine((value) => value !== 'history', 'The name `history` is taken by the full feed.'),
  title: z.string().trim().min(1).max(100),
  field: words,
  target: words,
  host: words,
})

/** A duration before the start of a timed entry; of an all-day one, `1d` is 09:00 the day before, and hours do not apply. */
const alarm = z.string().regex(/^[1-9]\d{0,3}[dhm]$/, 'Use a number with d, h or m, such as `1d` or `3h`.')

/** The `feed:` part of a knowledge base: what strangers may subscribe to. */
export const feedOptions = z.strictObject({
  slug,
  title: z.string().trim().min(1).max(100),
  /** Shown on the English page; the Korean title when absent. */
  titleEn: z.string().trim().min(1).max(100).optional(),
  description: z.string().trim().max(500).default(''),
  /** For clients that colour calendars. */
  color: z.enum(COLOR_NAMES).default('tomato'),
  /** `private`: no page, no list, no JSON; the feed only under an address that holds one of the tokens. */
  access: z.enum(['public', 'private']).default('public'),
  /** Hex SHA-256 of each token that opens a private feed. Two during a rotation. */
  tokens: z
    .array(z.string().regex(/^[0-9a-f]{64}$/))
    .max(10)
    .default([]),
  /** How many days a deadline stays in the feed after it has passed. */
  pastDays: z.number().int().min(0).max(3660).default(90),
  /** How many days a withdrawn entry stays, marked as cancelled. */
  cancelledDays: z.number().int().min(1).max(366).default(28),
  /** At most two: Outlook takes one, and more than two annoy. */
  alarms: z.array(alarm).max(2).default(['1d', '3h']),
  /** Bytes of a default feed before compression. Google cuts a feed at about 1 MB. */
  maxBytes: z.number().int().min(10_000).max(5_000_000).default(950_000),
  filters: z.array(namedFilter).max(50).default([]),
  /** Id of the Google Calendar that strangers may follow; only where the owner has made that calendar public. */
  sharedCalendar: z.string().max(300).optional(),
})

export type FeedOptions = z.infer<typeof feedOptions>
export type NamedFilter = FeedOptions['filters'][number]
