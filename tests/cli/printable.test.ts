import { expect, test } from 'vitest'
import { painter } from '../../src/cli/paint.ts'
import { jsonLine, printable } from '../../src/cli/printable.ts'

const plain = painter({ isTTY: false }, {})
const coloured = painter({ isTTY: true }, {})
// Move, clear, set the title, hide, ring, go back over the line; and the one-byte forms of the first two.
const STEERING =
  '\u001b[2J\u001b[1A\u001b]0;x\u0007\u001b[8m\u001b[31;5m\u0008\r\u009b2J\u009d0;x\u009c\u202e\ud800'

test('words that steer a terminal, keep their letters only', () => {
  for (const paint of [plain, coloured]) {
    const shown = printable(`a${STEERING}b\n\tc`, paint)
    expect(shown).toBe('a[2J[1A]0;x[31;5m2J0;x\ufffdb\n\tc')
  }
})

test('our own colours, stay on a terminal and are dropped elsewhere', () => {
  const words = coloured(['red', 'bold'], `a ${coloured('dim', 'b')} c`)
  expect(printable(words, coloured)).toBe(words)
  expect(printable(words, plain)).toBe('a b c')
})

test('JSON, is the same value with nothing left that steers a terminal', () => {
  const line = jsonLine(JSON.stringify({ STEERING, '\u0085': '\u2028' }))
  expect(line).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028]/)
  expect(JSON.parse(line)).toEqual({ STEERING, '\u0085': '\u2028' })
})
