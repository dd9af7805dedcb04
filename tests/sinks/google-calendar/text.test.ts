import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fromShown, toShown } from '../../../src/sinks/google-calendar/text.ts'

describe('toShown', () => {
  test('any text, comes back as it was', () => {
    const piece = fc.constantFrom(
      '<b>',
      '</p>',
      '&amp;',
      '&',
      '<',
      '>',
      ';',
      '&#65;',
      '가',
      '\n',
      '<br>',
      'a',
      '3 < 5',
      '<!--',
    )
    const text = fc.array(fc.oneof(piece, fc.string({ unit: 'binary' }))).map((parts) => parts.join(''))
    fc.assert(
      fc.property(text, (written) => {
        const line = written.replace(/\r\n?/g, '\n')
        expect(fromShown(toShown(line))).toBe(line)
      }),
      { seed: 11, numRuns: 2_000 },
    )
  })

  test('what looks like a tag, shows instead of vanishing', () => {
    expect(toShown('대상: <script>x</script> 3 < 5 & a&lt;b')).toBe(
      '대상: &lt;script>x&lt;/script> 3 < 5 & a&amp;lt;b',
    )
  })
})

describe('fromShown', () => {
  test.each([
    ['줄<br>바꿈<br/>둘', '줄\n바꿈\n둘'],
    ['<p>하나</p><p>둘</p>', '하나\n둘'],
    ['<a href="https://x.kr">https://x.kr</a>&nbsp;&amp;', 'https://x.kr &'],
    ['&#44032;&#xAC00;&unknown;', '가가&unknown;'],
    ['&#99999999;&#x110000;', '&#99999999;&#x110000;'],
    ['a\r\nb', 'a\nb'],
  ])('%s, shows as text', (html, text) => {
    expect(fromShown(html)).toBe(text)
  })
})
