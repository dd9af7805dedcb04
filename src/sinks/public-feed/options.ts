import { z } from 'zod'
import { COLOR_NAMES } from './colors.ts'

/** Windows opens a device under these names, whatever ending follows. */
const DEVICES = /^(?:con|prn|aux|nul|com[0-9]|lpt[0-9])$/

/** Part of an address: lower-case letters, digits and single hyphens, so that it is also a safe file name anywhere. */
export const slug = z
  .string()
  .max(64)
  .regex(
    /^[a-z0-9]+(?:-[a-z0-9]+)*$/,
    'Use lower-case letters, digits and single hyphens, such as `open-innovation`.',
  )
  .refine(
    (value) => !DEVICES.test(value),
    'On Windows that is the name of a device and no file can have it: choose another.',
  )

/** Words a filter accepts; an entry passes when each given list holds one of its programme's values. */
const words = z.array(z.string().trim().min(1).max(100)).max(50).default([])

const namedFilter = z.strictObject({
  slug: slug
    .refine((value) => value !== 'history', 'The name `history` is taken by the full feed.')
    .describe('Part of its address.'),
  title: z.string().trim().min(1).max(100).describe('Its title.'),
  field: words.describe('Any of these fields; empty: all.'),
  target: words.describe('Any of these targets; empty: all.'),
  host: words.describe('Any of these hosts; empty: all.'),
})

/** A duration before the start of a timed entry; of an all-day one, `1d` is 09:00 the day before, and hours do not apply. */
const alarm = z.string().regex(/^[1-9]\d{0,3}[dhm]$/, 'Use a number with d, h or m, such as `1d` or `3h`.')

/** The `feed:` part of a knowledge base: what strangers may subscribe to. */
export const feedOptions = z.strictObject({
  slug: slug.describe('Part of the address of the page and the feed.'),
  title: z.string().trim().min(1).max(100).describe('Title of the page and the feed.'),
  titleEn: z
    .string()
    .trim()
    .min(1)
    .max(100)
    .optional()
    .describe('Shown on the English page; the Korean title when absent.'),
  description: z.string().trim().max(500).default('').describe('A sentence below the title.'),
  color: z.enum(COLOR_NAMES).default('tomato').describe('For clients that colour calendars.'),
  access: z
    .enum(['public', 'private'])
    .default('public')
    .describe(
      '`private`: no page, no list, no JSON; the feed only under an address that holds one of the tokens.',
    ),
  tokens: z
    .array(z.string().regex(/^[0-9a-f]{64}$/))
    .max(10)
    .default([])
    .describe('Hex SHA-256 of each token that opens a private feed. Two during a rotation.'),
  pastDays: z
    .number()
    .int()
    .min(0)
    .max(3660)
    .default(90)
    .describe('How many days a deadline stays in the feed after it has passed.'),
  cancelledDays: z
    .number()
    .int()
    .min(1)
    .max(366)
    .default(28)
    .describe('How many days a withdrawn entry stays, marked as cancelled.'),
  alarms: z
    .array(alarm)
    .max(2)
    .default(['1d', '3h'])
    .describe('Alarms before an entry; at most two: Outlook takes one, and more than two annoy.'),
  maxBytes: z
    .number()
    .int()
    .min(10_000)
    .max(5_000_000)
    .default(950_000)
    .describe('Bytes of a default feed before compression. Google cuts a feed at about 1 MB.'),
  filters: z
    .array(namedFilter)
    .max(50)
    .default([])
    .describe('Feeds of their own that hold only some fields, targets or hosts.'),
  sharedCalendar: z
    .string()
    .trim()
    .max(300)
    .regex(
      /^[^\s/@]+@[^\s/@]+$/,
      'Give the id itself, such as `c_…@group.calendar.google.com`, not a link: it stands under “Integrate calendar” in its settings.',
    )
    .optional()
    .describe(
      'Id of the Google Calendar that strangers may follow; only where the owner has made that calendar public.',
    ),
})

export type FeedOptions = z.infer<typeof feedOptions>
export type NamedFilter = FeedOptions['filters'][number]
