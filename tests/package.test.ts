import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const read = (name: string): unknown =>
  JSON.parse(readFileSync(join(import.meta.dirname, '..', name), 'utf8'))

const manifest = read('package.json') as {
  bin: Record<string, string>
  engines: Record<string, string>
  scripts: Record<string, string>
  allowScripts: Record<string, boolean>
  dependencies: Record<string, string>
  devDependencies: Record<string, string>
}

const lock = read('package-lock.json') as {
  packages: Record<
    string,
    { version?: string; hasInstallScript?: boolean; resolved?: string; license?: string; dev?: boolean }
  >
}

test('the manifest, its scripts, are the ten chores and no more', () => {
  const chores = ['start', 'test', 'check', 'bench', 'lint', 'format', 'build', 'sbom', 'score', 'soak']
  expect(Object.keys(manifest.scripts).toSorted()).toEqual(chores.toSorted())
})

test('the manifest, its dependencies, have exact versions, the ones that the lockfile holds', () => {
  const all = { ...manifest.dependencies, ...manifest.devDependencies }
  const locked = Object.keys(all).map((name) => [name, lock.packages[`node_modules/${name}`]?.version])
  expect(Object.fromEntries(locked)).toEqual(all)
})

test('the manifest, no dependency, is named twice', () => {
  const both = Object.keys(manifest.dependencies).filter((name) => name in manifest.devDependencies)
  expect(both).toEqual([])
})

test('what is brought along, every package of it, has its reason in the decisions', () => {
  const decisions = readFileSync(join(import.meta.dirname, '..', 'docs', 'decisions.md'), 'utf8')
  const [, table = ''] =
    /## \d+\. What is brought along[\s\S]*?\|---\|---\|---\|\n((?:\|.*\n)+)/.exec(decisions) ?? []
  const named = [...table.matchAll(/^\| (`.*?`) \|/gm)].flatMap(([, cell = '']) =>
    cell.replaceAll('`', '').split(', '),
  )
  expect(named.toSorted()).toEqual(Object.keys(manifest.dependencies).toSorted())
})

test('the check of a change, installs, with scripts refused that are not named', () => {
  const check = readFileSync(join(import.meta.dirname, '..', '.ci', 'run'), 'utf8')
  expect(check).toContain('\nnpm ci --strict-allow-scripts\n')
})

test('install scripts, of everything in the lockfile, are one, and it is the one allowed', () => {
  const scripted = Object.entries(lock.packages).filter(([, entry]) => entry.hasInstallScript)
  const names = scripted.map(([path]) => path.replace(/^.*node_modules\//, ''))
  expect(names).toEqual(['node'])
  expect(manifest.allowScripts).toEqual({ node: true })
})

/** Licences that let anybody use, change and pass on what Magam brings along; the fonts' one among them. */
const FREE = [
  'MIT',
  'MIT-0',
  'ISC',
  'Apache-2.0',
  'BSD',
  'BSD-2-Clause',
  'BSD-3-Clause',
  '0BSD',
  '(MIT OR CC0-1.0)',
  'OFL-1.1',
  'BlueOak-1.0.0',
]
/** What the tools of this checkout may have besides: none of it is passed on. */
const OF_TOOLS = [...FREE, 'MPL-2.0', 'MIT OR Apache-2.0']

test('licences, of everything in the lockfile, are known and free', () => {
  const odd = Object.entries(lock.packages)
    .filter(([path]) => path !== '')
    .filter(([, { license = 'none', dev }]) => !(dev ? OF_TOOLS : FREE).includes(license))
  expect(odd.map(([path, { license }]) => `${path}: ${license}`)).toEqual([])
})

test('the lockfile, every package, comes without an address of its own', () => {
  const addressed = Object.entries(lock.packages).filter(([, entry]) => entry.resolved !== undefined)
  expect(addressed.map(([path]) => path)).toEqual([])
})

test('the lockfile, packages for one platform, name every platform that the package lists', () => {
  const lists = Object.entries(lock.packages) as [string, { optionalDependencies?: Record<string, string> }][]
  const missing = lists.flatMap(([path, entry]) =>
    Object.keys(entry.optionalDependencies ?? {}).filter(
      (name) =>
        !(`${path}/node_modules/${name}` in lock.packages) && !(`node_modules/${name}` in lock.packages),
    ),
  )
  expect(missing).toEqual([])
})

test('Node, the one that npm brings, is what the manifest asks for', () => {
  const [, major = ''] = /^>=(\d+)$/.exec(manifest.engines.node ?? '') ?? []
  expect(manifest.devDependencies.node?.split('.')[0]).toBe(major)
  expect(readFileSync(join(import.meta.dirname, '..', '.nvmrc'), 'utf8').trim()).toBe(major)
})
