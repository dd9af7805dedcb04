import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { all, page } from './pages.ts'

type Step = { readonly uses?: string; readonly run?: string; readonly if?: string; readonly with?: unknown }
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
    steps.map(({ uses, run }) => uses?.replace(/@.*/, '') ?? run?.split(' ').slice(0, 2).join(' ')),
  ).toEqual([
    'actions/checkout',
    'actions/setup-node',
    'npm ci',
    'actions/cache',
    "printf '%s'",
    'npx magam',
    'cat "$RUNNER_TEMP/report.txt"',
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
  const isPrivate = /github\.event\.repository\.private$/
  const keeps = steps.filter(({ uses, run }) => uses?.startsWith('actions/cache@') || run?.startsWith('cat '))
  expect(keeps.map((step) => isPrivate.test(step.if ?? ''))).toEqual([true, true])
  const syncs = steps.flatMap(({ run }) => run?.match(/magam sync[^&]*/g) ?? [])
  expect(syncs).toEqual([expect.stringMatching(/^magam sync > /)])
})
