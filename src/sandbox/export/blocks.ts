import type { Code, Html, Image, List, ListItem, Paragraph, PhrasingContent, RootContent, Table } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmFromMarkdown } from 'mdast-util-gfm'
import { gfm } from 'micromark-extension-gfm'
import * as build from '../notion/index.ts'
import { cellRuns, phraseRuns } from './inline.ts'
import { splitTables } from './tables.ts'

/** Where a page links to a sub-page or database of the same export; `loadExport` puts the thing itself there. */
export const EXPORT_LINK = 'export_link'

const MAX_DEPTH = 20

/** The blocks of a page body as Notion writes it into Markdown. */
export function readBlocks(markdown: string): build.BlockSpec[] {
  const blocks = splitTables(markdown).flatMap((part) =>
    part.kind === 'table' ? [build.table(part.rows.map((row) => row.map(cellRuns)))] : proseBlocks(part.text),
  )
  return gatherDetails(blocks)
}

function proseBlocks(text: string): build.BlockSpec[] {
  const tree = fromMarkdown(shallow(text), { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] })
  return blocksFrom(tree.children, 0)
}

/**
 * Text that nests at most as deep as blocks are read: what is deeper stands at that depth. The time the Markdown reader
 * takes grows with the cube of the depth, so that a small file of indented dashes could hold it up for minutes.
 */
function shallow(text: string): string {
  return text.replace(/^[ \t]{80,}/gm, ' '.repeat(80)).replace(TOO_MANY_MARKS, '$1')
}

const TOO_MANY_MARKS = /^((?:[ \t]*(?:[-*+>]|\d{1,9}[.)])){20})(?:[ \t]*(?:[-*+>]|\d{1,9}[.)]))+/gm

function blocksFrom(nodes: readonly RootContent[], depth: number): build.BlockSpec[] {
  return depth > MAX_DEPTH ? [] : nodes.flatMap((node) => blockFrom(node, depth))
}

function blockFrom(node: RootContent, depth: number): build.BlockSpec[] {
  switch (node.type) {
    case 'heading':
      return [build.heading(headingLevel(node.depth), phraseRuns(node.children))]
    case 'paragraph':
      return paragraphBlocks(node)
    case 'list':
      return node.children.map((item) => itemBlock(node, item, depth))
    case 'blockquote':
      return [withFirstAsText('quote', blocksFrom(node.children, depth + 1))]
    case 'code':
      return [codeBlock(node)]
    case 'thematicBreak':
      return [build.divider()]
    case 'table':
      return [tableBlock(node)]
    case 'html':
      return htmlBlocks(node, depth)
    default:
      return []
  }
}

function headingLevel(depth: number): 1 | 2 | 3 | 4 {
  return depth === 1 || depth === 2 || depth === 3 ? depth : 4
}

function paragraphBlocks(node: Paragraph): build.BlockSpec[] {
  const [only, second] = node.children
  if (only && second === undefined) {
    if (only.type === 'image') return [imageBlock(only)]
    const path = only.type === 'link' ? exportPath(only.url) : null
    if (path !== null) return [{ type: EXPORT_LINK, content: { path }, children: [] }]
  }
  return [build.paragraph(phraseRuns(node.children))]
}

/** The path of a link to another file of the export; null for an address. */
function exportPath(url: string): string | null {
  if (/^[a-z][a-z+.-]*:/i.test(url) || !/\.(md|csv)$/i.test(url)) return null
  try {
    return decodeURIComponent(url)
  } catch {
    return null
  }
}

/** A picture on the web; one that lay in the export is only told by its words. */
function imageBlock(node: Image): build.BlockSpec {
  if (!/^https?:/i.test(node.url)) return build.paragraph(node.alt ?? '')
  return {
    type: 'image',
    content: {
      type: 'external',
      external: { url: node.url },
      caption: node.alt ? [build.run(node.alt)] : [],
    },
    children: [],
  }
}

function itemBlock(list: List, item: ListItem, depth: number): build.BlockSpec {
  const type =
    typeof item.checked === 'boolean' ? 'to_do' : list.ordered ? 'numbered_list_item' : 'bulleted_list_item'
  const made = withFirstAsText(type, blocksFrom(item.children, depth + 1))
  return type === 'to_do' ? { ...made, content: { ...made.content, checked: item.checked === true } } : made
}

/** A block whose text is the paragraph that stands first in it, and whose children are the rest. */
function withFirstAsText(type: string, blocks: readonly build.BlockSpec[]): build.BlockSpec {
  const [first, ...rest] = blocks
  if (first?.type !== 'paragraph') return build.textBlock(type, '', blocks)
  return build.textBlock(type, first.content.rich_text as build.RichText[], rest)
}

function codeBlock(node: Code): build.BlockSpec {
  return build.code(node.value, node.lang ?? 'plain text')
}

function tableBlock(node: Table): build.BlockSpec {
  const cell = (content: readonly PhrasingContent[]) => phraseRuns(content)
  return build.table(node.children.map((row) => row.children.map(({ children }) => cell(children))))
}

/** Marks of toggles are kept as they stand, for `gatherDetails`; of a callout only what is in it counts. */
function htmlBlocks(node: Html, depth: number): build.BlockSpec[] {
  const inner = node.value.replace(/<\/?aside[^>]*>/gi, '').trim()
  if (inner === '') return []
  if (/<\/?details|<\/?summary/i.test(inner))
    return [{ type: DETAILS, content: { html: inner }, children: [] }]
  return inner === node.value.trim()
    ? [build.paragraph(inner.replace(/<[^<>]*>/g, ''))]
    : depth > MAX_DEPTH
      ? []
      : proseBlocks(inner)
}

const DETAILS = 'details_mark'

/** Folds `<details><summary>…</summary>` … `</details>` into toggles, nested ones too. */
function gatherDetails(blocks: readonly build.BlockSpec[]): build.BlockSpec[] {
  const open: { title: string; children: build.BlockSpec[] }[] = [{ title: '', children: [] }]
  const put = (block: build.BlockSpec) => open.at(-1)?.children.push(block)
  const close = () => {
    const done = open.length > 1 ? open.pop() : undefined
    if (done) put(build.toggle(done.title, done.children))
  }
  for (const block of blocks) {
    if (block.type !== DETAILS) {
      put(block)
      continue
    }
    const html = String(block.content.html)
    if (/<details/i.test(html) && open.length <= MAX_DEPTH)
      open.push({ title: summaryOf(html), children: [] })
    else if (/<summary/i.test(html)) {
      const top = open.at(-1)
      if (top) top.title = summaryOf(html)
    }
    const words = html
      .replace(/<summary[^>]*>[^<]*<\/summary>/gi, '')
      .replace(/<[^<>]*>/g, '')
      .trim()
    if (words !== '') put(build.paragraph(words))
    if (/<\/details/i.test(html)) close()
  }
  while (open.length > 1) close()
  return open[0]?.children ?? []
}

function summaryOf(html: string): string {
  return (/<summary[^>]*>([^<]*)/i.exec(html)?.[1] ?? '').trim()
}
