import { describe, expect, test } from 'vitest'
import { amountsIn } from '../../../src/programmes/values/amounts.ts'

describe('amountsIn', () => {
  test.each([
    ['지원금 최대 1천만원', 10_000_000, 'at-most', '최대 1천만원'],
    ['약 300억 규모', 30_000_000_000, 'about', '약 300억'],
    ['펀드(약 300억 규모)', 30_000_000_000, 'about', '약 300억'],
    ['5백만원', 5_000_000, null, '5백만원'],
    ['3,000만 원', 30_000_000, null, '3,000만 원'],
    ['총 1억원', 100_000_000, 'total', '총 1억원'],
    ['1억 5천만 원 이내', 150_000_000, 'at-most', '1억 5천만 원'],
    ['3천5백만원', 35_000_000, null, '3천5백만원'],
    ['1.5억 원', 150_000_000, null, '1.5억 원'],
    ['최고 2조 3,000억원', 2_300_000_000_000, 'at-most', '최고 2조 3,000억원'],
    ['상금 10,000,000원', 10_000_000, null, '10,000,000원'],
    ['500만원 내외', 5_000_000, 'about', '500만원'],
    ['최대 1억 지원', 100_000_000, 'at-most', '최대 1억'],
    ['Up to KRW 100M', 100_000_000, 'at-most', 'KRW 100M'],
    ['₩10,000,000', 10_000_000, null, '₩10,000,000'],
    ['about 30 million won', 30_000_000, 'about', '30 million won'],
  ])('%s', (text, won, bound, words) => {
    expect(amountsIn(text)).toEqual([{ value: { won, bound }, text: words }])
  })

  test('several in one cell, each once', () => {
    expect(amountsIn('대상 1천만원, 우수 500만원 (1천만원)').map(({ value }) => value.won)).toEqual([
      10_000_000, 5_000_000,
    ])
  })

  test.each([
    '3억 명의 이용자',
    '1억 뷰 달성',
    '100만 다운로드',
    '총 15개사 내외',
    '20.9~102.1m2',
    'CES 2024',
    '최대 2년',
    '참가비 10,000원',
    '매출 100억원 이상',
    '수천만원',
    '10억 달러',
    '1577-1234',
    '3만',
    'USD 10,000',
    '100 wonders',
  ])('not money for applicants: %s', (text) => {
    expect(amountsIn(text)).toEqual([])
  })
})
