import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { commands } from '../../src/cli/commands.ts'
import { SHAPES } from '../../src/cli/shapes.ts'
import { openStore } from '../../src/state/open.ts'
import { magam } from './magam.ts'

const folder = mkdtempSync(join(tmpdir(), 'magam-shapes-'))
afterAll(() => rmSync(folder, { recursive: true }))

test.each(Object.entries(SHAPES))('the JSON Schema of %s, is that of this version', async (name, shape) => {
  const schema = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: `magam ${name} --json`,
    ...z.toJSONSchema(shape),
  }
  await expect(`${JSON.stringify(schema, null, 2)}\n`).toMatchFileSnapshot(`../../docs/schema/${name}.json`)
})

test('every command, has a shape', () => {
  const without = commands.map(({ name }) => name.replace(' ', '-')).filter((name) => !(name in SHAPES))
  expect(without).toEqual([])
})

/** Every line of stdout, held against the shape; what does not fit is shown. */
const holds = (name: string, stdout: string) => {
  const lines = stdout.split('\n').filter(Boolean)
  expect(lines.length).toBeGreaterThan(0)
  for (const line of lines) {
    const checked = SHAPES[name]?.safeParse(JSON.parse(line))
    expect(checked?.error === undefined ? null : z.prettifyError(checked.error)).toBeNull()
  }
}

describe('what is printed with --json, has its shape', () => {
  const env = { MAGAM_DATABASE_URL: `file:${join(folder, 'magam.db')}` }
  test('demo', async () => {
    holds('demo', (await magam(['demo', '--once', '--json'])).stdout)
  })
  test('explain', async () => {
    holds(
      'explain',
      (await magam(['explain', '1차 2023.3.1~3.5, 2차 4.1~4.5', '--title', '2023', '--json'])).stdout,
    )
    const stdin = '{"id":1,"text":"1차 2023.3.1~3.5, 2차 2023.4.1~4.5"}\n{"id":2,"text":"4월 중"}'
    holds('explain-jsonl', (await magam(['explain', '--jsonl'], { stdin })).stdout)
  })
  test('history and backup', async () => {
    const store = await openStore(env.MAGAM_DATABASE_URL)
    const run = {
      id: 'r1',
      knowledgeBase: 'kb',
      trigger: 'hand',
      startedAt: '2026-11-25T00:00:00Z',
      endedAt: null,
      result: 'running',
      json: '{"writes":0}',
    } as const
    await store.startRun(run)
    await store.startRun({ ...run, id: 'r2', endedAt: '2026-11-25T00:00:03Z', result: 'done' })
    await store.close()
    holds('history', (await magam(['history', '--json'], { env })).stdout)
    holds('history-run', (await magam(['history', 'r2', '--json'], { env })).stdout)
    holds('backup', (await magam(['backup', join(folder, 'copy.db'), '--json'], { env })).stdout)
  })
  test('completion', async () => {
    holds('completion', (await magam(['completion', 'zsh', '--json'])).stdout)
  })
  test('doctor, without settings, is exit code 2 as with every other command', async () => {
    const { code, stdout } = await magam(['doctor', '--json', '--config', join(folder, 'none.yaml')], { env })
    holds('doctor', stdout)
    expect(code).toBe(2)
  })
})

