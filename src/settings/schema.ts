import { validate as isCron } from 'node-cron'
import { z } from 'zod'
import { alertOptions } from '../run/options.ts'
import { serverOptions } from '../serve/options.ts'
import { calendarOptions } from '../sinks/google-calendar/options.ts'
import { feedOptions } from '../sinks/public-feed/options.ts'
import { columnSettings, notionSettings, statusSettings } from '../sources/notion/options.ts'
import { nearest } from './nearest.ts'

/** The shape of `config/magam.yaml` that this version writes. Raised when an older file would be misread. */
export const VERSION = 1

/** A name of the IANA list. Offsets such as `+09:00` are refused: they know nothing of daylight saving. */
function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) !== null
  } catch {
    return false
  }
}

/** A sixth field counts seconds: no knowledge base changes so often, and the queue of many workers has none. */
const fieldsIn = (cron: string): number => cron.trim().split(/\s+/).length

const knowledgeBase = z.strictObject({
  name: z
    .string()
    .regex(/^[\p{L}\p{N}][\p{L}\p{N} _-]{0,62}$/u, 'use letters, digits, spaces and hyphens, at most 63')
    .describe(
      'Your name for it, used in reports and commands. Renaming it makes new entries, so choose once.',
    ),
  notion: notionSettings.describe('Where it is read from.'),
  columns: columnSettings.describe(
    'Header words of your own tables, by what they mean. Only where the built-in words do not fit. `state`, `dday` and `entry` are the columns that Magam fills: 상태, D-day, 일정 링크.',
  ),
  status: statusSettings
    .prefault({})
    .nullable()
    .describe(
      'How the status of each page is kept; when absent, as the defaults say. `null`: statuses are left alone.',
    ),
  calendar: calendarOptions
    .nullable()
    .default(null)
    .describe('The Google Calendar that is kept in step; leave out for a feed and page without Google.'),
  feed: feedOptions.nullable().default(null).describe('The public page and iCal feed; leave out for none.'),
})

/** Everything that `config/magam.yaml` may say. Unknown keys are mistakes. */
export const settingsFile = z.strictObject({
  version: z.literal(VERSION).default(VERSION).describe('The shape of this file.'),
  timezone: z
    .string()
    .refine(isTimeZone, {
      error: ({ input }) => {
        const near = nearest(String(input), Intl.supportedValuesOf('timeZone'))
        return `not a time zone of the IANA list; ${near ? `did you mean \`${near}\`?` : 'such as `Asia/Seoul`'}`
      },
    })
    .default('Asia/Seoul')
    .describe('Time zone of the schedule. Deadlines are read in Korean time whatever it says.'),
  schedule: z
    .string()
    .refine((text) => isCron(text) && fieldsIn(text) < 6, {
      error: ({ input }) =>
        fieldsIn(String(input)) === 6
          ? 'six fields, of which the first would be seconds: leave it out'
          : 'not a cron expression: five fields, minute hour day month weekday',
    })
    .default('*/10 * * * *')
    .describe('When `magam serve` runs a sync, as a cron expression.'),
  knowledgeBases: z
    .array(knowledgeBase)
    .min(1, 'name at least one knowledge base')
    .max(10_000)
    .describe('What is kept in step: one or more.'),
  server: serverOptions.prefault({}).describe('The page, the feeds and the health checks of `magam serve`.'),
  alert: alertOptions.prefault({}).describe('Whom to tell when nothing has succeeded for a while.'),
  keepRuns: z
    .int()
    .min(1)
    .max(100_000)
    .default(200)
    .describe('How many past runs of each knowledge base are kept.'),
})

export type SettingsFile = z.output<typeof settingsFile>
export type KnowledgeBaseSettings = SettingsFile['knowledgeBases'][number]
