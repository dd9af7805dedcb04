import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { around, fromShown, toShown, withLinks } from '../../../src/sinks/google-calendar/text.ts'

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

describe('around', () => {
  test('any part of what shows, is cut out of the HTML with nothing lost and nothing twice', () => {
    const pieces = [
      'a',
      '가',
      '&amp;',
      '&#44032;',
      '<br>',
      '<b>',
      '</b>',
      '\n',
      '\r\n',
      '<a href="x">',
      '<',
      '&',
    ]
    const html = fc.array(fc.constantFrom(...pieces)).map((parts) => parts.join(''))
    fc.assert(
      fc.property(html, fc.nat(40), fc.nat(40), (written, a, b) => {
        const shown = fromShown(written)
        const [from = 0, to = 0] = [Math.min(a, shown.length), Math.min(b, shown.length)].sort(
          (x, y) => x - y,
        )
        const { before, after } = around(written, from, to)
        expect([fromShown(before), fromShown(after)]).toEqual([shown.slice(0, from), shown.slice(to)])
      }),
      { seed: 5, numRuns: 2_000 },
    )
  })
})

describe('withLinks', () => {
  test.each([
    ['<a href="https://x.kr/d">회의록</a> &amp; 끝', '회의록 (https://x.kr/d) & 끝'],
    [
      "<a target=_blank href='https://x.kr/d?a=1&amp;lt;=2'><b>회의록</b></a>",
      '회의록 (https://x.kr/d?a=1&lt;=2)',
    ],
    [
      '<a href="https://www.google.com/url?q=https://x.kr/d%3Fa%3D1&amp;sa=D">회의록</a>',
      '회의록 (https://x.kr/d?a=1)',
    ],
    ['<a href="https://www.google.com/url?q=https://x.kr/d&amp;sa=D">https://x.kr/d</a>', 'https://x.kr/d'],
    ['<a href="http://x.kr/">x.kr</a> <a href="tel:02-1">02-1</a>', 'x.kr 02-1'],
    ['<a name="x">회의록</a> <a href="https://x.kr">끝이 없는', '회의록 끝이 없는'],
  ])('%s, shows with where it leads', (html, text) => {
    expect(withLinks(html)).toBe(text)
  })
})
