import { isMap, isScalar, LineCounter, type Node, type Pair, parseDocument, visit } from 'yaml'
import type { Problem } from '../lib/failure.ts'
import { scrubber } from '../lib/scrub.ts'

/** A text of YAML read as data, with the places of its parts. */
export type YamlFile = {
  readonly value: unknown
  readonly problems: readonly Problem[]
  /** `line:column` of a value, or of the key itself, counted from 1; of the nearest part above when it is not there. */
  place(path: readonly PropertyKey[], part?: 'key' | 'value'): string
  /** Every text in the file with its key and place. */
  readonly texts: readonly { readonly key: string; readonly text: string; readonly place: string }[]
}

/** An agency's ten thousand knowledge bases take three or four million. */
const MAX_CHARACTERS = 16_000_000
const MAX_ALIASES = 100
/** After so many mistakes of syntax the rest are echoes of the first. */
const MAX_MISTAKES = 10

/**
 * Reads YAML 1.2 strictly: no tags of one's own, no repeated keys, one document, few aliases (a short text of aliases to
 * aliases can stand for gigabytes). All mistakes at once, each as `line:column: words`; the words never quote the text.
 */
export function readYaml(text: string): YamlFile {
  if (text.length > MAX_CHARACTERS)
    return broken([problem('1:1', 'the file is larger than a settings file can be')])
  const lines = new LineCounter()
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset)
    return `${line}:${col}`
  }
  try {
    const document = parseDocument(text, {
      lineCounter: lines,
      prettyErrors: false,
      // What there is to say is said below: the library would print it by itself, secrets and all.
      logLevel: 'error',
      schema: 'core',
      version: '1.2',
    })
    const mistakes = [...document.errors, ...document.warnings].slice(0, MAX_MISTAKES)
    if (mistakes.length > 0) {
      const rows = text.split('\n')
      const told = new Set<number>()
      return broken(
        mistakes.flatMap(({ pos, message }) => {
          const { line } = lines.linePos(pos[0])
          const hint = mendOf(rows[line - 1] ?? '', rows[line - 2] ?? '', message)
          // What follows on a line whose mend is known are echoes.
          if (told.has(line)) return []
          if (hint !== null) told.add(line)
          return [{ ...problem(at(pos[0]), scrubber([])(message)), hint }]
        }),
      )
    }
    return {
      value: document.toJS({ maxAliasCount: MAX_ALIASES }),
      problems: [],
      place: (path, part = 'value') => at(offsetOf(document.contents, path, part)),
      texts: textsIn(document.contents, at),
    }
  } catch (error) {
    // The library throws for what would not fit: too many aliases, too deep a nesting.
    const deep = error instanceof RangeError
    return broken([
      problem('1:1', deep ? 'the file is nested too deeply' : 'the file holds too many aliases'),
    ])
  }
}

/** Letters that other programs put in the place of a space, a colon or a quotation mark. */
export const LOOKALIKES = /[\u00a0\u2000-\u200b\u3000：“”‘’]/u

/** What to do about the mistakes that people make most, by the library's words and the line they are about. */
function mendOf(row: string, above: string, message: string): string | null {
  if (/alias/.test(message) && /:\s*\*/.test(row)) {
    return 'a value that begins with `*` goes into quotes, such as `schedule: "*/10 * * * *"`'
  }
  if (/^Tabs /.test(message)) return 'indent with spaces'
  // Other quotation marks are letters like any, and break no syntax.
  if (LOOKALIKES.test(`${above}${row}`.replace(/[“”‘’]/gu, ''))) return LOOKALIKE_MEND
  if (/^Nested mappings/.test(message)) {
    return 'a value that holds a colon and a space goes into quotes; a key of its own goes on a line of its own, indented like its neighbours'
  }
  return null
}

export const LOOKALIKE_MEND =
  'a space, a colon or a quotation mark here or on the line above only looks like the plain one: type it anew'

const problem = (place: string, words: string): Problem => ({ what: `${place}: ${words}`, hint: null })

const broken = (problems: readonly Problem[]): YamlFile => ({
  value: null,
  problems,
  place: () => '1:1',
  texts: [],
})

function offsetOf(contents: Node | null, path: readonly PropertyKey[], part: 'key' | 'value'): number {
  let node: unknown = contents
  let offset = contents?.range?.[0] ?? 0
  path.forEach((step, depth) => {
    const pair = isMap(node) ? node.items.find((each) => keyOf(each) === String(step)) : undefined
    const wantsKey = part === 'key' && depth === path.length - 1
    const found = pair ? (wantsKey ? pair.key : (pair.value ?? pair.key)) : childOf(node, step)
    node = found
    offset = rangeStart(found) ?? offset
  })
  return offset
}

const keyOf = (pair: Pair): string => (isScalar(pair.key) ? String(pair.key.value) : '')

function childOf(node: unknown, step: PropertyKey): unknown {
  const has = node !== null && typeof node === 'object' && 'items' in node && Array.isArray(node.items)
  return has && typeof step === 'number' ? (node.items as unknown[])[step] : undefined
}

function rangeStart(node: unknown): number | undefined {
  return (node as Node | null | undefined)?.range?.[0]
}

function textsIn(contents: Node | null, at: (offset: number) => string): YamlFile['texts'] {
  const texts: { key: string; text: string; place: string }[] = []
  visit(contents, {
    Scalar(position, node, path) {
      const pair = [...path].reverse().find((each): each is Pair => 'key' in each && 'value' in each)
      const key = position === 'key' || !pair ? '' : keyOf(pair)
      if (typeof node.value === 'string')
        texts.push({ key, text: node.value, place: at(node.range?.[0] ?? 0) })
    },
  })
  return texts
}
