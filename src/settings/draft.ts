import { isSeq, parseDocument, stringify } from 'yaml'
import { UserError } from '../lib/failure.ts'

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
    /** Whether everybody may read it. */
    readonly isPublic: boolean
  } | null
  readonly feed: { readonly slug: string; readonly title: string } | null
}

/**
 * `config/magam.yaml` for a draft, with a word on every line that a person may want to change. `schema`: where editors find
 * the schema, seen from the file.
 */
export function draftSettings(draft: Draft, schema = 'magam.schema.json'): string {
  return `${[
    `# yaml-language-server: $schema=${schema}`,
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

/**
 * The text of a settings file with the draft's knowledge base added at its end. Every letter that stands there stays:
 * the file is a person's, and writing it anew would move their comments.
 * Throws a `UserError` for a list in brackets, which has no lines to add to.
 */
export function addToSettings(text: string, draft: Draft): string {
  const list = parseDocument(text).get('knowledgeBases', true)
  if (!isSeq(list) || list.flow || !list.range) {
    throw new UserError('nothing can be added to `knowledgeBases`', [
      {
        what: 'it is not a list with an item a line',
        hint: 'begin each item with `- ` on a line of its own',
      },
    ])
  }
  const [start, end] = list.range
  const indent = start - (text.lastIndexOf('\n', start - 1) + 1)
  const [, own = ''] = draftSettings(draft).split('\nknowledgeBases:\n')
  const lines = own
    .split('\n')
    .map((line) => (line === '' ? '' : ' '.repeat(indent) + line.slice(DRAFT_INDENT)))
  const before = text.slice(0, end).replace(/\n*$/, '\n')
  return `${before}\n${lines.join('\n')}${text.slice(end).replace(/^\n*/, text.slice(end).trim() === '' ? '' : '\n')}`
}

/** By how much `draftSettings` indents the items of its list. */
const DRAFT_INDENT = 2

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
    ...(calendar.isPublic
      ? [
          '      # Everybody may read this calendar, so its entries do not link to Notion.',
          '      notionLink: false',
        ]
      : []),
  ]
}

function feedLines({ feed, calendar }: Draft): readonly string[] {
  if (feed === null) return ['    # No public page or feed.']
  return [
    '    feed:',
    `      slug: ${scalar(feed.slug)}`,
    `      title: ${scalar(feed.title)}`,
    ...(calendar?.isPublic
      ? ['      # The page offers the public calendar too.', `      sharedCalendar: ${scalar(calendar.id)}`]
      : []),
  ]
}

/** A text on one line, also inside a list: plain where that is safe, else quoted as in JSON, which YAML includes. */
function scalar(text: string): string {
  return /^[\p{L}\p{N}][\p{L}\p{N} @._/-]*$/u.test(text)
    ? stringify(text, { lineWidth: 0 }).trim()
    : JSON.stringify(text)
}

const comment = (text: string): string => text.replace(/\s+/g, ' ').trim() || 'without a name'
