import { describe, expect, test } from 'vitest'
import { closesOf, isPast, momentTime, whenOf } from '../../src/plan/when.ts'

describe('whenOf', () => {
  test('a day, is the whole day', () => {
    expect(whenOf('2023-03-17', 30)).toEqual({ kind: 'day', date: '2023-03-17' })
  })

  test('a moment in Korea, is the half hour before it in UTC', () => {
    expect(whenOf('2023-04-02T23:30+09:00', 30)).toEqual({
      kind: 'time',
      start: '2023-04-02T14:00:00Z',
      end: '2023-04-02T14:30:00Z',
    })
  })

  test('the end of a day as 24:00, ends when the day does and starts on it', () => {
    expect(whenOf('2023-12-31T24:00+09:00', 30)).toEqual({
      kind: 'time',
      start: '2023-12-31T14:30:00Z',
      end: '2023-12-31T15:00:00Z',
    })
  })

  test('midnight that begins a day, is the same moment as 24:00 of the day before', () => {
    expect(whenOf('2024-01-01T00:00+09:00', 45)).toEqual(whenOf('2023-12-31T24:00+09:00', 45))
  })

  test('seconds, are kept', () => {
    expect(whenOf('2023-04-02T23:59:59+09:00', 1)).toEqual({
      kind: 'time',
      start: '2023-04-02T14:58:59Z',
      end: '2023-04-02T14:59:59Z',
    })
  })

  test('what is no moment in Korea, is refused', () => {
    for (const moment of [
      '',
      '2023-4-2',
      '2023-04-02T23:30',
      '2023-04-02T23:30Z',
      '2023-13-40T10:00+09:00',
    ]) {
      expect(() => momentTime(moment)).toThrow(RangeError)
    }
  })
})

describe('closesOf', () => {
  test.each(['2023-03-17', '2023-04-02T23:30+09:00', '2023-04-02T23:59:59+09:00', '2024-01-01T00:00+09:00'])(
    '%s, comes back from the entry it makes',
    (moment) => {
      expect(closesOf(whenOf(moment, 30))).toBe(moment)
    },
  )
})

describe('isPast', () => {
  test('a day, is over when it is over in Korea', () => {
    const day = { kind: 'day', date: '2023-03-17' } as const
    expect(isPast(day, '2023-03-17T14:59:59Z')).toBe(false)
    expect(isPast(day, '2023-03-17T15:00:00Z')).toBe(true)
  })

  test('a moment, is over when it has come', () => {
    const when = whenOf('2023-04-02T23:30+09:00', 30)
    expect(isPast(when, '2023-04-02T14:29:59Z')).toBe(false)
    expect(isPast(when, '2023-04-02T14:30:00Z')).toBe(true)
  })
})
