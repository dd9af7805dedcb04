import { z } from 'zod'
import { calendarId } from './calendar-id.ts'

/** Google's event colours by their English names in the calendar's own menu; the value is what the interface takes. */
export const COLOURS = {
  lavender: '1',
  sage: '2',
  grape: '3',
  flamingo: '4',
  banana: '5',
  tangerine: '6',
  peacock: '7',
  graphite: '8',
  blueberry: '9',
  basil: '10',
  tomato: '11',
} as const

const MINUTES = { m: 1, h: 60, d: 1440, w: 10_080 } as const

/** Google turns anything above four weeks into four weeks, silently: refused here instead. */
const FURTHEST = 40_320

/** `7d`, `12h`, `30m`, `1w`, or a number of minutes; gives minutes before the start of the entry. */
const reminder = z.union([z.int().min(0), z.string().regex(/^\d{1,5}\s?[mhdw]$/)])

const minutesOf = (value: number | string): number =>
  typeof value === 'number'
    ? value
    : Number.parseInt(value, 10) * MINUTES[value.slice(-1) as keyof typeof MINUTES]

/**
 * The `calendar:` part of a knowledge base's settings. Unknown keys are mistakes.
 * In: what people write. Out: minutes as sorted numbers without doubles, the colour as Google's number.
 */
export const calendarOptions = z.strictObject({
  id: z
    .string()
    .trim()
    .min(1, 'the calendar’s id, as its settings page shows it')
    .describe('The calendar’s id, such as c_…@group.calendar.google.com, or a link that holds it.')
    .transform((text, context) => {
      const id = calendarId(text)
      if (id !== null) return id
      context.addIssue({
        code: 'custom',
        message: 'a link that names no calendar; the id stands under “Integrate calendar” in its settings',
      })
      return z.NEVER
    }),
  reminders: z
    .array(reminder)
    .transform((list) => [...new Set(list.map(minutesOf))].sort((a, b) => b - a))
    .refine(
      (list) => list.every((minutes) => minutes <= FURTHEST),
      'a reminder can be at most four weeks (4w)',
    )
    .refine((list) => list.length <= 5, 'Google keeps at most five reminders')
    .default([])
    .describe(
      'Pop-up reminders before an entry starts, such as [7d, 1d]; at most five. Google keeps them for the account that signs in: those of a service account reach nobody.',
    ),
  colour: z
    .enum(Object.keys(COLOURS) as (keyof typeof COLOURS)[])
    .transform((name) => COLOURS[name])
    .nullable()
    .default(null)
    .describe('Colour of new entries; null leaves the calendar’s own.'),
  transparency: z
    .enum(['free', 'busy'])
    .default('free')
    .describe('Whether an entry blocks time for the calendar’s owner.'),
  minutesBefore: z
    .int()
    .min(1)
    .max(1440)
    .default(30)
    .describe('How long before its deadline a timed entry starts, in minutes.'),
  keepPast: z
    .boolean()
    .default(true)
    .describe('Keep entries whose deadline has passed, as history; false takes them off the calendar.'),
  notionLink: z
    .boolean()
    .default(true)
    .describe('End each description with the link to its Notion page. Turn off for a calendar made public.'),
  requestsPerMinute: z
    .int()
    .min(6)
    .max(60_000)
    .default(600)
    .describe(
      'The quota of the Google project per user and minute, shared by all calendars of the account: the lowest that any of them names counts.',
    ),
})

export type CalendarOptions = z.output<typeof calendarOptions>
