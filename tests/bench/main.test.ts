import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { benchmarks } from '../../bench/index.ts'

const ROOT = join(import.meta.dirname, '..', '..')

const bench = (...argv: string[]) =>
  spawnSync(process.execPath, ['--expose-gc', 'bench/main.ts', ...argv], { cwd: ROOT, encoding: 'utf8' })

test('bench, --quick with one name, runs it and writes nothing', () => {
  const folder = mkdtempSync(join(tmpdir(), 'magam-bench-'))
  const run = bench('sandbox-requests', '--quick', '--out', join(folder, 'bench.md'))
  expect([run.status, run.stdout]).toEqual([0, ''])
  expect(run.stderr).toContain('events inserted: round 1 of 1')
  expect(readdirSync(folder)).toEqual([])
})

test('bench, a name that nobody has, is refused with the list of names', () => {
  const run = bench('nothing')
  expect([run.status, run.stdout]).toEqual([2, ''])
  expect(run.stderr).toContain('error: no such benchmark: nothing')
  expect(run.stderr).toContain('sandbox-requests')
})

test('every benchmark, is named as it is listed, in order of the alphabet', async () => {
  const names = Object.keys(benchmarks)
  expect(names).toEqual(names.toSorted())
  const loaded = await Promise.all(Object.values(benchmarks).map((load) => load()))
  expect(loaded.map((benchmark) => benchmark.name)).toEqual(names)
})
