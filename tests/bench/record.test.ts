import { describe, expect, test } from 'vitest'
import type { Figure } from '../../bench/benchmark.ts'
import { section, short, withSection } from '../../bench/record.ts'

const figure: Figure = {
  what: 'upserts | all',
  unit: 'rows/s',
  ours: { name: 'store', values: [900, 1000, 1200] },
  other: { name: 'bare driver', values: [1000, 2000, 2000] },
  goal: { atLeast: 0.7 },
}

const ORIGIN = { date: '2026-11-25', machine: '2 × CPU, Node 24.21.0', rounds: 3 }

test('a section, one figure, gives medians with spread, the ratio round by round and whether it is as promised', () => {
  expect(section({ name: 'store', compares: 'A with B.' }, [figure], ORIGIN)).toBe(`## store

A with B.

| figure | ours | against | ratio | goal |
|---|---|---|---|---|
| upserts \\| all | store: 1,000 (900–1,200) rows/s | bare driver: 2,000 (1,000–2,000) rows/s | 0.6 (0.5–0.9) | ≥ 0.7, **missed** |

Measured 2026-11-25, 3 rounds in turns, on 2 × CPU, Node 24.21.0.
`)
})

describe('the page', () => {
  const made = ['a', 'b', 'c'].reduce(
    (page, name) => withSection(page, name, `## ${name}\n\nold ${name}\n`),
    '',
  )

  test('that is empty, gets a head and its sections in the order they came', () => {
    expect(made.startsWith('# Figures\n')).toBe(true)
    expect(made.slice(made.indexOf('## a'))).toBe('## a\n\nold a\n\n## b\n\nold b\n\n## c\n\nold c\n')
  })

  test.each(['a', 'b', 'c'])('with a section written anew, keeps every other byte: %s', (name) => {
    const anew = withSection(made, name, `## ${name}\n\nnew\n`)
    expect(anew).toBe(made.replace(`old ${name}`, 'new'))
    expect(withSection(anew, name, `## ${name}\n\nnew\n`)).toBe(anew)
  })

  test('with names that begin alike, takes each for itself', () => {
    const page = withSection(made, 'a-long', '## a-long\n\nlong\n')
    expect(withSection(page, 'a', '## a\n\nnew\n')).toBe(page.replace('old a', 'new'))
  })
})

test.each([
  [12345.6, '12,346'],
  [123.4, '123'],
  [12.34, '12.3'],
  [1.234, '1.23'],
  [0.01234, '0.012'],
  [0, '0'],
])('a value, %d, is written short', (value, text) => {
  expect(short(value)).toBe(text)
})
