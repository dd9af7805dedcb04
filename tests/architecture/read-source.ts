import { parseSync, Visitor } from 'rolldown/utils'

/** One file as the rules see it. `path` is relative to `src/`, with `/`. */
export type SourceFile = {
  readonly path: string
  /** What it imports, re-exports or loads later, types included; null for a load whose name only the run knows. */
  readonly imports: readonly (string | null)[]
  /** Uses of things outside: the clock, chance, the process, the network, timers, the screen. */
  readonly reaches: readonly Reach[]
}

export type Reach =
  | 'Date.now'
  | 'new Date()'
  | 'Math.random'
  | 'process'
  | 'process.exit'
  | 'printing'
  | 'fetch'
  | 'timer'
  | 'performance'

const GLOBALS: Readonly<Record<string, Reach>> = {
  process: 'process',
  fetch: 'fetch',
  performance: 'performance',
  console: 'printing',
  setTimeout: 'timer',
  setInterval: 'timer',
  setImmediate: 'timer',
  queueMicrotask: 'timer',
}

const MEMBERS: Readonly<Record<string, Reach>> = {
  'Date.now': 'Date.now',
  'Math.random': 'Math.random',
  'Temporal.Now': 'Date.now',
  'process.stdout': 'printing',
  'process.stderr': 'printing',
  'process.exit': 'process.exit',
  'process.exitCode': 'process.exit',
}

/** Reads one TypeScript source with a real parser: comments and strings never count, types do. Throws on a syntax error. */
export function readSource(path: string, text: string): SourceFile {
  const { program, module: parsed, errors } = parseSync(path, text)
  if (errors.length > 0) throw new SyntaxError(`${path}: ${errors[0]?.message}`)
  const imports: (string | null)[] = [
    ...parsed.staticImports.map((one) => one.moduleRequest.value),
    ...parsed.staticExports.flatMap((one) =>
      one.entries.flatMap((entry) => entry.moduleRequest?.value ?? []),
    ),
  ]
  const reaches: Reach[] = []
  const names = new Set<unknown>()
  const members = new Map<unknown, string>()
  new Visitor({
    ImportExpression(node) {
      imports.push(node.source.type === 'Literal' ? String(node.source.value) : null)
    },
    TSImportType(node) {
      imports.push(node.source.value)
    },
    MemberExpression(node) {
      if (node.computed) return
      names.add(node.property)
      if (node.object.type !== 'Identifier' || node.property.type !== 'Identifier') return
      const reach = MEMBERS[`${node.object.name}.${node.property.name}`]
      if (reach) reaches.push(reach)
      members.set(node.object, node.property.name)
    },
    Property(node) {
      if (!node.computed && !node.shorthand) names.add(node.key)
    },
    NewExpression(node) {
      if (node.callee.type !== 'Identifier' || node.callee.name !== 'Date') return
      if (node.arguments.length === 0) reaches.push('new Date()')
    },
    CallExpression(node) {
      if (node.callee.type === 'Identifier' && node.callee.name === 'Date') reaches.push('new Date()')
    },
    Identifier(node) {
      if (names.has(node)) return
      const reach = Object.hasOwn(GLOBALS, node.name) ? GLOBALS[node.name] : undefined
      if (reach) reaches.push(reach)
    },
  }).visit(program)
  return { path, imports: [...new Set(imports)], reaches: [...new Set(reaches)] }
}
