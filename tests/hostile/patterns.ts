import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type ESTree, parseSync, Visitor } from 'rolldown/utils'
import { vi } from 'vitest'

const ROOT = join(import.meta.dirname, '..', '..', 'src')

export type Pattern = { readonly place: string; readonly source: string; readonly flags: string }

export type Written = {
  readonly literals: readonly Pattern[]
  /** Where a pattern is put together from pieces; `inside` a function it cannot be seen by loading the file. */
  readonly built: readonly { readonly place: string; readonly inside: boolean }[]
}

/** Every regular expression in `src/`, those in the page's scripts included, found by a parser. */
export function writtenPatterns(folder = ROOT): Written {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(ts|js)$/.test(path))
    .sort()
    .map((path) => patternsIn(path.replaceAll('\\', '/'), readFileSync(join(folder, path), 'utf8')))
  return { literals: files.flatMap((file) => file.literals), built: files.flatMap((file) => file.built) }
}

export function patternsIn(place: string, text: string): Written {
  const literals: Pattern[] = []
  const built: { place: string; inside: boolean }[] = []
  let depth = 0
  const deeper = () => {
    depth += 1
  }
  const back = () => {
    depth -= 1
  }
  const call = ({ callee }: ESTree.NewExpression | ESTree.CallExpression) => {
    if (callee.type === 'Identifier' && callee.name === 'RegExp') built.push({ place, inside: depth > 0 })
  }
  new Visitor({
    Literal(node) {
      if (!('regex' in node)) return
      literals.push({ place, source: node.regex.pattern, flags: withoutState(node.regex.flags) })
    },
    NewExpression: call,
    CallExpression: call,
    FunctionDeclaration: deeper,
    FunctionExpression: deeper,
    ArrowFunctionExpression: deeper,
    'FunctionDeclaration:exit': back,
    'FunctionExpression:exit': back,
    'ArrowFunctionExpression:exit': back,
  }).visit(parseSync(place, text).program)
  return { literals, built }
}

/** What the files put together while they are loaded: `RegExp` is watched meanwhile. */
export async function builtPatterns(places: readonly string[]): Promise<readonly Pattern[]> {
  const seen: Pattern[] = []
  const Real = globalThis.RegExp
  vi.resetModules()
  globalThis.RegExp = new Proxy(Real, {
    construct(target, given: [string | RegExp, string?], newTarget) {
      const made = Reflect.construct(target, given, newTarget) as RegExp
      // The third line is who asked: what libraries put together is theirs.
      const caller = new Error().stack?.split('\n')[2]
      const place = places.find((path) => caller?.includes(`src/${path}`))
      if (place) seen.push({ place, source: made.source, flags: withoutState(made.flags) })
      return made
    },
  })
  try {
    for (const place of places) await import(join(ROOT, place))
  } finally {
    globalThis.RegExp = Real
  }
  return seen
}

const withoutState = (flags: string) => flags.replace(/[gy]/g, '')
