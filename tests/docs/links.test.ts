import { existsSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { expect, test } from 'vitest'
import { all, type Page, page, pages, ROOT, wordsOf } from './pages.ts'

/** The name under which a heading can be linked to, as code hosts make it. */
const anchor = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replace(/\s/g, '-')

const anchors = ({ tree }: Page): readonly string[] =>
  all(tree, 'heading').map((heading) => anchor(wordsOf(heading)))

const targets = ({ tree }: Page): readonly string[] => [
  ...all(tree, 'link').map(({ url }) => url),
  ...all(tree, 'image').map(({ url }) => url),
  ...all(tree, 'html').flatMap(({ value }) =>
    [...value.matchAll(/(?:src|srcset|href)="([^"]+)"/g)].map(([, url = '']) => url),
  ),
]

/** Why a link leads nowhere, or null. */
function dead(from: Page, target: string): string | null {
  if (/^[a-z]+:/.test(target)) return null
  const [path = '', name] = target.split('#')
  const file = path === '' ? from.path : relative(ROOT, join(ROOT, dirname(from.path), path))
  if (!existsSync(join(ROOT, file))) return `${target}: no such file`
  if (name === undefined || !file.endsWith('.md')) return null
  return anchors(page(file)).includes(name) ? null : `${target}: no such heading`
}

test.each(pages().map((each) => [each.path, each] as const))(
  'links and pictures, of %s, lead somewhere',
  (_path, from) => {
    expect(
      targets(from)
        .map((target) => dead(from, target))
        .filter((why) => why !== null),
    ).toEqual([])
  },
)

test.each(pages().map((each) => [each.path, each] as const))(
  'pictures, of %s, are told in words',
  (_path, { tree }) => {
    expect(
      all(tree, 'image')
        .filter(({ alt }) => !alt)
        .map(({ url }) => url),
    ).toEqual([])
  },
)

test('a file or folder named in words, is there', () => {
  const gone = pages().flatMap(({ path, tree }) =>
    all(tree, 'inlineCode')
      .map(({ value }) => value)
      .filter(
        (value) => /^(?:src|tests|bench|docs|bin|\.ci)\/[\w./-]+$/.test(value) && !/[A-Z]{4}/.test(value),
      )
      .filter((value) => !existsSync(join(ROOT, value)))
      .map((value) => `${path}: ${value}`),
  )
  expect(gone).toEqual([])
})

test.each(pages().map((each) => [each.path, each] as const))(
  'tables, of %s, have a cell for each column in every row',
  (_path, { tree }) => {
    const torn = all(tree, 'table').flatMap(({ children: [head, ...rows] }) =>
      rows.filter((row) => row.children.length !== head?.children.length).map(wordsOf),
    )
    expect(torn).toEqual([])
  },
)

test('a heading, two of the same name on a page, could not both be linked to', () => {
  const twice = pages().flatMap((each) => {
    const names = anchors(each)
    return names.filter((name, place) => names.indexOf(name) !== place).map((name) => `${each.path}#${name}`)
  })
  expect(twice).toEqual([])
})