describe('history for people', () => {
  const env = { MAGAM_DATABASE_URL: `file:${join(folder, 'history.db')}` }
  test('runs, are listed newest first with what became of them', async () => {
    const store = await openStore(env.MAGAM_DATABASE_URL)
    for (const [id, startedAt, endedAt, result] of [
      ['r1', '2026-11-25T00:00:00.000Z', '2026-11-25T00:00:03.400Z', 'done'],
      ['r2', '2026-11-25T01:00:00.000Z', null, 'running'],
      ['r3', '2026-11-25T02:00:00.000Z', '2026-11-25T02:01:00.000Z', 'refused'],
    ] as const) {
      await store.startRun({
        id,
        knowledgeBase: '창업',
        trigger: 'schedule',
        startedAt,
        endedAt,
        result,
        json: '{"writes":1}',
      })
    }
    await store.close()
    expect(
      (await magam(['history'], { env })).stdout,
    ).toBe(`RUN  KNOWLEDGE BASE  STARTED                  TOOK   BY        RESULT
r3   창업            2026-11-25 02:00:00 UTC  60 s   schedule  refused
r2   창업            2026-11-25 01:00:00 UTC  -      schedule  running
r1   창업            2026-11-25 00:00:00 UTC  3.4 s  schedule  done
`)
    expect((await magam(['history', 'r1'], { env })).stdout).toContain('"writes": 1')
    expect((await magam(['history', '--knowledge-base', 'other'], { env })).stdout).toBe('')
  })
  test('long ids, are shown as short as tells them apart, and any beginning of one alone names it', async () => {
    const env = { MAGAM_DATABASE_URL: `file:${join(folder, 'long-ids.db')}` }
    const store = await openStore(env.MAGAM_DATABASE_URL)
    const ids = [
      '1f3b2c4d-0000-4000-8000-000000000001',
      '1f3b2c4d-0000-4000-8000-000000000002',
      '9c000000-0000-4000-8000-000000000003',
    ]
    for (const [at, id] of ids.entries()) {
      await store.startRun({
        id,
        knowledgeBase: '창업',
        trigger: 'hand',
        startedAt: `2026-11-25T0${at}:00:00.000Z`,
        endedAt: null,
        result: 'running',
        json: '{}',
      })
    }
    await store.close()
    const words = async (...args: string[]) => magam(['history', ...args], { env })
    expect((await words('--limit', '1')).stdout).toContain('\n9c000000  창업')
    expect((await words()).stdout).toContain(`\n${ids[1]}  창업`)
    const shown = (await words('9c')).stdout
    expect([
      shown.includes(ids[2] ?? ''),
      (await words('9c000000')).stdout,
      (await words(ids[2] ?? '')).stdout,
    ]).toEqual([true, shown, shown])
    expect(await words('1f3b2c4d')).toEqual({
      code: 2,
      stdout: '',
      stderr: `error: several runs begin with \`1f3b2c4d\`
  ${ids[1]}  창업, 2026-11-25 01:00:00 UTC
  ${ids[0]}  창업, 2026-11-25 00:00:00 UTC

hint: give more letters of the one you mean
`,
    })
    expect((await words('')).code).toBe(2)
    const none = (stderr: string) => ({ code: 0, stdout: '', stderr })
    expect(await words('--knowledge-base', '창엽')).toEqual(none('No run of `창엽`: did you mean `창업`?\n'))
    expect(await words('--knowledge-base', 'x')).toEqual(none('No run of `x`: there are runs of `창업`.\n'))
    const listed = JSON.parse((await words('--json')).stdout) as { id: string }[]
    expect(listed.map(({ id }) => id)).toEqual(ids.toReversed())
  })
  test('a name without a run, is told which was meant, however long that one had no run', async () => {
    const env = { MAGAM_DATABASE_URL: `file:${join(folder, 'many-runs.db')}` }
    const store = await openStore(env.MAGAM_DATABASE_URL)
    await store.transaction(async (inside) => {
      for (let n = 0; n < 300; n += 1)
        await inside.startRun({
          id: `run-${n}`,
          knowledgeBase: n === 0 ? '창업' : `base-${n % 25}`,
          trigger: 'hand',
          startedAt: new Date(Date.UTC(2026, 10, 25, 0, n)).toISOString(),
          endedAt: null,
          result: 'running',
          json: '{}',
        })
    })
    await store.close()
    const words = async (name: string) => (await magam(['history', '--knowledge-base', name], { env })).stderr
    expect(await words('창엽')).toBe('No run of `창엽`: did you mean `창업`?\n')
    expect(await words('x')).toMatch(
      /^No run of `x`: there are runs of (`base-\d+`, ){19}`base-\d+` and 6 more\.\n$/,
    )
  })
  test('a run with a whole report, is told in words', async () => {
    const demo = await magam(['demo', '--once', '--json'])
    const { first } = JSON.parse(demo.stdout) as { first: { id: string; knowledgeBase: string } }
    const store = await openStore(env.MAGAM_DATABASE_URL)
    await store.startRun({
      id: 'full',
      knowledgeBase: first.knowledgeBase,
      trigger: 'hand',
      startedAt: '2026-11-25T00:00:00Z',
      endedAt: '2026-11-25T00:00:03Z',
      result: 'done',
      json: JSON.stringify({ ...first, writes: 8 }),
    })
    await store.close()
    const { stdout } = await magam(['history', 'full'], { env })
    expect(stdout).toContain('Google Calendar: 8 added')
    expect(stdout).toContain('2023 Weconomy Startup Challenge')
  })
  test('no state yet, is said and none is made', async () => {
    const none = { MAGAM_DATABASE_URL: `file:${join(folder, 'none.db')}` }
    expect(await magam(['history'], { env: none })).toEqual({
      code: 0,
      stdout: '',
      stderr: 'No run yet. `magam sync` makes one.\n',
    })
    expect((await magam(['backup', join(folder, 'copy2.db')], { env: none })).stderr).toContain(
      'nothing to copy',
    )
    expect(existsSync(join(folder, 'none.db'))).toBe(false)
  })
  test('a run that is not there, says how to list those that are', async () => {
    expect(await magam(['history', 'r9'], { env })).toEqual({
      code: 2,
      stdout: '',
      stderr:
        'error: there is no run `r9`\n\nhint: `magam history` lists those there are; old ones are not kept for ever\n',
    })
  })
})
