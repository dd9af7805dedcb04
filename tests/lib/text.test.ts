import { describe, expect, test } from 'vitest'
import { cutLines } from '../../src/lib/text.ts'

describe('cutLines', () => {
  test.each([
    ['a text that fits, stays', 'ab\ncd', 5, 'ab\ncd'],
    [
      'the longest line, gives way and the last one stays',
      `${'가'.repeat(50)}\n링크: x`,
      20,
      `${'가'.repeat(13)}…\n링크: x`,
    ],
    ['two long lines, give way alike', `${'a'.repeat(30)}\nb\n${'c'.repeat(40)}`, 13, 'aaaa…\nb\ncccc…'],
    ['one line, is cut at its end', 'abcdef', 4, 'abc…'],
    ['more lines than there is room for, end where the room does', '1\n2\n3\n4', 4, '1\n2…'],
    ['no line, is split within a character', '👩‍💻👩‍💻👩‍💻\nx', 10, '👩‍💻…\nx'],
  ])('%s', (_case, text, limit, kept) => {
    expect(cutLines(text, limit)).toBe(kept)
    expect(cutLines(text, limit).length).toBeLessThanOrEqual(limit)
  })
})
