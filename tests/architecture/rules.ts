import { posix } from 'node:path'
import type { Reach, SourceFile } from './read-source.ts'

const EVERY_SOURCE_AND_SINK = ['sources', 'sources/*', 'sinks', 'sinks/*']

/**
 * Which rooms a room may import from. A folder below `sources/` or `sinks/` is a room of its own, so that two systems never meet there.
 * An import of `options.ts` is the file `options.ts` of any room.
 */
export const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  lib: [],
  documents: [],
  deadlines: ['lib'],
  programmes: ['documents', 'deadlines', 'lib'],
  plan: ['documents', 'programmes', 'deadlines', 'lib'],
  sources: ['sources/*', 'documents', 'plan', 'lib'],
  'sources/*': ['documents', 'plan', 'lib'],
  sinks: ['sinks/*', 'plan', 'lib'],
  'sinks/*': ['plan', 'lib'],
  state: ['plan', 'lib'],
  serve: ['sinks/public-feed', 'plan', 'lib'],
  settings: ['*/options', 'lib'],
  run: [
    'documents',
    'deadlines',
    'programmes',
    'plan',
    ...EVERY_SOURCE_AND_SINK,
    'state',
    'settings',
    'sandbox',
    'lib',
  ],
  sandbox: ['lib'],
  cli: ['run', 'settings', 'serve', 'sandbox', 'state', 'deadlines', 'programmes', 'plan', 'lib'],
  'main.ts': ['cli', 'lib'],
}

const PURE = ['documents', 'deadlines', 'programmes', 'plan']
const PRINTS = ['cli', 'main.ts']
const IMPURE: readonly Reach[] = [
  'Date.now',
  'new Date()',
  'Math.random',
  'process',
  'process.exit',
  'printing',
  'fetch',
  'timer',
  'performance',
]

/** The room of a path below `src/`: `plan`, `sinks/google-calendar`, or the name of a file that stands in no room. */
export function roomOf(path: string): string {
  const [first = '', second = '', third] = path.split('/')
  return (first === 'sources' || first === 'sinks') && third !== undefined ? `${first}/${second}` : first
}

const isOptions = (path: string) => posix.basename(path) === 'options.ts'

/** The path below `src/` that a relative import leads to; null for a package. */
function target(file: SourceFile, specifier: string): string | null {
  return specifier.startsWith('.') ? posix.join(posix.dirname(file.path), specifier) : null
}

/** Every import that goes where its room may not. */
export function wrongDirections(files: readonly SourceFile[]): string[] {
  return files.flatMap((file) => {
    const room = roomOf(file.path)
    const allowed = MAY_IMPORT[room] ?? MAY_IMPORT[room.replace(/\/.*/, '/*')]
    if (!allowed) return [`${file.path}: no room of the house`]
    return file.imports.flatMap((specifier) => {
      if (specifier === null) return [`${file.path}: imports what only the run knows`]
      const path = target(file, specifier)
      if (path === null) return []
      if (path.startsWith('..')) return [`${file.path}: leaves src for ${path}`]
      const to = roomOf(path)
      const ways = [to, to.replace(/\/.*/, '/*'), ...(isOptions(path) ? ['*/options'] : [])]
      return to === room || ways.some((way) => allowed.includes(way))
        ? []
        : [`${file.path}: may not import ${path}`]
    })
  })
}

/** Rooms that import each other in a ring, each ring once, as `a > b > a`. The options of a room count apart: settings read them. */
export function cycles(files: readonly SourceFile[]): string[] {
  const node = (path: string) => (isOptions(path) ? `${roomOf(path)}/options` : roomOf(path))
  const edges = new Map<string, Set<string>>()
  for (const file of files) {
    for (const specifier of file.imports) {
      const path = specifier === null ? null : target(file, specifier)
      if (path === null || roomOf(path) === roomOf(file.path)) continue
      edges.set(node(file.path), (edges.get(node(file.path)) ?? new Set()).add(node(path)))
    }
  }
  const rings = new Set<string>()
  const walk = (way: readonly string[]) => {
    for (const next of edges.get(way.at(-1) ?? '') ?? []) {
      const at = way.indexOf(next)
      if (at === -1) walk([...way, next])
      else rings.add(inOrder(way.slice(at)))
    }
  }
  for (const start of edges.keys()) walk([start])
  return [...rings].sort()
}

/** Files that import each other in a ring, types and later loads included: each knot of them once, in the order of the alphabet. */
export function knots(files: readonly SourceFile[]): string[] {
  const byPath = new Map(files.map((file) => [file.path, file]))
  const next = (file: SourceFile) =>
    file.imports.flatMap((specifier) => {
      const to = specifier === null ? null : target(file, specifier)
      return to === null ? [] : (byPath.get(to) ?? [])
    })
  const reached = new Map(files.map((file) => [file.path, allBelow(file, next)]))
  const together = files.map(({ path }) =>
    [...(reached.get(path) ?? [])].filter((other) => reached.get(other)?.has(path)),
  )
  return [...new Set(together.filter((knot) => knot.length > 0).map((knot) => knot.sort().join(', ')))].sort()
}

function allBelow(file: SourceFile, next: (file: SourceFile) => readonly SourceFile[]): Set<string> {
  const seen = new Set<string>()
  const open = [...next(file)]
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (seen.has(at.path)) continue
    seen.add(at.path)
    open.push(...next(at))
  }
  return seen
}

/** A ring written from its first name in the alphabet, so that it is found once wherever the walk began. */
function inOrder(ring: readonly string[]): string {
  const first = ring.indexOf(ring.toSorted()[0] ?? '')
  const turned = [...ring.slice(first), ...ring.slice(0, first)]
  return [...turned, turned[0]].join(' > ')
}

/** The root of `googleapis`, and `node:sqlite` in a second file. */
export function wrongPackages(files: readonly SourceFile[]): string[] {
  const roots = files.filter((file) => file.imports.includes('googleapis'))
  const [, ...more] = files.filter((file) => file.imports.includes('node:sqlite'))
  return [
    ...roots.map((file) => `${file.path}: imports the root of googleapis`),
    ...more.map((file) => `${file.path}: a second file with node:sqlite`),
  ]
}

/** What the pure rooms reach outside, themselves or through the files of `lib/` that they import. */
export function impurities(files: readonly SourceFile[]): string[] {
  const byPath = new Map(files.map((file) => [file.path, file]))
  const found = new Set<string>()
  const seen = new Set<string>()
  const look = (file: SourceFile) => {
    if (seen.has(file.path)) return
    seen.add(file.path)
    for (const reach of file.reaches) if (IMPURE.includes(reach)) found.add(`${file.path}: ${reach}`)
    for (const specifier of file.imports) {
      const hashes = specifier === 'node:crypto' && roomOf(file.path) === 'lib'
      if (specifier?.startsWith('node:') && !hashes) found.add(`${file.path}: ${specifier}`)
      const next = specifier === null ? undefined : byPath.get(target(file, specifier) ?? '')
      if (next && roomOf(next.path) === 'lib') look(next)
    }
  }
  for (const file of files) if (PURE.includes(roomOf(file.path))) look(file)
  return [...found].sort()
}

/** Printing and leaving the process, anywhere but at the door. */
export function printers(files: readonly SourceFile[]): string[] {
  return files
    .filter((file) => !PRINTS.includes(roomOf(file.path)))
    .flatMap((file) =>
      file.reaches
        .filter((reach) => reach === 'printing' || reach === 'process.exit')
        .map((reach) => `${file.path}: ${reach}`),
    )
}
