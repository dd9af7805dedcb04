import { readdirSync, readFileSync } from 'node:fs'
import { join, sep } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readSource, type SourceFile } from './architecture/read-source.ts'
import {
  cycles,
  impurities,
  knots,
  MAY_IMPORT,
  printers,
  wrongDirections,
  wrongPackages,
} from './architecture/rules.ts'

const SRC = join(import.meta.dirname, '..', 'src')

const house: readonly SourceFile[] = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts'))
  .map((path) => readSource(path.replaceAll(sep, '/'), readFileSync(join(SRC, path), 'utf8')))

describe('the house', () => {
  test('every import, goes in a direction that its room allows', () => {
    expect(wrongDirections(house)).toEqual([])
  })

  test('the rooms, followed from import to import, never lead back', () => {
    expect(cycles(house)).toEqual([])
  })

  test('the files, followed from import to import, never lead back', () => {
    expect(knots(house)).toEqual([])
  })

  test('packages, googleapis comes by its calendar subpath and node:sqlite in one file', () => {
    expect(wrongPackages(house)).toEqual([])
  })

  test('the pure rooms, with what they use of lib, reach nothing outside', () => {
    expect(impurities(house)).toEqual([])
  })

  test('printing and leaving, happen at the door only', () => {
    expect(printers(house)).toEqual([])
  })

  test('the table of directions, by itself, has no ring', () => {
    const table = Object.entries(MAY_IMPORT).map(([room, targets]): SourceFile => {
      const path = room === 'main.ts' ? room : `${room.replace('*', 'x')}/a.ts`
      const depth = '../'.repeat(path.split('/').length - 1) || './'
      const imports = targets
        .filter((to) => to !== '*/options')
        .map((to) => `${depth}${to.replace('*', 'x')}/b.ts`)
      return { path, imports, reaches: [] }
    })
    expect(cycles(table)).toEqual([])
  })
})

