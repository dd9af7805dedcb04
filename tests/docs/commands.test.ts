import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { benchmarks } from '../../bench/index.ts'
import { type CommandNode, commandTree } from '../../src/cli/command-tree.ts'
import { checkout } from './checkout.ts'
import { all, pages, ROOT, shellLines } from './pages.ts'

/** What is typed beside a command where a person, a fixed port or another file would otherwise be needed. */
const BESIDE: Readonly<Record<string, readonly string[]>> = {
  // A person answers the questions: flags do. Where a person's files would be replaced, others are written.
  init: ['--yes', '--config', 'drafted/magam.yaml', '--overwrite'],
  // The port may be taken on this machine.
  serve: ['--port', '0'],
  demo: ['--port', '0'],
}

/** Command lines that cannot be run here, and why. */
const NOT_RUN: Readonly<Record<string, string>> = {
  'npm ci': 'needs the package registry; every test here runs on what it installed',
  'npm test': 'is what runs this test',
  'magam worker --concurrency 16': 'needs a PostgreSQL server; tests/run/queued-jobs.test.ts runs its work',
}

const words = (line: string): readonly string[] =>
  [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '')

/** The commands of a page's shell blocks, each by itself: `npx magam` and `node bin/magam.cjs` are `magam`. */
const typed = pages().flatMap((page) =>
  shellLines(page)
    .flatMap((line) => line.split('&&'))
    .map((line) => line.trim().replace(/^(npx magam|node bin\/magam\.cjs)\b/, 'magam'))
    .map((line) => [page.path, line] as const),
)
const lines = [...new Map(typed.map((each) => [each[1], each])).values()]
const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
  scripts: Record<string, string>
}

/** Lines for the shell itself, run as they are. */
const SHELL = /^(cp|chmod|printf|node -p) /

const clone = mkdtempSync(join(tmpdir(), 'magam-clone-'))
let here: Awaited<ReturnType<typeof checkout>>
beforeAll(async () => {
  for (const file of ['.env.example', 'config/magam.example.yaml']) {
    cpSync(join(ROOT, file), join(clone, file))
  }
  here = await checkout()
  const { code, stderr } = await here.run(['sync'])
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
})
afterAll(async () => {
  rmSync(clone, { recursive: true })
  await here.close()
})

describe('a command line of the documents', () => {
  test.each(lines.filter(([, line]) => line.startsWith('magam ') && !(line in NOT_RUN)))(
    '%s, `%s`, does what it says',
    async (_page, line) => {
      const [, ...args] = words(line)
      const name = Object.keys(BESIDE).find((each) => args[0] === each) ?? ''
      const silent = name === 'init' && !args.some((arg) => ['--google', '--key-file'].includes(arg))
      const { code, stderr } = await here.run([
        ...args,
        ...(BESIDE[name] ?? []),
        ...(silent ? ['--google', 'none'] : []),
      ])
      expect({ code, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, stderr: '' })
    },
  )

  test.each(lines.filter(([, line]) => line.startsWith('npm start')))(
    '%s, `%s`, does the whole job',
    async (_page, line) => {
      expect(scripts.start).toBe('node src/main.ts demo')
      const [, , , ...args] = words(line)
      const { code, stdout } = await here.run(['demo', ...args, '--once'])
      expect(code).toBe(0)
      expect(stdout).toContain('Ran again\n  nothing to change')
    },
  )

  test.each(lines.filter(([, line]) => SHELL.test(line)))(
    '%s, `%s`, works in a fresh clone',
    (_page, line) => {
      const { status, stderr } = spawnSync('bash', ['-c', line], { cwd: clone, encoding: 'utf8' })
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    },
  )

  test.each(
    lines.filter(([, line]) => !/^(magam|npm start)\b/.test(line) && !SHELL.test(line) && !(line in NOT_RUN)),
  )('%s, `%s`, is a chore of this repository', (_page, line) => {
    expect(choreTrouble(line)).toBeNull()
  })

  test('that is not run, is still in the documents', () => {
    const there = new Set(lines.map(([, line]) => line))
    expect(Object.keys(NOT_RUN).filter((line) => !there.has(line))).toEqual([])
  })
})

/** Why a line is no chore of ours, or null. */
function choreTrouble(line: string): string | null {
  const [tool = '', verb = '', ...rest] = words(line)
  const [name = ''] = rest
  if (tool === 'npx' && verb === 'vitest') return missingTests(rest.slice(1))
  if (tool !== 'npm') return 'neither a script nor Magam'
  if (verb === 'ci') return null
  const script = verb === 'run' ? name : verb
  if (!(script in scripts)) return 'no such script'
  const [benchmark] = line.split(' -- ').slice(1)
  if (script !== 'bench' || benchmark === undefined || isPlaceholder(benchmark)) return null
  return benchmark in benchmarks ? null : 'no such benchmark'
}

const isPlaceholder = (text: string): boolean => /[A-Z]{4}|…/.test(text)

function missingTests(args: readonly string[]): string | null {
  const paths = args.filter((arg) => !arg.startsWith('-') && !isPlaceholder(arg))
  return paths.every((path) => existsSync(join(ROOT, path))) ? null : 'no such tests'
}

/** Commands within sentences and tables. */
const spoken = pages().flatMap((page) =>
  all(page.tree, 'inlineCode')
    .map(({ value }) => value)
    .filter((value) => /^(npx |node bin\/)?magam(\.cjs)? [a-z]|^np[mx] [a-z]+ |^npm [a-z]+$/.test(value))
    .filter((value) => !value.endsWith('…'))
    .map((value) => [page.path, value] as const),
)

test('a command in a sentence, names commands, options and chores there are', () => {
  const tree = commandTree()
  const trouble = spoken.flatMap(([path, line]) => {
    const ours = /(?:^|^npx |^node bin\/)magam(?:\.cjs)? (.*)/.exec(line)?.[1]
    const why = ours === undefined ? choreTrouble(line) : optionTrouble(tree, words(ours))
    return why === null ? [] : [`${path}: \`${line}\`: ${why}`]
  })
  expect([...new Set(trouble)]).toEqual([])
})

/** Why these words name no command with these options, or null. */
function optionTrouble(tree: CommandNode, args: readonly string[]): string | null {
  if (args[0]?.startsWith('-')) return null
  const [name = '', ...rest] = args
  const group = tree.children.find(({ path }) => path === name)
  const node = group?.children.find(({ path }) => path === `${name} ${rest[0]}`) ?? group
  if (node === undefined) return 'no such command'
  const unknown = rest
    .filter((word) => word.startsWith('--'))
    .filter((word) => !node.options.some(({ long }) => long === word.replace(/=.*/, '')))
  return unknown.length === 0 ? null : `no option ${unknown.join(', ')}`
}
