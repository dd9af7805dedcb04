import { stringify } from 'yaml'

/** What `magam init` found out. */
export type Draft = {
  readonly name: string
  readonly timezone: string
  readonly schedule: string
  /** Id of the database, and its name for the comment. */
  readonly database: string
  readonly databaseName: string
  /** The one data source of several that is read; null when the database has one. */
  readonly dataSource: string | null
  /** Null: what every workspace may. */
  readonly requestsPerMinute: number | null
  readonly status: { readonly property: string; readonly active: string; readonly expired: string } | null
  readonly calendar: {
    readonly id: string
    readonly name: string
    readonly reminders: readonly string[]
  } | null
  readonly feed: { readonly slug: string; readonly title: string } | null
}

/** `config/magam.yaml` for a draft, with a word on every line that a person may want to change. */
export function draftSettings(draft: Draft): string {
  return `${[
    '# yaml-language-server: $schema=magam.schema.json',
    '# Made by `magam init`; yours to change. Every key is in docs/settings.md. Secrets are in `.env`, never here.',
    'version: 1',
    '',
    '# When `magam serve` looks, and in which time zone that is meant.',
    `timezone: ${scalar(draft.timezone)}`,
    `schedule: ${scalar(draft.schedule)}`,
    '',
    'knowledgeBases:',
    `  - name: ${scalar(draft.name)}`,
    '    notion:',
    `      # ${comment(draft.databaseName)}`,
    `      database: ${scalar(draft.database)}`,
    ...(draft.dataSource === null ? [] : [`      dataSources: [${scalar(draft.dataSource)}]`]),
    ...(draft.requestsPerMinute === null ? [] : [`      requestsPerMinute: ${draft.requestsPerMinute}`]),
    '      # Only some of its pages:',
    '      # filter: { property: Tags, contains: knowledge base }',
    '    # Only where your headers were not recognised; `magam doctor` says which were:',
    '    # columns: { deadline: [지원 접수 기간] }',
    ...statusLines(draft),
    ...calendarLines(draft),
    ...feedLines(draft),
  ].join('\n')}\n`
}

function statusLines({ status }: Draft): readonly string[] {
  if (status === null) return ['    # Statuses of pages are left alone.', '    status: null']
  return [
    '    status:',
    `      property: ${scalar(status.property)}`,
    `      active: ${scalar(status.active)} # every programme read and on the calendar`,
    `      expired: ${scalar(status.expired)} # the last deadline has passed`,
    '      # A row needs a person:',
    '      # review: 확인 필요',
  ]
}

function calendarLines({ calendar }: Draft): readonly string[] {
  if (calendar === null)
    return ['    # No Google Calendar: `magam init` or docs/settings.md say how to add one.']
  return [
    '    calendar:',
    `      # ${comment(calendar.name)}`,
    `      id: ${scalar(calendar.id)}`,
    `      reminders: [${calendar.reminders.map(scalar).join(', ')}]`,
  ]
}

function feedLines({ feed }: Draft): readonly string[] {
  if (feed === null) return ['    # No public page or feed.']
  return ['    feed:', `      slug: ${scalar(feed.slug)}`, `      title: ${scalar(feed.title)}`]
}

/** A text on one line, also inside a list: plain where that is safe, else quoted as in JSON, which YAML includes. */
function scalar(text: string): string {
  return /^[\p{L}\p{N}][\p{L}\p{N} @._/-]*$/u.test(text)
    ? stringify(text, { lineWidth: 0 }).trim()
    : JSON.stringify(text)
}

const comment = (text: string): string => text.replace(/\s+/g, ' ').trim() || 'without a name'
