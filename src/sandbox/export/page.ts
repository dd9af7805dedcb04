import type { BlockSpec } from '../notion/index.ts'
import { readBlocks } from './blocks.ts'
import { refuseExport } from './limits.ts'
import { shownName, titleFromPath } from './names.ts'

/** One Markdown file of an export: the page's title, its properties as written, its blocks. */
export type PageText = {
  readonly title: string
  readonly properties: Readonly<Record<string, string>>
  readonly body: readonly BlockSpec[]
}

/** What can be a property line: a short name, a colon, a value. */
const PROPERTY = /^([^:\n|#>*[\]]{1,80}):(?: (.*)|)$/

/**
 * Reads a page: a heading with the title, `Key: value` lines of properties, the body. `columns`, when known from the
 * database, say which lines are properties. A page without its heading has its file's name.
 */
export function readPageText(
  source: string,
  path: string,
  markdown: string,
  columns: ReadonlySet<string> | null = null,
): PageText {
  const lines = markdown.replace(/^\ufeff/, '').split('\n')
  const start = lines.findIndex((line) => line.trim() !== '')
  const heading = /^#\s+(.*)$/.exec(lines[start] ?? '')
  const below = heading ? start + 1 : Math.max(0, start)
  const { properties, next } = heading
    ? readProperties(lines, below, columns)
    : { properties: {}, next: below }
  try {
    return {
      title: (heading?.[1] ?? titleFromPath(path)).trim() || titleFromPath(path),
      properties,
      body: readBlocks(lines.slice(next).join('\n')),
    }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    // Only text that nests thousands of levels deep exhausts the stack of the Markdown reader.
    throw refuseExport(
      source,
      `\`${shownName(path)}\` nests too deeply.`,
      'Leave that page out and export again.',
    )
  }
}

/** The block of lines below the title, when every one of them looks like a property. */
function readProperties(lines: readonly string[], from: number, columns: ReadonlySet<string> | null) {
  let at = from
  while (at < lines.length && lines[at]?.trim() === '') at += 1
  const properties: Record<string, string> = Object.create(null)
  let end = at
  for (; end < lines.length && lines[end]?.trim() !== ''; end += 1) {
    const match = PROPERTY.exec(lines[end] ?? '')
    const name = match?.[1]?.trim()
    if (!match || name === undefined || (columns !== null && !columns.has(name)))
      return { properties: {}, next: from }
    properties[name] = (match[2] ?? '').trim()
  }
  return { properties, next: end }
}
