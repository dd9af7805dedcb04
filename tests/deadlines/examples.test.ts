import { describe, expect, test } from 'vitest'
import type { Example } from '../../src/deadlines/forms/form.ts'
import { FORMS } from '../../src/deadlines/forms/index.ts'
import { parse } from '../../src/deadlines/index.ts'
import { referencePage } from '../../src/deadlines/reference.ts'
import { RULES } from '../../src/deadlines/rules.ts'

function readingOf({ text, context }: Example) {
  const { kind, opens, closes, rounds, warnings } = parse(text, { title: '', posted: null, ...context })
  return { kind, opens, closes, rounds, warnings }
}

const whole = ({ reads }: Example) => ({ opens: null, closes: null, rounds: [], warnings: [], ...reads })

describe.each([...FORMS, ...RULES].map((form) => [form.name, form.examples] as const))(
  '%s',
  (_name, examples) => {
    test('has examples of its own', () => {
      expect(examples.length).toBeGreaterThan(0)
    })
    test.each(examples.map((example) => [example.text, example] as const))(
      '%j, means what it says',
      (_text, example) => {
        expect(readingOf(example)).toEqual(whole(example))
      },
    )
  },
)

test('the reference page, is that of this grammar', async () => {
  await expect(referencePage()).toMatchFileSnapshot('../../docs/deadlines.md')
})
