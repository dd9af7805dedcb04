import type { BlockSpec } from '../build.ts'
import { readId } from '../ids.ts'
import { type Complaints, complain, type Fields, invalid, isFields, onlyKeys } from '../refusal.ts'
import type { Store } from '../store.ts'
import { readText } from './text.ts'

const MAX_CHILDREN = 100
const MAX_ELEMENTS = 1_000
/** Levels of blocks one request may hold: a top-level block and two below it. */
const MAX_DEPTH = 2

type Kind = {
  /** Keys of the content beside `children`. */
  readonly keys: readonly string[]
  readonly children: boolean
  /** Values of keys that were not given. */
  readonly defaults?: Fields
}

const TEXT = ['rich_text', 'color']
const HEADING: Kind = {
  keys: [...TEXT, 'is_toggleable'],
  children: true,
  defaults: { color: 'default', is_toggleable: false },
}
const NESTED: Kind = { keys: TEXT, children: true, defaults: { color: 'default' } }
const MEDIA: Kind = { keys: ['type', 'external', 'file_upload', 'caption', 'name'], children: false }

/** What the API lets a request make, by type. */
export const KINDS: Readonly<Record<string, Kind>> = {
  paragraph: { ...NESTED, keys: [...TEXT, 'icon'] },
  heading_1: HEADING,
  heading_2: HEADING,
  heading_3: HEADING,
  heading_4: HEADING,
  bulleted_list_item: NESTED,
  numbered_list_item: { ...NESTED, keys: [...TEXT, 'list_start_index', 'list_format'] },
  quote: NESTED,
  toggle: NESTED,
  to_do: { keys: [...TEXT, 'checked'], children: true, defaults: { color: 'default', checked: false } },
  callout: { keys: [...TEXT, 'icon'], children: true, defaults: { color: 'default', icon: null } },
  template: { keys: ['rich_text'], children: true },
  code: {
    keys: ['rich_text', 'language', 'caption'],
    children: false,
    defaults: { language: 'plain text', caption: [] },
  },
  equation: { keys: ['expression'], children: false },
  divider: { keys: [], children: false },
  breadcrumb: { keys: [], children: false },
  table_of_contents: { keys: ['color'], children: false, defaults: { color: 'default' } },
  link_to_page: { keys: ['type', 'page_id', 'database_id', 'comment_id'], children: false },
  bookmark: { keys: ['url', 'caption'], children: false, defaults: { caption: [] } },
  embed: { keys: ['url', 'caption'], children: false, defaults: { caption: [] } },
  image: MEDIA,
  video: MEDIA,
  pdf: MEDIA,
  file: MEDIA,
  audio: MEDIA,
  column_list: { keys: [], children: true },
  column: { keys: ['width_ratio'], children: true },
  tab: { keys: [], children: true },
  synced_block: { keys: ['synced_from'], children: true, defaults: { synced_from: null } },
  table: {
    keys: ['table_width', 'has_column_header', 'has_row_header'],
    children: true,
    defaults: { has_column_header: false, has_row_header: false },
  },
  table_row: { keys: ['cells'], children: false },
}

/** Blocks of a request as things to be made; complains of everything that is not as documented. */
export function readBlocks(store: Store, complaints: Complaints, path: string, raw: unknown): BlockSpec[] {
  const blocks = readLevel(store, complaints, path, raw, 0)
  const elements = countBlocks(blocks)
  if (elements > MAX_ELEMENTS) complain(complaints, `${path}.length`, `≤ \`${MAX_ELEMENTS}\``, elements)
  return blocks
}

function countBlocks(blocks: readonly BlockSpec[]): number {
  return blocks.reduce((sum, block) => sum + 1 + countBlocks(block.children), 0)
}

function readLevel(
  store: Store,
  complaints: Complaints,
  path: string,
  raw: unknown,
  depth: number,
): BlockSpec[] {
  if (!Array.isArray(raw)) {
    complain(complaints, path, 'an array', raw)
    return []
  }
  if (raw.length > MAX_CHILDREN) complain(complaints, `${path}.length`, `≤ \`${MAX_CHILDREN}\``, raw.length)
  return raw.flatMap((block, index) => readBlock(store, complaints, `${path}[${index}]`, block, depth))
}

