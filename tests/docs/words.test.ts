import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parseDocument } from 'yaml'
import { VARIABLES } from '../../src/settings/environment.ts'
import { type JsonSchema, settingsSchema } from '../../src/settings/json-schema.ts'
import { readConfig } from '../../src/settings/read.ts'
import { all, page, pages, ROOT } from './pages.ts'

const GENERATED = ['docs/settings.md', 'docs/commands.md', 'docs/deadlines.md', 'docs/bench.md']
const written = pages().filter(({ path }) => !GENERATED.includes(path))

/** The texts of every TypeScript file below a folder. */
const sources = (folder: string): readonly string[] =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) =>
      readFileSync(join(ROOT, folder, name), 'utf8')
        .replaceAll('\\`', '`')
        .replaceAll("\\'", "'"),
    )

/** Whether the settings have a key at this path, at the top or in a knowledge base. */
function isSetting(path: string): boolean {
  const schema = settingsSchema()
  const at = (group: JsonSchema | undefined): JsonSchema | undefined =>
    path.split('.').reduce<JsonSchema | undefined>((inner, key) => below(inner)?.[key], group)
  return at(schema) !== undefined || at(schema.properties?.knowledgeBases?.items) !== undefined
}

function below(value: JsonSchema | undefined): Readonly<Record<string, JsonSchema>> | undefined {
  if (value?.propertyNames?.enum) return Object.fromEntries(value.propertyNames.enum.map((key) => [key, {}]))
  if (value?.properties) return value.properties
  if (value?.items) return below(value.items)
  return value?.anyOf?.map(below).find((each) => each !== undefined)
}

test('a setting named in the documents, exists', () => {
  const file = /\.(ts|md|yaml|yml|json|jsonl|db|env|ics|cjs|js|html|zip|png|txt|example)$/
  const unknown = written.flatMap(({ path, tree }) =>
    all(tree, 'inlineCode')
      .map(({ value }) => value.replace(/: .*$/, ''))
      .filter((value) => /^[a-z][A-Za-z]*(\.[a-zA-Z]+)+$/.test(value) && !file.test(value))
      .filter((value) => !isSetting(value))
      .map((value) => `${path}: \`${value}\``),
  )
  expect(unknown).toEqual([])
})

test('a variable named in the documents, is one that is read', () => {
  const ours = new Set(Object.keys(VARIABLES).flatMap((name) => [name, `${name}_FILE`]))
  const read = [...sources('src'), ...sources('tests'), ...sources('bench')].join('\n')
  const unknown = written.flatMap(({ path, text }) =>
    // `secrets.NAME` is a secret of a code host, whose name is the reader's choice.
    [...text.matchAll(/(?<!secrets\.)\b(?:NOTION|GOOGLE|MAGAM)_[A-Z_]*[A-Z]\b/g)]
      .map(([name]) => name)
      .filter((name) => !ours.has(name) && !new RegExp(`env\\.${name}\\b`).test(read))
      .map((name) => `${path}: ${name}`),
  )
  expect(unknown).toEqual([])
})

describe('an example of YAML', () => {
  const blocks = written.flatMap(({ path, tree }) =>
    all(tree, 'code')
      .filter(({ lang }) => lang === 'yaml')
      .map(({ value }) => [path, value.split('\n')[0] ?? '', value] as const),
  )
  test.each(blocks)('%s, `%s …`, is understood', (_path, _first, text) => {
    const { errors, warnings } = parseDocument(text)
    expect([...errors, ...warnings].map(String)).toEqual([])
    if (/^jobs:/m.test(text)) return
    expect(readConfig(wholeSettings(text), 'magam.yaml').problems).toEqual([])
  })
})

/** An example that shows a part, as settings that would hold it. An indented part belongs to a knowledge base. */
function wholeSettings(text: string): string {
  if (/^knowledgeBases:/m.test(text)) return text
  const base = `knowledgeBases:
  - name: example
    notion: { database: 0123456789abcdef0123456789abcdef }
    feed: { slug: example, title: Example }
`
  return base + text
}

test('a message in the first column of the troubleshooting page, is one that Magam gives', () => {
  const texts = [...sources('src'), ...sources('bench')]
  const messages = all(page('docs/troubleshooting.md').tree, 'tableRow')
    .flatMap((row) => (row.children[0] ? all(row.children[0], 'inlineCode') : []))
    .map(({ value }) => value)
  expect(messages.length).toBeGreaterThan(20)
  const unknown = messages.filter((message) => {
    // `…` stands for what differs: in the sources an expression of at most a line or two.
    const parts = message.split('…').map((part) => part.trim().replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'))
    const pattern = new RegExp(parts.join('[\\s\\S]{0,160}?'))
    return !texts.some((text) => pattern.test(text))
  })
  expect(unknown).toEqual([])
})

test('the dictionary, every type and function it names, stands where it says', () => {
  const missing = all(page('docs/dictionary.md').tree, 'link').flatMap(({ url, children: [name] }) => {
    if (name?.type !== 'inlineCode' || !/^\w+(\.\w+)?$/.test(name.value) || !url.endsWith('.ts')) return []
    const text = readFileSync(join(ROOT, 'docs', url), 'utf8')
    return name.value.split('.').every((part) => new RegExp(`\\b${part}\\b`).test(text)) ? [] : [name.value]
  })
  expect(missing).toEqual([])
})

test('what `npm start` prints according to the README, is what it prints', () => {
  const steady = (text: string) => text.replace(/ +/g, ' ').trimEnd()
  const golden = readFileSync(join(ROOT, 'tests/cli/golden/demo-alive.txt'), 'utf8').split('\n').map(steady)
  for (const path of ['README.md', 'README.ko.md']) {
    const shown = all(page(path).tree, 'code').filter(({ lang }) => lang === 'text')
    expect(shown).toHaveLength(1)
    const lines = (shown[0]?.value ?? '').split('\n').map(steady)
    let from = 0
    const strange = lines.filter((line) => {
      if (line === '' || line.trim() === '…') return false
      // A line that is cut ends in an ellipsis of ours.
      const begun = line.replace(/ ?…$/, '')
      const at = golden.findIndex((each, place) => place >= from && (each === line || each.startsWith(begun)))
      if (at < 0) return true
      from = at + 1
      return false
    })
    expect(strange).toEqual([])
  }
})
