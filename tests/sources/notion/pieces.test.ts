import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { richText } from '../../../src/sources/notion/api/schema.ts'
import { formatHash, parseHash } from '../../../src/sources/notion/read/document.ts'
import { sinceWhen } from '../../../src/sources/notion/read/list-pages.ts'
import { unsettledSince } from '../../../src/sources/notion/read/settling.ts'
import { settledTag, tagOf, traceOf } from '../../../src/sources/notion/write/comment-words.ts'
import { pieces, richTextFor, sameAddress } from '../../../src/sources/notion/write/filling.ts'
import { sendable } from '../../../src/sources/notion/write/sendable.ts'

describe('a page read soon after its last edit', () => {
  const at = (time: string) => Date.parse(`2026-04-01T${time}Z`)
  const stamp = '2026-04-01T10:00:00.000Z'
  test.each([
    ['stamp long past', '10:10:00', null, null],
    ['stamp fresh, first reading', '10:00:20', null, '2026-04-01T10:00:20.000Z'],
    ['stamp ahead of our clock, first reading', '09:58:00', null, '2026-04-01T09:58:00.000Z'],
    ['second reading, too soon', '10:02:19', '2026-04-01T10:00:20.000Z', '2026-04-01T10:00:20.000Z'],
    ['second reading, late enough', '10:02:20', '2026-04-01T10:00:20.000Z', null],
    ['second reading, late enough by a clock that is behind', '09:55:00', '2026-04-01T09:53:00.000Z', null],
  ])('%s, waits or is settled', (_, time, since, expected) => {
    expect(unsettledSince({ stamp, at: at(time), since })).toBe(expected)
  })

  test('its mark, kept in the hash, comes back', () => {
    const parts = { head: 'a'.repeat(32), body: 'b'.repeat(32) }
    for (const since of [null, '2026-04-01T10:00:20.000Z']) {
      expect(parseHash(formatHash({ ...parts, unsettledSince: since }))).toEqual({
        ...parts,
        unsettledSince: since,
      })
    }
  })

  test('as long as it waits, holds back the instant from which edits are asked for', () => {
    const held = (editedAt: string, mark = '') => ({ editedAt, hash: `${'a'.repeat(64)}${mark}` })
    const stamps = new Map([
      ['new', held('2026-04-01T12:00:00.000Z')],
      ['old', held('2026-03-01T12:00:00.000Z')],
    ])
    expect(sinceWhen(stamps)).toBe('2026-04-01T11:57:00.000Z')
    stamps.set('waiting', held('2026-04-01T10:00:00.000Z', '?2026-04-01T10:00:20.000Z'))
    expect(sinceWhen(stamps)).toBe('2026-04-01T09:57:00.000Z')
  })
})

describe('words for a request', () => {
  test('any text, in parts of at most 2,000, is the same text and splits no character', () => {
    const seed = 20261125
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 6_000, size: 'max' }), (text) => {
        const parts = pieces(text)
        expect(parts.join('')).toBe(text)
        expect(parts.every((part) => part.length <= 2_000 && part.isWellFormed())).toBe(true)
      }),
      { seed, numRuns: 50 },
    )
  })

  test('nothing, is no item; an address, stands behind the words', () => {
    expect(richTextFor({ text: '', url: 'https://a.kr' })).toEqual([])
    expect(richTextFor({ text: 'a', url: null })).toEqual([
      { type: 'text', text: { content: 'a', link: null } },
    ])
    expect(richTextFor({ text: 'a', url: 'https://a.kr' })).toEqual([
      { type: 'text', text: { content: 'a', link: { url: 'https://a.kr' } } },
    ])
  })

  test.each([
    ['https://a.kr', 'https://a.kr/', true],
    ['https://A.kr/x', 'https://a.kr/x', true],
    ['https://a.kr/x', 'https://a.kr/X', false],
    ['no address', 'no address', true],
    [null, null, true],
    [null, 'https://a.kr/', false],
  ])('addresses %j and %j, are the same: %j', (a, b, same) => {
    expect(sameAddress(a, b)).toBe(same)
  })
})

describe('rich text sent back', () => {
  const back = (...items: object[]) => sendable(richText.parse(items))
  const look = {
    bold: true,
    italic: false,
    strikethrough: false,
    underline: false,
    code: false,
    color: 'red',
  }

  test('keeps words, address and style, and leaves out what only answers have', () => {
    const item = {
      type: 'text',
      plain_text: 'a',
      href: 'https://a.kr/',
      annotations: look,
      text: { content: 'a', link: { url: 'https://a.kr/' } },
    }
    expect(back(item)).toEqual([
      { type: 'text', text: { content: 'a', link: { url: 'https://a.kr/' } }, annotations: look },
    ])
  })

  test('keeps mentions by their id, and a date without a zone beside its offset', () => {
    const mention = (value: object) => ({ type: 'mention', plain_text: 'x', mention: value })
    expect(
      back(
        mention({ type: 'user', user: { object: 'user', id: 'u', name: '김현식' } }),
        mention({ type: 'page', page: { id: 'p' } }),
        mention({
          type: 'date',
          date: { start: '2026-04-30T23:59:00.000+09:00', end: null, time_zone: 'Asia/Seoul' },
        }),
        { type: 'equation', plain_text: 'x', equation: { expression: 'x' } },
      ),
    ).toEqual([
      { type: 'mention', mention: { user: { id: 'u' } } },
      { type: 'mention', mention: { page: { id: 'p' } } },
      { type: 'mention', mention: { date: { start: '2026-04-30T23:59:00.000+09:00', end: null } } },
      { type: 'equation', equation: { expression: 'x' } },
    ])
  })

  test('is nothing where one item would not be taken, or where there are too many', () => {
    expect(
      back({
        type: 'mention',
        plain_text: 'x',
        mention: { type: 'link_preview', link_preview: { url: 'x' } },
      }),
    ).toBeNull()
    expect(back({ type: 'of_tomorrow', plain_text: 'x' })).toBeNull()
    const many = Array.from({ length: 101 }, () => ({
      type: 'text',
      plain_text: 'a',
      text: { content: 'a' },
    }))
    expect(back(...many)).toBeNull()
  })
})

describe('the trace of a comment', () => {
  const comments = (...texts: string[]) =>
    texts.map((text, index) => ({
      id: `c${index}`,
      discussion_id: `d${index}`,
      rich_text: richText.parse([{ type: 'text', plain_text: text }]),
    }))

  test.each([
    ['nothing', [], { times: 0, open: null }],
    ['another marker that begins alike', ['x\n[magam:a12]'], { times: 0, open: null }],
    ['posted', ['x\n[magam:a1]'], { times: 1, open: { discussion: 'd0', nth: 1 } }],
    ['posted and settled', ['x\n[magam:a1]', 'y\n[magam:a1] ✓'], { times: 1, open: null }],
    [
      'back again',
      ['x\n[magam:a1]', 'y\n[magam:a1] ✓', 'x\n[magam:a1#2]'],
      { times: 2, open: { discussion: 'd2', nth: 2 } },
    ],
    [
      'first resolved by a person, second posted',
      ['x\n[magam:a1#2]'],
      { times: 2, open: { discussion: 'd0', nth: 2 } },
    ],
  ])('%s, is told', (_, texts, expected) => {
    expect(traceOf('a1', comments(...texts))).toEqual(expected)
  })

  test('tags, of the first and of a later time', () => {
    expect([tagOf('a1', 1), tagOf('a1', 2), settledTag('a1', 2)]).toEqual([
      '[magam:a1]',
      '[magam:a1#2]',
      '[magam:a1#2] ✓',
    ])
  })
})
