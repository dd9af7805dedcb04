import { describe, expect, test } from 'vitest'
import { estimate, openProgress } from '../../src/cli/progress.ts'

const plain = (_style: unknown, text: string) => text
function stream(isTTY: boolean) {
  const written: string[] = []
  return { isTTY, columns: 40, written, write: (text: string) => written.push(text) }
}

describe('progress', () => {
  test('on a terminal, is one line that is written over and taken away', () => {
    const output = stream(true)
    const progress = openProgress(output, false, plain)
    progress.step('reading pages', 1, 200)
    progress.end()
    progress.end()
    expect(output.written).toEqual(['\r\u001b[2Kreading pages … 1 of 200', '\r\u001b[2K'])
  })
  test('longer than the terminal, is cut', () => {
    const output = stream(true)
    openProgress(output, false, plain).step('x'.repeat(100))
    expect(output.written[0]).toHaveLength('\r\u001b[2K'.length + 39)
  })
  test('in Hangul, which takes two columns, is cut to what fits', () => {
    const output = stream(true)
    openProgress(output, false, plain).step('마감 모음 '.repeat(10))
    expect(output.written[0]).toBe('\r\u001b[2K마감 모음 마감 모음 마감 모음 마감 모음')
  })
  test('elsewhere or silent, writes nothing', () => {
    for (const [tty, silent] of [
      [false, false],
      [true, true],
    ] as const) {
      const output = stream(tty)
      const progress = openProgress(output, silent, plain)
      progress.step('reading pages', 1, 200)
      progress.end()
      expect(output.written).toEqual([])
    }
  })
  test.each([
    [1_000, 1, 100, ''],
    [10_000, 10, 100, ', about 2 min left'],
    [10_000, 50, 100, ', about 10 s left'],
    [60_000, 100, 1_000, ', about 9 min left'],
    [60_000, 100, 100, ''],
    [60_000, undefined, undefined, ''],
  ])('after %i ms, %s of %s: `%s`', (elapsed, done, total, words) => {
    expect(estimate(elapsed, done, total)).toBe(words)
  })
})
