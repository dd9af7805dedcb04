import type { PhrasingContent } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmFromMarkdown } from 'mdast-util-gfm'
import { gfm } from 'micromark-extension-gfm'
import { type RichText, run } from '../notion/index.ts'

type Look = { bold?: true; italic?: true; strikethrough?: true; code?: true }

/** Block marks that are plain words inside a cell: `- `, `1)`, `#`, `>` and the like. */
const BLOCK_MARKS = [
  'list',
  'headingAtx',
  'setextUnderline',
  'thematicBreak',
  'blockQuote',
  'codeIndented',
  'codeFenced',
  'htmlFlow',
  'definition',
]

/** Markdown of one cell as runs: only marks within a line count, line breaks and list dashes stay as they are. */
export function cellRuns(text: string): RichText[] {
  const lines = text.split('\n').map((line) => lineRuns(line.trimEnd()))
  return lines.flatMap((line, index) => (index === 0 ? line : [run('\n'), ...line]))
}

function lineRuns(line: string): RichText[] {
  if (line === '') return []
  // The mark that begins most lines needs no parser, and most cells no marks at all.
  if (!/[\\`*_~[\]<&@:]/.test(line)) return [run(line)]
  const indent = /^\s*/.exec(line)?.[0] ?? ''
  const tree = fromMarkdown(line, {
    extensions: [gfm(), { disable: { null: BLOCK_MARKS } }],
    mdastExtensions: [gfmFromMarkdown()],
  })
  const paragraph = tree.children[0]
  if (paragraph?.type !== 'paragraph') return [run(line)]
  return [...(indent === '' ? [] : [run(indent)]), ...phraseRuns(paragraph.children)]
}

/** Words of a paragraph as runs, with their links and looks. */
export function phraseRuns(
  nodes: readonly PhrasingContent[],
  look: Look = {},
  link: string | null = null,
): RichText[] {
  return nodes.flatMap((node) => phrase(node, look, link))
}

function phrase(node: PhrasingContent, look: Look, link: string | null): RichText[] {
  switch (node.type) {
    case 'text':
      return [run(node.value, { link, annotations: look })]
    case 'inlineCode':
      return [run(node.value, { link, annotations: { ...look, code: true } })]
    case 'strong':
      return phraseRuns(node.children, { ...look, bold: true }, link)
    case 'emphasis':
      return phraseRuns(node.children, { ...look, italic: true }, link)
    case 'delete':
      return phraseRuns(node.children, { ...look, strikethrough: true }, link)
    case 'break':
      return [run('\n', { link, annotations: look })]
    case 'link':
      return phraseRuns(node.children, look, address(node))
    case 'image':
      return node.alt ? [run(node.alt, { link, annotations: look })] : []
    case 'html':
      return /^<br\s*\/?>$/i.test(node.value) ? [run('\n')] : []
    default:
      return 'children' in node ? phraseRuns(node.children, look, link) : []
  }
}

/**
 * The address of a link as Notion keeps it. A link to another file of the export is none, and neither is the `mailto:`
 * that Markdown reads into a bare e-mail address: Notion writes the links of its own out.
 */
function address(node: Extract<PhrasingContent, { type: 'link' }>): string | null {
  const first = node.children[0]
  const words = first?.type === 'text' ? first.value : ''
  if (node.url === `mailto:${words}` && isBare(node)) return null
  return /^(https?:|mailto:|tel:)/i.test(node.url) ? node.url : null
}

/** A link without brackets is as long as its words. */
function isBare(node: Extract<PhrasingContent, { type: 'link' }>): boolean {
  const first = node.children[0]
  return node.position?.start.offset === first?.position?.start.offset
}
