import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { faults, loadItems } from '../../bench/periods.ts'
import { parse, describe as say } from '../../src/deadlines/index.ts'

const items = loadItems(join(import.meta.dirname, 'periods.jsonl'))

describe('labelled periods', () => {
  test.each(items.map((item) => [item.text, item] as const))('%j, is read as labelled', (_text, item) => {
    const { kind, opens, closes, rounds, warnings } = parse(item.text, item.context)
    expect({
      faults: faults(item, parse(item.text, item.context)),
      warnings: [...warnings].sort(),
      got: { kind, opens, closes, rounds },
    }).toEqual({
      faults: [],
      warnings: [...item.expect.warnings].sort(),
      got: { kind, opens, closes, rounds },
    })
  })

  test.each(items.map((item) => [item.text, item] as const))(
    '%j, said and read again, is the same',
    (_text, item) => {
      const { kind, opens, closes, rounds } = parse(item.text, item.context)
      const refused = kind === 'unknown' || kind === 'invalid'
      const words = say(parse(item.text, item.context))
      for (const again of [words.ko, words.en].map((text) => parse(text, { title: '', posted: null }))) {
        expect({ opens: again.opens, closes: again.closes, rounds: again.rounds }).toEqual(
          refused ? { opens: null, closes: null, rounds: [] } : { opens, closes, rounds },
        )
      }
    },
  )

  test('the file, holds at least 200 items of its own', () => {
    expect(items.length).toBeGreaterThanOrEqual(200)
    expect(new Set(items.map((item) => item.id)).size).toBe(items.length)
  })
})