describe('a broken house, given as texts, is found out', () => {
  const built = (texts: Readonly<Record<string, string>>) =>
    Object.entries(texts).map(([path, text]) => readSource(path, text))

  test.each([
    ['plan/a.ts', "import { x } from '../sinks/google-calendar/sink.ts'", 'sinks/google-calendar/sink.ts'],
    ['plan/a.ts', "import type { Store } from '../state/store.ts'", 'state/store.ts'],
    ['documents/a.ts', "import { clean } from '../lib/text.ts'", 'lib/text.ts'],
    ['deadlines/forms/a.ts', "export * from '../../programmes/finding.ts'", 'programmes/finding.ts'],
    ['state/a.ts', "export { type A } from '../run/sync.ts'", 'run/sync.ts'],
    ['serve/page/a.ts', "const run = await import('../../run/sync.ts')", 'run/sync.ts'],
    ['sandbox/a.ts', "export type A = import('../plan/plan.ts').Plan", 'plan/plan.ts'],
    ['run/a.ts', "import '../cli/main.ts'", 'cli/main.ts'],
    ['run/a.ts', "import { serve } from '../serve/app.ts'", 'serve/app.ts'],
    [
      'sources/notion/a.ts',
      "import { x } from '../../sinks/public-feed/sink.ts'",
      'sinks/public-feed/sink.ts',
    ],
    ['sinks/public-feed/a.ts', "import { x } from '../google-calendar/id.ts'", 'sinks/google-calendar/id.ts'],
    ['settings/a.ts', "import { x } from '../run/sync.ts'", 'run/sync.ts'],
    ['lib/a.ts', "import { x } from '../plan/entry.ts'", 'plan/entry.ts'],
  ])('a wrong direction: %s, %s', (path, text, to) => {
    expect(wrongDirections(built({ [path]: text }))).toEqual([`${path}: may not import ${to}`])
  })

  test.each([
    ['cli/a.ts', 'const name = "x"; await import(name)', 'cli/a.ts: imports what only the run knows'],
    ['plan/a.ts', "import { x } from '../../bench/main.ts'", 'plan/a.ts: leaves src for ../bench/main.ts'],
    ['attic/a.ts', '', 'attic/a.ts: no room of the house'],
  ])('a way out: %s, %s', (path, text, words) => {
    expect(wrongDirections(built({ [path]: text }))).toEqual([words])
  })

  test('right directions, all together, are let through', () => {
    const right = built({
      'main.ts': "import { run } from './cli/run.ts'",
      'cli/run.ts': "import { sync } from '../run/sync.ts'; const serve = () => import('../serve/app.ts')",
      'run/sync.ts': "import { sink } from '../sinks/index.ts'; import { read } from '../settings/read.ts'",
      'settings/read.ts':
        "import { a } from '../sinks/public-feed/options.ts'; import { b } from '../run/options.ts'",
      'sinks/index.ts': "import { a } from './public-feed/sink.ts'",
      'sinks/public-feed/sink.ts':
        "import { a } from './parts/a.ts'; import type { Entry } from '../../plan/entry.ts'",
      'plan/entry.ts':
        "// import { x } from '../cli/run.ts'\nexport const words = \"import('../cli/run.ts')\"",
    })
    expect([wrongDirections(right), cycles(right)]).toEqual([[], []])
  })

  test('rooms in a ring: each ring is named once', () => {
    const ring = built({
      'plan/a.ts': "import '../programmes/a.ts'",
      'programmes/a.ts': "import '../deadlines/a.ts'",
      'deadlines/a.ts': "import type { A } from '../plan/b.ts'",
    })
    expect(cycles(ring)).toEqual(['deadlines > plan > programmes > deadlines'])
  })

  test('files in a ring, by a type or a later load: each knot is named once', () => {
    const ring = built({
      'cli/a.ts': "export const load = () => import('./b.ts')",
      'cli/b.ts': "import type { C } from '../cli/c.ts'",
      'cli/c.ts': "import './a.ts'; import '../plan/alone.ts'",
      'cli/above.ts': "import './a.ts'",
      'plan/alone.ts': "export * from './below.ts'",
      'plan/below.ts': 'export const x = 1',
      'plan/self.ts': "import './self.ts'",
    })
    expect(knots(ring)).toEqual(['cli/a.ts, cli/b.ts, cli/c.ts', 'plan/self.ts'])
  })

  test('packages: the googleapis root and a second node:sqlite', () => {
    const texts = {
      'sinks/google-calendar/a.ts': "import { google } from 'googleapis'",
      'sinks/google-calendar/b.ts': "import { calendar } from 'googleapis/build/src/apis/calendar/index.js'",
      'state/a.ts': "import { DatabaseSync } from 'node:sqlite'",
      'state/b.ts': "import type { DatabaseSync } from 'node:sqlite'",
    }
    expect(wrongPackages(built(texts))).toEqual([
      'sinks/google-calendar/a.ts: imports the root of googleapis',
      'state/b.ts: a second file with node:sqlite',
    ])
  })

  test.each([
    ['Date.now()', 'Date.now'],
    ['new Date()', 'new Date()'],
    ['Date()', 'new Date()'],
    ['Temporal.Now.instant()', 'Date.now'],
    ['Math.random()', 'Math.random'],
    ['process.env.HOME', 'process'],
    ["fetch('http://x')", 'fetch'],
    ['[1].map(setTimeout)', 'timer'],
    ['performance.now()', 'performance'],
    ["console.log('x')", 'printing'],
    ["import 'node:fs'", 'node:fs'],
    ["import { createHash } from 'node:crypto'", 'node:crypto'],
  ])('an impure room: %s', (text, reach) => {
    expect(impurities(built({ 'plan/a.ts': text }))).toEqual([`plan/a.ts: ${reach}`])
  })

  test('a pure room, through a file of lib: only node:crypto passes', () => {
    const texts = {
      'plan/a.ts': "import '../lib/hash.ts'; import '../lib/disk.ts'",
      'lib/hash.ts': "import { createHash } from 'node:crypto'",
      'lib/disk.ts': "import './deeper.ts'",
      'lib/deeper.ts': "import 'node:fs'; export const now = () => Date.now()",
      'lib/unused.ts': "import 'node:net'",
    }
    expect(impurities(built(texts))).toEqual(['lib/deeper.ts: Date.now', 'lib/deeper.ts: node:fs'])
  })

  test('names that only look like it, in comments, texts and members, are let through', () => {
    const text = `
      // Date.now() and Math.random()
      export const words = 'process.exit()'
      export const day = (date: Date) => new Date(date.getTime())
      export const row = { fetch: 1, process: 'x', timer: { setTimeout: 2 } }
      export const both = [row.fetch, row.process, row.timer.setTimeout]`
    expect(impurities(built({ 'plan/a.ts': text }))).toEqual([])
  })

  test('printing: anywhere but at the door', () => {
    const texts = {
      'main.ts': 'process.exitCode = 1',
      'cli/a.ts': "console.log('x'); process.exit(0)",
      'run/a.ts': "console.error('x')",
      'serve/a.ts': 'process.exit(1)',
      'state/a.ts': "process.stderr.write('x')",
    }
    expect(printers(built(texts))).toEqual([
      'run/a.ts: printing',
      'serve/a.ts: process.exit',
      'state/a.ts: printing',
    ])
  })
})
