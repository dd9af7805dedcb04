import { readdirSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { expect, test } from 'vitest'
import { all, page, ROOT, wordsOf } from './pages.ts'

/** Rows of the map: the heading above names the folder, the first cell the file or folder in it. */
function named(): readonly string[] {
  let room = ''
  return page('docs/map.md').tree.children.flatMap((node) => {
    if (node.type === 'heading') room = all(node, 'inlineCode')[0]?.value ?? ''
    if (node.type !== 'table') return []
    return node.children.slice(1).flatMap((row) => {
      const [first] = row.children
      return first ? all(first, 'inlineCode').map(({ value }) => join(room, value)) : []
    })
  })
}

const files = readdirSync(join(ROOT, 'src'), { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)))

test('the map, every file of `src/`, is named in it', () => {
  const there = new Set(named())
  const missing = files.filter((file) => !there.has(file) && !there.has(`${dirname(file)}/`))
  expect(missing.toSorted(), 'add a line for each to docs/map.md').toEqual([])
})

test('the map, everything named in it, is there, once', () => {
  const there = new Set(
    readdirSync(ROOT, { recursive: false }).concat(
      files,
      files.map((file) => `${dirname(file)}/`),
    ),
  )
  const source = named().filter((path) => path.startsWith('src/'))
  expect(source.filter((path) => !there.has(path)).toSorted(), 'take these lines out of docs/map.md').toEqual(
    [],
  )
  expect(source.filter((path, place) => source.indexOf(path) !== place)).toEqual([])
})

test('the map, every folder of `tests/` is named in it', () => {
  const there = page('docs/map.md').text
  const folders = readdirSync(join(ROOT, 'tests'), { withFileTypes: true }).filter((each) =>
    each.isDirectory(),
  )
  expect(folders.map(({ name }) => `\`tests/${name}/\``).filter((name) => !there.includes(name))).toEqual([])
})

test('the map, every file and folder in it, has a remark', () => {
  const rows = all(page('docs/map.md').tree, 'tableRow')
  expect(
    rows.filter((row) => row.children.length < 2 || wordsOf(row.children[1] ?? row) === '').map(wordsOf),
  ).toEqual([])
})
