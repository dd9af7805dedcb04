import { z } from 'zod'
import { databaseId } from './database-id.ts'

const words = z.string().trim().min(1).max(200)

/** An id with or without dashes, or the link that Notion's "Copy link" gives; ends as a dashed, lower-case id. */
const notionId = z.string().transform((text, context) => {
  const id = databaseId(text)
  if (id !== null) return id
  context.addIssue({
    code: 'custom',
    message: 'expected a Notion id (32 hex digits) or a link to the database',
  })
  return z.NEVER
})

/** One condition on one property: `{ property: Tags, contains: knowledge base }`. */
const filter = z
  .strictObject({
    property: words.describe('name of a property of the data source'),
    contains: words.optional().describe('multi-select: has this option; text: holds these words'),
    doesNotContain: words.optional().describe('the opposite'),
    equals: z.union([words, z.boolean(), z.number()]).optional().describe('has exactly this value'),
    doesNotEqual: z.union([words, z.boolean(), z.number()]).optional().describe('has any other value'),
    isEmpty: z.boolean().optional().describe('has no value, or with `false` any'),
  })
  .refine(
    ({ property: _, ...conditions }) => Object.keys(conditions).length === 1,
    'give exactly one of contains, doesNotContain, equals, doesNotEqual, isEmpty',
  )

/** The `notion:` part of a knowledge base's settings. Unknown keys are mistakes. */
export const notionSettings = z.strictObject({
  database: notionId.describe('id of the database, or the link to it'),
  dataSources: z
    .union([z.literal('all'), z.array(words).min(1)])
    .optional()
    .describe('needed when the database has several data sources: their names or ids, or `all`'),
  filter: filter.optional().describe('only the pages that meet this condition'),
  tags: words.optional().describe('the property that holds the tags; found by itself when absent'),
  comments: z.boolean().default(true).describe('comment on a page when one of its rows needs a person'),
  writeBack: z
    .boolean()
    .default(true)
    .describe('fill columns such as 상태, D-day and 일정 링크 where a table has them'),
  requestsPerMinute: z
    .int()
    .min(6)
    .max(1_000_000)
    .default(180)
    .describe('Notion allows 180 requests a minute, 600 on Business and Enterprise'),
  listEveryMinutes: z
    .int()
    .min(1)
    .max(100_000)
    .default(60)
    .describe(
      'how often every page is listed, so that a removed one is noticed (above 100 pages), and pages are read that show tables of other pages or long databases',
    ),
  fullEveryHours: z
    .int()
    .min(1)
    .max(10_000)
    .default(24)
    .describe('how often everything is read anew, so that edits without a time stamp are noticed'),
})

/** Roles whose columns can be named where the built-in words do not fit. */
const columnRoles = [
  'name',
  'deadline',
  'opens',
  'target',
  'field',
  'support',
  'link',
  'contact',
  'host',
  'partner',
  'year',
  'state',
  'dday',
  'entry',
  'remark',
] as const

/** The `columns:` part: header words of the owner's own, by role. */
export const columnSettings = z
  .partialRecord(z.enum(columnRoles), z.union([words.transform((one) => [one]), z.array(words).min(1)]))
  .default({})

/** The `status:` part. A page whose status is not in `manages` belongs to a person and is never touched. */
export const statusSettings = z
  .strictObject({
    property: words.default('status').describe('a property of type status or select'),
    active: words.default('completed').describe('everything read and on the calendar'),
    expired: words.default('expired').describe('the last deadline has passed'),
    review: words.nullable().default(null).describe('a row needs a person; null keeps the status it has'),
    manages: z
      .array(words)
      .optional()
      .describe('the statuses Magam may change; active, expired and review when absent'),
  })
  .transform((status) => ({
    ...status,
    manages:
      status.manages ??
      [status.active, status.expired, status.review].filter((name): name is string => name !== null),
  }))

export type NotionFilter = z.output<typeof filter>
export type NotionSettings = z.output<typeof notionSettings>
export type ColumnSettings = z.output<typeof columnSettings>
export type StatusSettings = z.output<typeof statusSettings>

/** What the source needs to know of one knowledge base: its settings, and what comes from the environment. */
export type NotionOptions = NotionSettings & {
  readonly token: string
  /** Root of the API, for the sandbox; the public API when absent. */
  readonly baseUrl?: string
  /** Name of the status property; null when statuses are not kept. */
  readonly statusProperty: string | null
  /** Waits `ms`; tests hand in one that does not. */
  readonly sleep?: (ms: number, signal?: AbortSignal) => Promise<void>
  /** How long one request may take, its body included; default 60,000. */
  readonly requestTimeoutMs?: number
  /** Aborted: nothing more is sent, and what is under way is given up with the signal's reason. */
  readonly signal?: AbortSignal
  /** Told of every request that failed and may be made good: a status, or `no answer`. */
  readonly onFault?: (what: string) => void
}
