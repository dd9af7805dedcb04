import { isDeepStrictEqual } from 'node:util'
import type { Problem } from '../lib/failure.ts'
import type { NotionFilter } from '../sources/notion/options.ts'
import type { KnowledgeBaseSettings, SettingsFile } from './schema.ts'

/** A rule across fields: every way in which the settings break it, with the path to point at. */
type Rule = (settings: SettingsFile) => readonly (Problem & { readonly path: readonly PropertyKey[] })[]

/** Checked together, so that all mistakes are told at once. */
export const rules: readonly Rule[] = [
  namesDiffer,
  slugsDiffer,
  somethingIsWritten,
  entriesStandOnce,
  privateFeedsHaveTokens,
  statusesDiffer,
  writtenStatusesAreManaged,
  filtersKeepWhatIsWritten,
]

function namesDiffer({ knowledgeBases }: SettingsFile) {
  return repeated(knowledgeBases, (each) => each.name).map(({ index, value }) => ({
    path: ['knowledgeBases', index, 'name'],
    what: `two knowledge bases are named \`${value}\``,
    hint: 'give each a name of its own',
  }))
}

function slugsDiffer({ knowledgeBases }: SettingsFile) {
  return repeated(knowledgeBases, (each) => each.feed?.slug).map(({ index, value }) => ({
    path: ['knowledgeBases', index, 'feed', 'slug'],
    what: `two feeds have the slug \`${value}\``,
    hint: 'give each a slug of its own: it is part of the address',
  }))
}

function somethingIsWritten({ knowledgeBases }: SettingsFile) {
  return each(knowledgeBases, ({ calendar, feed }) => calendar === null && feed === null).map((index) => ({
    path: ['knowledgeBases', index],
    what: 'has neither `calendar` nor `feed`, so nothing would come of it',
    hint: 'add `calendar: { id: … }`, `feed: { slug: …, title: … }`, or both',
  }))
}

/** Each knowledge base knows its own entries alone: of two over the same pages and calendar, both write every deadline. */
function entriesStandOnce({ knowledgeBases }: SettingsFile) {
  return knowledgeBases.flatMap((base, index) => {
    const other = knowledgeBases.slice(0, index).find((earlier) => writesTheSame(earlier, base))
    if (other === undefined) return []
    return {
      path: ['knowledgeBases', index, 'calendar', 'id'],
      what: `\`${other.name}\` writes the same pages to this calendar already, so every deadline would stand in it twice`,
      hint: 'name another calendar, or give each a `notion.filter` of its own',
    }
  })
}

function writesTheSame(one: KnowledgeBaseSettings, other: KnowledgeBaseSettings): boolean {
  if (one.calendar === null || one.calendar.id !== other.calendar?.id) return false
  if (one.notion.database !== other.notion.database) return false
  const [sources, others] = [one.notion.dataSources, other.notion.dataSources]
  const shared =
    !Array.isArray(sources) || !Array.isArray(others) || sources.some((name) => others.includes(name))
  const [filter, otherFilter] = [one.notion.filter, other.notion.filter]
  return shared && (filter == null || otherFilter == null || isDeepStrictEqual(filter, otherFilter))
}

function privateFeedsHaveTokens({ knowledgeBases }: SettingsFile) {
  return each(knowledgeBases, ({ feed }) => feed?.access === 'private' && feed.tokens.length === 0).map(
    (index) => ({
      path: ['knowledgeBases', index, 'feed', 'access'],
      what: 'a private feed needs at least one token, or nobody could read it',
      hint: 'add the SHA-256 of a random token to `tokens`, or write `access: public`',
    }),
  )
}

function statusesDiffer({ knowledgeBases }: SettingsFile) {
  return each(
    knowledgeBases,
    ({ status }) => status !== null && new Set(written(status)).size < written(status).length,
  ).map((index) => ({
    path: ['knowledgeBases', index, 'status'],
    what: '`active`, `expired` and `review` must be different statuses',
    hint: null,
  }))
}

function writtenStatusesAreManaged({ knowledgeBases }: SettingsFile) {
  return knowledgeBases.flatMap(({ status }, index) =>
    written(status)
      .filter((name) => !status?.manages.includes(name))
      .map((name) => ({
        path: ['knowledgeBases', index, 'status', 'manages'],
        what: `\`${name}\` would be written but is not among the statuses that Magam manages`,
        hint: `add \`${name}\` to \`manages\`, or leave \`manages\` out`,
      })),
  )
}

/** A page that Magam itself moves out of the filter looks like one that a person took away: its entries would go. */
function filtersKeepWhatIsWritten({ knowledgeBases }: SettingsFile) {
  return knowledgeBases.flatMap(({ status, notion: { filter } }, index) => {
    if (status === null || filter?.property !== status.property) return []
    const isRead = [null, ...status.manages].some((each) => passes(filter, each))
    const lost = written(status).find((each) => !passes(filter, each))
    if (!isRead || lost === undefined) return []
    return {
      path: ['knowledgeBases', index, 'notion', 'filter'],
      what: `looks at \`${status.property}\`, which Magam changes itself: a page that it sets to \`${lost}\` would no longer be read, and its entries would be deleted`,
      hint: 'filter by another property, or write `status: null` and keep the statuses by hand',
    }
  })
}

/** Whether a page of that status (null: of none) meets the filter. */
function passes({ equals, doesNotEqual, isEmpty }: NotionFilter, status: string | null): boolean {
  if (equals !== undefined) return status === equals
  if (doesNotEqual !== undefined) return status !== doesNotEqual
  return isEmpty === undefined || isEmpty === (status === null)
}

function written(status: KnowledgeBaseSettings['status']): readonly string[] {
  return [status?.active, status?.expired, status?.review].filter(
    (name): name is string => typeof name === 'string',
  )
}

function each<T>(all: readonly T[], breaks: (one: T) => boolean): readonly number[] {
  return all.flatMap((one, index) => (breaks(one) ? [index] : []))
}

/** The second and later uses of a value that must be used once. */
function repeated<T>(all: readonly T[], of: (one: T) => string | undefined) {
  const seen = new Set<string>()
  return all.flatMap((one, index) => {
    const value = of(one)
    if (value === undefined) return []
    if (seen.has(value)) return [{ index, value }]
    seen.add(value)
    return []
  })
}
