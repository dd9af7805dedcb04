import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Nodes, Root } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmFromMarkdown } from 'mdast-util-gfm'
import { gfm } from 'micromark-extension-gfm'

export const ROOT = join(import.meta.dirname, '../..')

/** A Markdown file of the repository: its path below the root, its text, and the text as a tree. */
export type Page = { readonly path: string; readonly text: string; readonly tree: Root }

/** Every document a reader may open, in the order of their paths. */
export function pages(): readonly Page[] {
  const named = (folder: string) =>
    readdirSync(join(ROOT, folder), { withFileTypes: true })
      .filter((each) => each.isFile() && each.name.endsWith('.md'))
      .map((each) => join(folder, each.name))
  return [...named('.'), ...named('docs')].toSorted().map(page)
}

/** One document by its path below the root. */
export function page(path: string): Page {
  const text = readFileSync(join(ROOT, path), 'utf8')
  const tree = fromMarkdown(text, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] })
  return { path, text, tree }
}

/** Every node of one type, in the order of reading. */
export function all<Type extends Nodes['type']>(
  node: Nodes,
  type: Type,
): readonly Extract<Nodes, { type: Type }>[] {
  const inside = 'children' in node ? node.children.flatMap((child) => all(child, type)) : []
  return node.type === type ? [node as Extract<Nodes, { type: Type }>, ...inside] : inside
}

/** The words of a node without its marks. */
export function wordsOf(node: Nodes): string {
  if ('value' in node) return node.value
  return 'children' in node ? node.children.map(wordsOf).join('') : ''
}

/** The lines of the shell blocks of a page: no comments, no empty lines, a line that ends in `\` joined to the next. */
export function shellLines({ tree }: Page): readonly string[] {
  return all(tree, 'code')
    .filter(({ lang }) => lang === 'sh')
    .flatMap(({ value }) => value.replace(/\\\n\s*/g, '').split('\n'))
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
}
