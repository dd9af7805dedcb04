import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { all, page } from './pages.ts'

type Step = {
  readonly name?: string
  readonly uses?: string
  readonly run?: string
  readonly if?: string
  readonly with?: { readonly path?: string }
}
type Workflow = {
  readonly concurrency: string
  readonly permissions: Readonly<Record<string, string>>
  readonly jobs: {
    readonly sync: { readonly environment: { readonly name: string }; readonly steps: readonly Step[] }
  }
}

const [text = ''] = all(page('docs/operating.md').tree, 'code')
  .map(({ value }) => value)
  .filter((value) => value.startsWith('name: magam\n'))
const { concurrency, permissions, jobs } = parse(text) as Workflow
const { environment, steps } = jobs.sync

/** The first versions that run on Node 24: GitHub took Node 20 off its runners in September 2026. */
const OLDEST: Readonly<Record<string, number>> = {
  'actions/checkout': 5,
  'actions/setup-node': 5,
  'actions/cache': 5,
  'actions/upload-pages-artifact': 5,
  'actions/deploy-pages': 5,
}

test('the workflow, has what deploying pages takes, and one run at a time', () => {
  expect({ concurrency, permissions, environment }).toEqual({
    concurrency: 'magam',
    permissions: { contents: 'read', pages: 'write', 'id-token': 'write' },
    environment: { name: 'github-pages' },
  })
  expect(
    steps.map(
      ({ name, uses, run }) => name ?? uses?.replace(/@.*/, '') ?? run?.split(' ').slice(0, 2).join(' '),
    ),
  ).toEqual([
    'actions/checkout',
    'actions/setup-node',
    'npm ci',
    'actions/cache',
    'open the state',
    "printf '%s'",
    'npx magam',
    'cat "$RUNNER_TEMP/report.txt"',
    'close the state',
    'actions/upload-pages-artifact',
    'actions/deploy-pages',
  ])
})

test('the actions of the workflow, are of versions that GitHub still runs', () => {
  const old = steps.flatMap(({ uses = '' }) => {
    const [name = '', version] = uses.split('@v')
    return uses !== '' && !(Number(version) >= (OLDEST[name] ?? Number.POSITIVE_INFINITY)) ? [uses] : []
  })
  expect(old).toEqual([])
})

test('in a public repository, neither the cache nor the log holds what is not published', () => {
  const cached = steps.flatMap(({ uses, with: given }) =>
    uses?.startsWith('actions/cache@') ? [given?.path] : [],
  )
  expect(cached).toEqual(['state'])
  const told = steps.filter(({ run }) => run?.startsWith('cat '))
  expect(told.map((step) => step.if)).toEqual(['always() && github.event.repository.private'])
  const syncs = steps.flatMap(({ run }) => run?.match(/magam sync[^&]*/g) ?? [])
  expect(syncs).toEqual([expect.stringMatching(/^magam sync > /)])
})

const HAS_OPENSSL = spawnSync('openssl', ['version']).status === 0

test.skipIf(!HAS_OPENSSL)(
  'the state, is kept encrypted and opened again; with another key a run begins without it',
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'magam-workflow-'))
    const step = (name: string, STATE_KEY: string) => {
      const run = steps.find((each) => each.name === name)?.run ?? 'false'
      return spawnSync('bash', ['-e', '-c', run], { cwd: folder, env: { PATH: process.env.PATH, STATE_KEY } })
        .status
    }
    const state = join(folder, 'data/magam.db')
    const secret = `SQLite format 3\u0000${'사내 공고 '.repeat(100)}`
    expect(step('open the state', 'one')).toBe(0)
    expect(existsSync(state)).toBe(false)
    writeFileSync(state, secret)
    expect(step('close the state', 'one')).toBe(0)
    expect(readFileSync(join(folder, 'state/magam.enc')).includes('공고')).toBe(false)
    rmSync(state)
    expect(step('open the state', 'one')).toBe(0)
    expect(readFileSync(state, 'utf8')).toBe(secret)
    expect([step('open the state', 'another'), existsSync(state)]).toEqual([0, false])
    expect(step('open the state', '')).not.toBe(0)
    rmSync(folder, { recursive: true })
  },
)
