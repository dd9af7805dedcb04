import { assembleFeed, type FeedWindow } from '../sinks/public-feed/feed.ts'
import { ENTRY_HEADER, type FeedHeader, FOOTER } from '../sinks/public-feed/ical-text.ts'
import type { FeedText } from '../sinks/public-feed/row.ts'
import { type Addresses, absolute } from './addresses.ts'
import { type Filter, filterOfName, filterQuery, filterWords, passes } from './filter.ts'
import type { Resource } from './resource.ts'
import type { PublishedBase } from './view.ts'

type FeedSite = { readonly addresses: Addresses; readonly title: string }

const HISTORY = 'history'
const MAX_BYTES = 950_000
const UNBOUND = { pastDays: null, maxBytes: null }

/** A knowledge base's feed: the default one, `history`, or a named filter of its settings. Null: no such feed. */
export function baseFeed(
  base: PublishedBase,
  name: string | null,
  asked: Filter,
  today: string,
  { addresses }: FeedSite,
): Resource | 'empty' | null {
  const { feed } = base
  const named = feed.filters.find(({ slug }) => slug === name)
  if (name !== null && name !== HISTORY && named === undefined) return null
  const filter = named === undefined ? asked : filterOfName(named)
  const title = titleOf(feed.title, named?.title ?? filterWords(filter))
  const address = absolute(addresses, addresses.feed(feed.slug, name))
  const isPrivate = feed.access === 'private'
  const header: FeedHeader = {
    name: title,
    description: feed.description,
    page: isPrivate ? null : absolute(addresses, addresses.anyPage(feed.slug)),
    // A private feed's address holds its key: never inside the feed, which people hand on.
    source: isPrivate ? null : withQuery(address, filter, named === undefined),
    color: feed.color,
  }
  const window = rolling(today, name === HISTORY ? { ...feed, ...UNBOUND } : feed)
  return calendar(assembleFeed(rowsOf(base, filter), header, window), fileName(feed.slug, name), isPrivate)
}

/** One feed of everything public. */
export function joinedFeed(
  bases: readonly PublishedBase[],
  name: string | null,
  filter: Filter,
  today: string,
  { addresses, title }: FeedSite,
): Resource | 'empty' | null {
  if (name !== null && name !== HISTORY) return null
  const only = bases.length === 1 ? bases[0]?.feed : undefined
  const header: FeedHeader = {
    name: titleOf(only?.title ?? title, filterWords(filter)),
    description: only?.description ?? '',
    page: absolute(addresses, addresses.anyPage(null)),
    source: withQuery(absolute(addresses, addresses.feed(null, name)), filter, true),
    color: only?.color ?? 'tomato',
  }
  const widest = {
    pastDays: Math.max(0, ...bases.map(({ feed }) => feed.pastDays)),
    cancelledDays: Math.max(1, ...bases.map(({ feed }) => feed.cancelledDays)),
    maxBytes: MAX_BYTES,
  }
  const window = rolling(today, name === HISTORY ? { ...widest, ...UNBOUND } : widest)
  const rows = bases.flatMap((base) => rowsOf(base, filter))
  return calendar(assembleFeed(rows, header, window), fileName('calendar', name), false)
}

/** One entry by itself, to add rather than to subscribe to. */
export function entryFile(bases: readonly PublishedBase[], id: string): Resource | null {
  const row = bases
    .flatMap(({ rows }) => rows)
    .find(({ uid, cancelledAt }) => uid.split('@')[0] === id && cancelledAt === null)
  if (row === undefined) return null
  const made = calendarFile(Buffer.from(`${ENTRY_HEADER}${row.ics}${FOOTER}`), `${id}.ics`, false)
  return { ...made, headers: { ...made.headers, ...disposition(`${id}.ics`, 'attachment') } }
}

// Who follows several parts of one feed must tell them apart in a calendar's list.
function titleOf(title: string, part: string): string {
  return part === '' ? title : `${title} · ${part}`
}

function rowsOf({ rows, programmes }: PublishedBase, filter: Filter): readonly FeedText[] {
  if (filterQuery(filter) === '') return rows
  // A withdrawn entry has no programme left to filter by: it leaves a filtered feed, which clients take as gone.
  const passing = programmes.filter((programme) => passes(programme, filter))
  const keys = new Set(passing.flatMap(({ entries }) => entries.map(({ key }) => key)))
  return rows.filter(({ key }) => keys.has(key))
}

function withQuery(address: string, filter: Filter, mayAsk: boolean): string {
  const query = mayAsk ? filterQuery(filter) : ''
  return query === '' ? address : `${address}?${query}`
}

function rolling(
  today: string,
  { pastDays, cancelledDays, maxBytes }: Omit<FeedWindow, 'today'>,
): FeedWindow {
  return { today, pastDays, cancelledDays, maxBytes }
}

function fileName(slug: string, name: string | null): string {
  return name === null ? `${slug}.ics` : `${slug}-${name}.ics`
}

function calendar(bytes: Buffer | null, file: string, isPrivate: boolean): Resource | 'empty' {
  return bytes === null ? 'empty' : calendarFile(bytes, file, isPrivate)
}

function calendarFile(bytes: Buffer, file: string, isPrivate: boolean): Resource {
  return {
    type: 'text/calendar; charset=utf-8',
    bytes,
    encodings: ['gzip'],
    cache: isPrivate ? 'private, max-age=900' : 'public, max-age=900',
    headers: {
      ...disposition(file, 'inline'),
      ...(isPrivate ? { 'x-robots-tag': 'noindex' } : { 'access-control-allow-origin': '*' }),
    },
  }
}

// File names are slugs, ids and settings' names: ASCII. The encoded form keeps it so whatever becomes of them.
function disposition(file: string, kind: 'inline' | 'attachment'): Record<string, string> {
  const ascii = file.replace(/[^a-z0-9.-]/gi, '_')
  const encoded = encodeURIComponent(file.toWellFormed()).replace(
    /['()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16)}`,
  )
  return {
    'content-disposition': `${kind}; filename="${ascii}"; filename*=UTF-8''${encoded}`,
  }
}
