import type { Nodes } from 'mdast'
import { expect, test } from 'vitest'
import { all, type Page, page, shellLines } from './pages.ts'

/** What both languages must share, in the order of reading. */
const skeleton = (each: Page) => ({
  sections: all(each.tree, 'heading').map(({ depth }) => depth),
  shell: shellLines(each),
  blocks: all(each.tree, 'code').map(({ lang, value }) => [lang, value]),
  links: all(each.tree, 'link')
    .map(({ url }) => url)
    .filter((url) => !url.startsWith('README')),
  pictures: all(each.tree, 'image').map(({ url }) => url),
  html: all(each.tree, 'html').flatMap(({ value }) => value.match(/(?:src|srcset)="[^"]+"/g) ?? []),
  commands: all(each.tree, 'tableCell').flatMap((cell) => firstCode(cell)),
  points: all(each.tree, 'listItem').length,
  stressed: all(each.tree, 'strong').length,
})

const firstCode = (cell: Nodes): readonly string[] => {
  const [first] = 'children' in cell ? cell.children : []
  return first?.type === 'inlineCode' ? [first.value] : []
}

test('README, in both languages, has the same sections, commands, links and pictures in the same order', () => {
  expect(skeleton(page('README.ko.md'))).toEqual(skeleton(page('README.md')))
})

test('README, each language, leads to the other', () => {
  expect(all(page('README.md').tree, 'link').map(({ url }) => url)).toContain('README.ko.md')
  expect(all(page('README.ko.md').tree, 'link').map(({ url }) => url)).toContain('README.md')
})