function readBlock(
  store: Store,
  complaints: Complaints,
  path: string,
  block: unknown,
  depth: number,
): BlockSpec[] {
  if (!isFields(block)) {
    complain(complaints, path, 'an object', block)
    return []
  }
  const type = Object.keys(block).find((key) => KINDS[key] !== undefined)
  const kind = KINDS[type ?? '']
  const content = block[type ?? '']
  if (type === undefined || kind === undefined || !isFields(content)) {
    complain(complaints, `${path}.${type ?? 'paragraph'}`, 'defined', content)
    return []
  }
  onlyKeys(complaints, path, block, ['object', 'type', type])
  const nests = kind.children && depth < MAX_DEPTH
  onlyKeys(complaints, `${path}.${type}`, content, nests ? [...kind.keys, 'children'] : kind.keys)
  const children =
    nests && content.children !== undefined
      ? readLevel(store, complaints, `${path}.${type}.children`, content.children, depth + 1)
      : []
  const made = { type, content: readContent(store, complaints, `${path}.${type}`, type, content), children }
  checkChildren(complaints, `${path}.${type}`, made)
  return [made]
}

/** The content of a block in the answered shape: rich text read, absent keys filled in. */
export function readContent(
  store: Store,
  complaints: Complaints,
  path: string,
  type: string,
  given: Fields,
  present: Fields = KINDS[type]?.defaults ?? {},
): Record<string, unknown> {
  const content: Record<string, unknown> = { ...present }
  for (const [key, value] of Object.entries(given)) {
    if (key === 'rich_text' || key === 'caption')
      content[key] = readText(store, complaints, `${path}.${key}`, value)
    else if (key === 'cells') content[key] = readCells(store, complaints, `${path}.cells`, value)
    else if (key !== 'children') content[key] = value
  }
  const keys = KINDS[type]?.keys ?? []
  if (keys.includes('rich_text') && content.rich_text === undefined)
    complain(complaints, `${path}.rich_text`, 'defined', undefined)
  if (type === 'table_row' && content.cells === undefined)
    complain(complaints, `${path}.cells`, 'defined', undefined)
  return content
}

function readCells(store: Store, complaints: Complaints, path: string, cells: unknown) {
  if (!Array.isArray(cells)) {
    complain(complaints, path, 'an array', cells)
    return []
  }
  return cells.map((cell, index) => readText(store, complaints, `${path}[${index}]`, cell))
}

function checkChildren(complaints: Complaints, path: string, block: BlockSpec): void {
  const { type, content, children } = block
  if (type === 'table') {
    if (!Number.isInteger(content.table_width))
      complain(complaints, `${path}.table_width`, 'defined', content.table_width)
    if (children.length === 0) complain(complaints, `${path}.children.length`, '≥ `1`', children.length)
    for (const [index, row] of children.entries())
      if (row.type !== 'table_row')
        complain(complaints, `${path}.children[${index}].table_row`, 'defined', undefined)
  }
  if (type === 'column_list' && children.length < 2)
    complain(complaints, `${path}.children.length`, '≥ `2`', children.length)
  const from = content.synced_from
  if (type === 'synced_block' && isFields(from) && readId(String(from.block_id)) === null)
    complain(complaints, `${path}.synced_from.block_id`, 'a valid uuid', from.block_id)
}

/** Refuses rows whose number of cells is not the width of their table, wherever they stand. */
export function checkWidths(blocks: readonly BlockSpec[], width: number | null = null): void {
  for (const block of blocks) {
    if (block.type === 'table_row' && width !== null && (block.content.cells as unknown[]).length !== width)
      throw wrongWidth()
    checkWidths(block.children, block.type === 'table' ? (block.content.table_width as number) : null)
  }
}

export const wrongWidth = () =>
  invalid(
    'Content creation Failed. Fix the following: \nNumber of cells in table row must match the table width of the parent table',
  )
