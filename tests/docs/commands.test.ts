import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { checkout } from './checkout.ts'
import { choreTrouble, commandTrouble, scripts, spokenIn, typedIn, words } from './command-lines.ts'
import { pages, ROOT } from './pages.ts'

/** What is typed beside a command where a person, a fixed port or another file would otherwise be needed. */
const BESIDE: Readonly<Record<string, readonly string[]>> = {
  // A person answers the questions: flags do. Where a person's files would be replaced, others are written.
  init: ['--yes', '--config', 'drafted/magam.yaml'],
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

/** The commands of the shell blocks, each once, with the first page that holds it. */
const lines = [
  ...new Map(
    pages().flatMap((page) => typedIn(page).map((line) => [line, [page.path, line] as const])),
  ).values(),
]

/** Lines for the shell itself, run as they are. */
const SHELL = /^(cp|chmod|node -p) /

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
        ...(name === 'init' && !args.includes('--add') ? ['--overwrite'] : []),
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

test('a command in a sentence or in a file to copy, names commands, options and chores there are', () => {
  expect(pages().flatMap(({ path, tree }) => spokenIn(tree).flatMap((line) => trouble(path, line)))).toEqual(
    [],
  )
})

const trouble = (path: string, line: string): readonly string[] => {
  const why = commandTrouble(line) ?? choreTrouble(line)
  return why === null ? [] : [`${path}: \`${line}\`: ${why}`]
}
