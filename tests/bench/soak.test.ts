import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { growth } from '../../bench/soak/growth.ts'
import { soaks } from '../../bench/soak/index.ts'

const ROOT = join(import.meta.dirname, '..', '..')

const soak = (...argv: string[]) =>
  spawnSync(process.execPath, ['--expose-gc', 'bench/soak.ts', ...argv], { cwd: ROOT, encoding: 'utf8' })

test('soak, one history of one soak, plays it and says what grew', () => {
  const run = soak('calendar-mirror', '--histories', '1')
  expect([run.status, run.stdout]).toEqual([0, ''])
  expect(run.stderr).toMatch(
    /1 histories, memory [\d.]+ MB, \d+ handles\n.*growth after warm-up.*\neverything held\n$/,
  )
})

test.each([['nothing'], ['calendar-mirror', '--seconds', 'x']])(
  'soak %s %s, is refused with its usage',
  (...argv) => {
    const run = soak(...argv)
    expect([run.status, run.stdout]).toEqual([2, ''])
    expect(run.stderr).toContain('Usage: npm run soak')
  },
)

test('every soak, is named as it is listed, in order of the alphabet', async () => {
  const names = Object.keys(soaks)
  expect(names).toEqual(names.toSorted())
  const loaded = await Promise.all(Object.values(soaks).map((load) => load()))
  expect(loaded.map(({ name }) => name)).toEqual(names)
})

describe('growth', () => {
  const samples = (heap: (at: number) => number) =>
    Array.from({ length: 40 }, (_, at) => ({ memoryMb: heap(at), handles: 20 + Math.floor(at / 10) }))

  test('a heap that rises, by a tenth each time, is found to', () => {
    expect(growth(samples((at) => 50 + at / 10)).memoryMbPerHistory).toBeCloseTo(0.1)
  })

  test('a heap that rises only while it warms up, is flat', () => {
    expect(growth(samples((at) => (at < 10 ? at * 10 : 100))).memoryMbPerHistory).toBe(0)
  })

  test('handles, are counted from the end of the warm-up', () => {
    expect(growth(samples(() => 50)).handles).toBe(2)
  })

  test('handles that come and go, are none gained', () => {
    const busy = samples(() => 50).map((sample, at) => ({ ...sample, handles: 25 + ((at * 3) % 5) }))
    expect(growth(busy).handles).toBe(0)
  })

  test('a few samples, say nothing', () => {
    expect(growth(samples((at) => at).slice(0, 7))).toEqual({ memoryMbPerHistory: 0, handles: 0 })
  })
})
