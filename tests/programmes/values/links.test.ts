import { describe, expect, test } from 'vitest'
import { addressesIn, canonicalLink, cleanLink, namesOneCall } from '../../../src/programmes/values/links.ts'
import { cell } from '../page.ts'

describe('cleanLink', () => {
  test.each([
    ['a doubled &, mended', 'https://a.kr/view.do?x=1&&y=2', 'https://a.kr/view.do?x=1&y=2'],
    ['tracking, taken off', 'https://a.kr/p?utm_source=n&id=7&fbclid=z', 'https://a.kr/p?id=7'],
    ['only tracking, no question mark left', 'https://a.kr/p?utm_source=n', 'https://a.kr/p'],
    [
      'an empty parameter, kept as the page may need it',
      'https://a.kr/p?category=&id=7',
      'https://a.kr/p?category=&id=7',
    ],
    ['a bare domain, read as https', 'www.a.kr/p', 'https://www.a.kr/p'],
    ['a Korean domain, made ASCII', 'https://한국.kr/공고', 'https://xn--3e0b707e.kr/%EA%B3%B5%EA%B3%A0'],
    ['a user name in front of the host, taken off', 'https://good.kr@evil.kr/p', 'https://evil.kr/p'],
    [
      "a visitor's session, taken off",
      'https://a.kr/view.do;jsessionid=8F2D.node1?id=7#top',
      'https://a.kr/view.do?id=7#top',
    ],
    ['spaces around, trimmed', '  http://a.kr/p ', 'http://a.kr/p'],
  ])('%s', (_case, written, clean) => {
    expect(cleanLink(written)).toBe(clean)
  })

  test.each([
    '',
    'javascript:alert(1)',
    'data:text/html,x',
    'file:///etc/passwd',
    'mailto:a@b.kr',
    'https://localhost/admin',
    '공고문 참고',
    'Web 3.0',
    '2023.03.17',
    'https://',
    `https://a.kr/${'x'.repeat(5000)}`,
  ])('no web address, nothing: %s', (written) => {
    expect(cleanLink(written)).toBeNull()
  })
})

describe('canonicalLink', () => {
  test.each([
    ['scheme, www, slash and fragment do not tell pages apart', 'http://www.a.kr/p/#top', 'https://a.kr/p'],
    ['nor does the order of parameters', 'https://a.kr/p?b=2&a=1', 'https://a.kr/p?a=1&b=2'],
    [
      'a portal, only its own number counts',
      'https://www.k-startup.go.kr/web/contents/bizpbanc-ongoing.do?schM=view&pbancSn=163660&page=1&schStr=regist&pbancEndYn=N',
      'https://k-startup.go.kr/web/contents/bizpbanc-ongoing.do?pbancSn=163660&page=9',
    ],
    [
      'a portal on its mobile host',
      'https://m.k-startup.go.kr/mobile/view.do?pbancSn=1',
      'https://www.k-startup.go.kr/web/contents/bizpbanc-ongoing.do?pbancSn=1',
    ],
    [
      'the trade association',
      'https://www.kita.net/asocGuidance/notice/noticeDetail.do?nIndex=1831820&pageIndex=1',
      'https://www.kita.net/asocGuidance/notice/noticeDetail.do?pageIndex=3&nIndex=1831820',
    ],
  ])('%s', (_case, one, other) => {
    expect(canonicalLink(one)).toBe(canonicalLink(other))
  })

  test('two notices of one portal, two addresses', () => {
    expect(canonicalLink('https://www.k-startup.go.kr/v.do?pbancSn=1')).not.toBe(
      canonicalLink('https://www.k-startup.go.kr/v.do?pbancSn=2'),
    )
  })

  test('an unknown host, its paging is kept: it may be what names the page', () => {
    expect(canonicalLink('https://a.kr/?page=about')).not.toBe(canonicalLink('https://a.kr/?page=call'))
  })
})

test('the front page of a site, names no call', () => {
  expect(['https://a.kr/', 'https://a.kr/p', 'https://a.kr/?id=1'].map(namesOneCall)).toEqual([
    false,
    true,
    true,
  ])
})

describe('addressesIn', () => {
  test('links first, then addresses in the words, closing punctuation left out', () => {
    const link = { text: '공고', url: 'https://a.kr/1' }
    expect(addressesIn(cell('공고 (https://b.kr/2). 그리고 www.c.kr/3, 끝', { links: [link] }))).toEqual([
      'https://a.kr/1',
      'https://b.kr/2',
      'www.c.kr/3',
    ])
  })

  test('a particle behind an address, left out; Hangul inside it, kept', () => {
    expect(addressesIn(cell('https://a.kr/1에서 https://a.kr/공고/2', { links: [] }))).toEqual([
      'https://a.kr/1',
      'https://a.kr/공고/2',
    ])
  })

  test('a cell that is nothing but a bare domain', () => {
    expect(addressesIn(cell('openbridge.kr/innox'))).toEqual(['openbridge.kr/innox'])
  })
})
