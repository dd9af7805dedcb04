import { type RichText, run, runs, type Words } from './rich-text.ts'

/** A block to be made, with its children. `content` is what the API answers under the key of its type. */
export type BlockSpec = {
  readonly type: string
  readonly content: Readonly<Record<string, unknown>>
  readonly children: readonly BlockSpec[]
}

/** Any block whose content is a text. */
export function textBlock(
  type: string,
  words: Words,
  children: readonly BlockSpec[] = [],
  more: Readonly<Record<string, unknown>> = {},
): BlockSpec {
  return { type, content: { rich_text: runs(words), color: 'default', ...more }, children }
}

export const paragraph = (words: Words, children: readonly BlockSpec[] = []): BlockSpec =>
  textBlock('paragraph', words, children)
export const bullet = (words: Words, children: readonly BlockSpec[] = []): BlockSpec =>
  textBlock('bulleted_list_item', words, children)
export const numbered = (words: Words, children: readonly BlockSpec[] = []): BlockSpec =>
  textBlock('numbered_list_item', words, children)
export const toDo = (words: Words, checked = false, children: readonly BlockSpec[] = []): BlockSpec =>
  textBlock('to_do', words, children, { checked })
export const quote = (words: Words, children: readonly BlockSpec[] = []): BlockSpec =>
  textBlock('quote', words, children)
export const toggle = (words: Words, children: readonly BlockSpec[] = []): BlockSpec =>
  textBlock('toggle', words, children)
export const callout = (words: Words, children: readonly BlockSpec[] = []): BlockSpec =>
  textBlock('callout', words, children, { icon: null })
export const template = (words: Words, children: readonly BlockSpec[] = []): BlockSpec => ({
  type: 'template',
  content: { rich_text: runs(words) },
  children,
})
export const code = (text: string, language = 'plain text'): BlockSpec => ({
  type: 'code',
  content: { rich_text: runs(text), language, caption: [] },
  children: [],
})
export const divider = (): BlockSpec => ({ type: 'divider', content: {}, children: [] })
/** A view of a database that stands elsewhere: it looks like a child database, but its id leads nowhere. */
export const linkedView = (title: string): BlockSpec => ({
  type: 'child_database',
  content: { title },
  children: [],
})
export const unsupported = (blockType: string): BlockSpec => ({
  type: 'unsupported',
  content: { block_type: blockType },
  children: [],
})

/** A heading of level 1 to 4; with children it is a toggle heading. */
export function heading(level: 1 | 2 | 3 | 4, words: Words, children: readonly BlockSpec[] = []): BlockSpec {
  return textBlock(`heading_${level}`, words, children, { is_toggleable: children.length > 0 })
}

/** A simple table. Rows that are shorter than the longest one are filled with empty cells. */
export function table(
  rows: readonly (readonly Words[])[],
  options: { headerRow?: boolean; headerColumn?: boolean } = {},
): BlockSpec {
  const width = Math.max(1, ...rows.map((row) => row.length))
  const filled = rows.map((row) => Array.from({ length: width }, (_, index) => runs(row[index] ?? '')))
  return {
    type: 'table',
    content: {
      table_width: width,
      has_column_header: options.headerRow ?? true,
      has_row_header: options.headerColumn ?? false,
    },
    children: filled.map((cells) => ({ type: 'table_row', content: { cells }, children: [] })),
  }
}

/** Columns side by side, each with its blocks. */
export function columns(...parts: readonly (readonly BlockSpec[])[]): BlockSpec {
  return {
    type: 'column_list',
    content: {},
    children: parts.map((children) => ({ type: 'column', content: {}, children })),
  }
}

/** Tabs: each tab is a paragraph-like item with its name and its blocks. */
export function tabs(
  ...parts: readonly (readonly [name: Words, children: readonly BlockSpec[]])[]
): BlockSpec {
  return { type: 'tab', content: {}, children: parts.map(([name, children]) => paragraph(name, children)) }
}

/** The original of a synced block, or, with `from`, a copy of the original with that id. */
export function synced(children: readonly BlockSpec[]): BlockSpec
export function synced(from: string): BlockSpec
export function synced(what: string | readonly BlockSpec[]): BlockSpec {
  if (typeof what === 'string') {
    return {
      type: 'synced_block',
      content: { synced_from: { type: 'block_id', block_id: what } },
      children: [],
    }
  }
  return { type: 'synced_block', content: { synced_from: null }, children: what }
}

/** A link as a run of text. */
export const link = (text: string, url: string): RichText => run(text, { link: url })
export const bold = (text: string): RichText => run(text, { annotations: { bold: true } })
