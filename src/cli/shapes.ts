import { z } from 'zod'

/**
 * What each command prints with `--json`, as `docs/schema/*.json` tells other programs. Unknown keys fail the tests of
 * the commands, so that nothing is printed that is not written down; readers should ignore keys they do not know.
 */
const instant = z.iso.datetime().describe('UTC')
const count = z.int().min(0)
const words = z.strictObject({ ko: z.string(), en: z.string() })
const moment = z.string().describe('a day YYYY-MM-DD, or a moment with +09:00')
const trigger = z.enum(['hand', 'schedule', 'webhook', 'demo'])
const trouble = z.strictObject({ code: z.string(), message: z.string(), hint: z.string().nullable() })

const place = z.strictObject({
  documentId: z.string(),
  documentTitle: z.string(),
  documentUrl: z.string(),
  tableId: z.string(),
  tableTitle: z.string(),
  rowId: z.string(),
  row: z.int().describe('counts data rows from 1'),
})

const finding = z.strictObject({
  code: z.string(),
  place,
  column: z.string().nullable(),
  text: z.string(),
  needsPerson: z.boolean(),
  problem: words,
  mend: words,
})

const change = z.strictObject({
  action: z.enum(['create', 'update', 'restore', 'delete']),
  title: z.string(),
  when: z.string(),
  why: z.string(),
  fields: z.array(z.strictObject({ field: z.string(), from: z.string(), to: z.string() })),
  result: z.enum(['done', 'already', 'failed', 'unsure']).nullable().describe('null in a plan'),
  problem: z.string().nullable(),
})

const counts = z.strictObject({ all: count, open: count, past: count, openEnded: count, unclear: count })

const reportFields = {
  id: z.string(),
  knowledgeBase: z.string(),
  mode: z.enum(['plan', 'sync']),
  trigger,
  startedAt: instant,
  endedAt: instant,
  now: instant.describe('the moment deadlines were judged by'),
  result: z.enum(['done', 'partly', 'refused', 'failed', 'busy']),
  read: z.strictObject({
    complete: z.boolean(),
    documents: count,
    changed: count,
    removed: count,
    requests: count,
    failures: z.array(z.strictObject({ documentId: z.string(), title: z.string(), problem: z.string() })),
    notes: z.array(z.string()),
  }),
  programmes: counts,
  findings: z.array(finding),
  notes: z.array(
    z.strictObject({
      code: z.string(),
      documentId: z.string(),
      documentTitle: z.string(),
      tableId: z.string(),
      tableTitle: z.string(),
      words,
    }),
  ),
  sinks: z.array(
    z.strictObject({
      sink: z.string(),
      held: count,
      changes: z.array(change),
      dangers: z.array(z.strictObject({ code: z.string(), message: z.string(), hint: z.string() })),
      trouble: trouble.nullable(),
    }),
  ),
  statuses: z.array(
    z.strictObject({
      documentId: z.string(),
      documentTitle: z.string(),
      from: z.string().nullable(),
      to: z.string(),
      why: z.string(),
      result: z.enum(['done', 'already', 'theirs', 'impossible', 'failed', 'unsure']).nullable(),
      problem: z.string().nullable(),
    }),
  ),
  writtenBack: z.strictObject({ comments: count, cells: count }),
  troubles: z.array(trouble),
  faults: z.array(z.strictObject({ at: z.enum(['notion', 'google']), what: z.string(), count })),
}
const report = z.strictObject(reportFields)

/** A report read back from the state; what a newer Magam added is left out, what an older one lacked is empty. */
export const reportShape = z.object({ ...reportFields, faults: reportFields.faults.default([]) })

const runEvent = z
  .discriminatedUnion('event', [
    z.strictObject({
      event: z.literal('progress'),
      knowledgeBase: z.string(),
      step: z.enum(['read', 'compare', 'write', 'write back']),
      done: count.optional(),
      total: count.optional(),
    }),
    z.strictObject({ event: z.literal('report'), ...reportFields }),
  ])
  .describe('one JSON text a line, as it happens; the report of each knowledge base comes last')

const runSummary = {
  id: z.string(),
  knowledgeBase: z.string(),
  trigger,
  startedAt: instant,
  endedAt: instant.nullable(),
  result: z.enum(['running', 'done', 'partly', 'refused', 'failed']),
}

const reading = z.strictObject({
  kind: z.enum(['date', 'datetime', 'open-ended', 'relative', 'unknown', 'invalid']),
  opens: moment.nullable(),
  closes: moment.nullable(),
  rounds: z.array(z.strictObject({ label: z.string(), opens: moment.nullable(), closes: moment.nullable() })),
  warnings: z.array(z.string()),
  why: z.array(
    z.strictObject({
      part: z.string(),
      from: count.describe('UTF-16 offset into the text'),
      to: count,
      value: z.string(),
      inferred: z.string().nullable(),
    }),
  ),
  obstacle: z.string().nullable(),
})

/** By the name of the command, words joined by hyphens. */
export const SHAPES: Readonly<Record<string, z.ZodType>> = {
  demo: z.strictObject({ first: report, second: report }),
  plan: runEvent,
  sync: runEvent,
  publish: z.strictObject({ folder: z.string(), written: count, unchanged: count, removed: count }),
  explain: z
    .strictObject({
      text: z.string(),
      title: z.string(),
      posted: z.string().nullable(),
      reading,
      words,
    })
    .describe('one JSON text a line'),
  'explain-jsonl': z
    .strictObject({
      id: z.union([z.string(), z.number()]),
      kind: reading.shape.kind,
      start: moment.nullable(),
      end: moment.nullable(),
      warnings: z.array(z.string()),
      rounds: z
        .array(z.strictObject({ label: z.string(), start: moment.nullable(), end: moment.nullable() }))
        .optional(),
    })
    .describe('one JSON text a line, an answer to each question on stdin'),
  history: z.array(z.strictObject(runSummary)),
  'history-run': z.strictObject({
    ...runSummary,
    report: z
      .looseObject({})
      .describe('the report of that run, as `sync` prints it; older runs may lack keys'),
  }),
  backup: z.strictObject({ file: z.string() }),
  completion: z.strictObject({ shell: z.string(), script: z.string() }),
  doctor: z.strictObject({
    works: z.boolean().describe('whether a sync would do everything the settings ask'),
    checks: z.array(
      z.strictObject({
        name: z.string(),
        knowledgeBase: z.string().nullable(),
        state: z.enum(['good', 'warning', 'bad']),
        found: z.string(),
        mend: z.string().nullable(),
      }),
    ),
  }),
  init: z.strictObject({
    configFile: z.string(),
    envFile: z.string(),
    database: z.string(),
    calendar: z.string().nullable(),
    sharedWith: z.array(z.string()).describe('who may read the calendar from now on'),
    publicCalendar: z.boolean(),
    programmes: counts,
  }),
  'auth-google': z.strictObject({ envFile: z.string() }),
  'auth-feed': z.strictObject({ token: z.string(), sha256: z.string() }),
  serve: z
    .discriminatedUnion('event', [
      z.strictObject({ event: z.literal('listening'), url: z.string(), nextRun: instant.nullable() }),
      z.strictObject({ event: z.literal('report'), ...reportFields }),
    ])
    .describe('one JSON text a line, as it happens'),
  worker: z
    .discriminatedUnion('event', [
      z.strictObject({ event: z.literal('ready'), concurrency: z.int().min(1) }),
      z.strictObject({ event: z.literal('report'), ...reportFields }),
    ])
    .describe('one JSON text a line, as it happens'),
}
