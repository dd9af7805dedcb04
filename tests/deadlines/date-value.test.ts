import { describe, expect, test } from 'vitest'
import { readDateValue } from '../../src/deadlines/index.ts'

const reading = { opens: null, rounds: [], warnings: [], why: [], obstacle: null }

describe('a structured date', () => {
  test.each([
    ['2026-04-17', 'date', '2026-04-17'],
    ['2026-04-17T18:00:00.000+09:00', 'datetime', '2026-04-17T18:00+09:00'],
    ['2026-04-17T09:00:00Z', 'datetime', '2026-04-17T18:00+09:00'],
    ['2026-04-17T09:00', 'datetime', '2026-04-17T18:00+09:00'],
    ['2026-04-17T20:30:00-05:00', 'datetime', '2026-04-18T10:30+09:00'],
    ['2026-04-17T18:00:59+09:00', 'datetime', '2026-04-17T18:00:59+09:00'],
  ])('alone, %s, is the deadline as the clock in Korea shows it', (start, kind, closes) => {
    expect(readDateValue(start, null)).toEqual({ ...reading, kind, closes })
  })

  test('with an end, is a window', () => {
    expect(readDateValue('2026-04-06', '2026-04-17')).toEqual({
      ...reading,
      kind: 'date',
      opens: '2026-04-06',
      closes: '2026-04-17',
    })
  })

  test('that ends before it starts, is invalid', () => {
    expect(readDateValue('2026-04-17', '2026-04-06')).toEqual({
      ...reading,
      kind: 'invalid',
      closes: null,
      warnings: ['end-before-start'],
      obstacle: 'end-before-start',
    })
  })

  test.each([
    '',
    'soon',
    '2026-02-30',
    '2026-13-01',
    '0001-01-01',
    '2201-01-01',
    '2026-04-17T25:00Z',
    '2026-04-17T10:60Z',
  ])('such as %j, is no date', (start) => {
    expect(readDateValue(start, null)).toEqual({
      ...reading,
      kind: 'unknown',
      closes: null,
      obstacle: 'no-date',
    })
  })
})
