import { stringify } from 'yaml'
import { VERSION } from './schema.ts'

/** A settings value in the present shape; `newForm` is its text when the file had an older one. */
export type Migrated = { readonly value: unknown; readonly newForm: string | null; readonly tooNew: boolean }

/**
 * Brings older shapes to the present one.
 * - 0: no `version`, one knowledge base at the top level (`notionDatabase`, `calendarId`, `timezone`, `schedule`, `name`, `title`).
 * - 1: the present shape.
 */
export function migrate(value: unknown): Migrated {
  const same: Migrated = { value, newForm: null, tooNew: false }
  if (!isGroup(value)) return same
  if (typeof value.version === 'number' && value.version > VERSION) return { ...same, tooNew: true }
  const isFlat = 'notionDatabase' in value || value.version === 0
  if (!isFlat) return same
  const modern = fromFlat(value)
  return { value: modern, newForm: stringify(modern), tooNew: false }
}

function fromFlat(flat: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { version: _, notionDatabase, calendarId, name = 'main', title, status, reminders, ...rest } = flat
  const knowledgeBase = {
    name,
    notion: { database: notionDatabase },
    ...(status === undefined ? {} : { status: isGroup(status) ? status : { property: status } }),
    ...(calendarId === undefined
      ? {}
      : { calendar: { id: calendarId, ...(reminders === undefined ? {} : { reminders }) } }),
    ...(title === undefined ? {} : { feed: { slug: slugOf(String(name)), title } }),
  }
  return { version: VERSION, ...rest, knowledgeBases: [knowledgeBase] }
}

function slugOf(name: string): string {
  const slug = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
  return slug || 'main'
}

function isGroup(value: unknown): value is Readonly<Record<string, unknown>> {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
}
