import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Root } from 'mdast'
import { benchmarks } from '../../bench/index.ts'
import { commandTree } from '../../src/cli/command-tree.ts'
import { all, type Page, ROOT, shellLines } from './pages.ts'

/** The chores of package.json. */
export const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
  readonly scripts: Readonly<Record<string, string>>
}

const OURS = /^(?:npx |node bin\/)?magam(?:\.cjs)? (?=[a-z])/

/** The words of a command line; quotes are taken off. */
export const words = (line: string): readonly string[] =>
  [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '')

/** The commands of a page's shell blocks, each by itself; ours begin with `magam` however they are written. */
export function typedIn(page: Page): readonly string[] {
  return shellLines(page)
    .flatMap((line) => line.split('&&'))
    .map((line) => line.trim().replace(OURS, 'magam '))
}

/** Commands within sentences and tables, and within files to copy such as a workflow. */
export function spokenIn(tree: Root): readonly string[] {
  const inline = all(tree, 'inlineCode')
    .map(({ value }) => value)
    .filter((value) => OURS.test(value) || /^np[mx] [a-z]+( |$)/.test(value))
    .filter((value) => !value.endsWith('…') && value !== 'npx magam')
  const copied = all(tree, 'code')
    .filter(({ lang }) => lang === 'yaml' || lang === 'ini')
    .flatMap(({ value }) => value.match(/(?:npx magam|node bin\/magam\.cjs) [^&\n]+|npm ci/g) ?? [])
  return [...inline, ...copied].map((line) => line.trim().replace(OURS, 'magam '))
}

/** Why a line is no command of ours with options that it takes, or null; null also for what is no `magam` at all. */
export function commandTrouble(line: string): string | null {
  const [tool, name = '', ...rest] = words(line)
  if (tool !== 'magam') return null
  const group = commandTree().children.find(({ path }) => path === name)
  const node = group?.children.find(({ path }) => path === `${name} ${rest[0]}`) ?? group
  if (node === undefined) return 'no such command'
  const unknown = rest
    .filter((word) => word.startsWith('--'))
    .filter((word) => !node.options.some(({ long }) => long === word))
  return unknown.length === 0 ? null : `no option ${unknown.join(', ')}`
}

/** Why a line is no chore of this repository, or null; null also for a command of ours. */
export function choreTrouble(line: string): string | null {
  const [tool = '', verb = '', ...rest] = words(line)
  if (tool === 'magam') return null
  if (tool === 'npx' && verb === 'vitest') return missingTests(rest.slice(1))
  if (tool !== 'npm') return 'neither a script nor Magam'
  // npm's own.
  if (['ci', 'audit'].includes(verb)) return null
  const script = verb === 'run' ? (rest.find((word) => !word.startsWith('-')) ?? '') : verb
  if (!(script in scripts)) return 'no such script'
  const [, benchmark = ''] = line.split(' -- ')
  const named = script === 'bench' && benchmark !== '' && !isPlaceholder(benchmark)
  return named && !(benchmark in benchmarks) ? 'no such benchmark' : null
}

const isPlaceholder = (text: string): boolean => /[A-Z]{4}|…/.test(text)

function missingTests(args: readonly string[]): string | null {
  const paths = args.filter((arg) => !arg.startsWith('-') && !isPlaceholder(arg))
  return paths.every((path) => existsSync(join(ROOT, path))) ? null : 'no such tests'
}
