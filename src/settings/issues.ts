import type { z } from 'zod'
import type { Problem } from '../lib/failure.ts'
import { keysAt, purposeOf } from './json-schema.ts'
import { nearest } from './nearest.ts'
import { LOOKALIKE_MEND, LOOKALIKES, type YamlFile } from './yaml.ts'

type Issue = z.core.$ZodIssue

/** What Zod found wrong, in words for a person: place in the file, key, what is wrong, what would be right. */
export function problemsOf(issues: readonly Issue[], file: YamlFile): readonly Problem[] {
  return issues.flatMap((issue) => problems(issue, file))
}

function problems(issue: Issue, file: YamlFile): readonly Problem[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => unknownKey([...issue.path, key], file))
  }
  if (issue.code === 'invalid_key') return [unknownKey(issue.path, file)]
  const said = words(issue, file)
  return [{ what: `${file.place(issue.path)}: ${named(issue.path)}${said.what}`, hint: said.hint }]
}

function unknownKey(path: readonly PropertyKey[], file: YamlFile): Problem {
  const key = String(path.at(-1))
  const known = keysAt(path.slice(0, -1))
  const near = nearest(key, known)
  return {
    what: `${file.place(path, 'key')}: ${named(path.slice(0, -1))}unknown key \`${key}\``,
    hint: LOOKALIKES.test(key)
      ? LOOKALIKE_MEND
      : near
        ? `did you mean \`${near}\`?`
        : `known here: ${list(known)}`,
  }
}

function words(issue: Issue, file: YamlFile): { what: string; hint: string | null } {
  const found = valueAt(file.value, issue.path)
  if (issue.code === 'invalid_type' && found === undefined)
    return { what: 'is missing', hint: purposeOf(issue.path) }
  if (issue.code === 'invalid_type') {
    const hint = mendOf(issue.expected, found, issue.path.length === 0)
    return { what: `expected ${kindWords(issue.expected)}, found ${kindOf(found)}`, hint }
  }
  if (issue.code === 'invalid_value') {
    const values = issue.values.map(String)
    const near = nearest(String(found), values)
    return {
      what: `${show(found)} is not one of ${list(values)}`,
      hint: near ? `did you mean \`${near}\`?` : null,
    }
  }
  if (issue.code === 'invalid_union') return { what: unionWords(issue, found), hint: null }
  if (issue.code === 'invalid_format' && issue.message.includes('match pattern')) {
    return { what: `${show(found)} has not the form that is expected here`, hint: purposeOf(issue.path) }
  }
  const quoted = typeof found === 'string' && found.length <= 80 ? `${show(found)}: ` : ''
  return {
    what: `${quoted}${lowerFirst(issue.message.replace(/^Invalid (input|string): |\.$/g, ''))}`,
    hint: null,
  }
}

function mendOf(expected: string, found: unknown, isWhole: boolean): string | null {
  // An id of digits alone, or with one `e` among them, is a number to YAML.
  if (expected === 'string' && typeof found === 'number') return 'put it into quotes'
  if (typeof found === 'string' && LOOKALIKES.test(found)) return LOOKALIKE_MEND
  return isWhole ? 'write `key: value`, a key a line; `config/magam.example.yaml` shows how' : null
}

/** The alternatives of a union, when the union has no words of its own. */
function unionWords(issue: Extract<Issue, { code: 'invalid_union' }>, found: unknown): string {
  if (issue.message !== 'Invalid input') return `${show(found)}: ${lowerFirst(issue.message)}`
  const kinds = issue.errors.flatMap((each) =>
    each.flatMap((one) => (one.code === 'invalid_type' ? [kindWords(one.expected)] : [])),
  )
  return kinds.length > 0
    ? `expected ${[...new Set(kinds)].join(' or ')}, found ${kindOf(found)}`
    : `${show(found)} does not fit`
}

const KINDS: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: '`true` or `false`',
  array: 'a list',
  object: 'a group of keys',
  record: 'a group of keys',
  null: 'nothing',
}

const kindWords = (expected: string): string => KINDS[expected] ?? expected

function kindOf(value: unknown): string {
  if (value === null) return 'nothing'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object') return 'a group of keys'
  if (typeof value === 'string') return 'text'
  return `\`${String(value)}\``
}

function show(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? `\`${String(value).slice(0, 80)}\``
    : kindOf(value)
}

/** `knowledgeBases[0].calendar.id: `, or nothing at the top. */
function named(path: readonly PropertyKey[]): string {
  if (path.length === 0) return ''
  const text = path.reduce<string>(
    (name, step) =>
      typeof step === 'number' ? `${name}[${step}]` : name ? `${name}.${String(step)}` : String(step),
    '',
  )
  return `${text}: `
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (at, step) =>
      at !== null && typeof at === 'object' && Object.hasOwn(at, step) ? Reflect.get(at, step) : undefined,
    value,
  )
}

const list = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(', ')
const lowerFirst = (text: string): string =>
  /^[A-Z][a-z]/.test(text) ? text[0]?.toLowerCase() + text.slice(1) : text
